"""What the demo made, counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings

from werkzaam.core.report import read_edition
from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.sites.migrate import NAMES

SHOWN = (
    "people.Organisation", "people.Person", "people.Account", "consent.Grant", "consent.Key", "journey.Trajectory",
    "journey.Need", "journey.Contact", "journey.RegularContact", "study.Allocation", "survey.Invitation",
    "survey.Submission", "interview.Source", "interview.Coding", "desk.Freeze", "desk.Run", "desk.Publication",
)  # fmt: skip
GUIDANCE_SHOWN = (
    "people.Organisation", "people.Person", "people.Account", "journey.Referral", "journey.Trajectory",
    "journey.Contact", "journey.Goal", "journey.Step", "journey.OfferProposal", "journey.TrainingGroup",
    "journey.Enrolment", "journey.Attendance", "journey.Certificate", "journey.Encounter", "journey.Placement",
    "journey.CheckIn", "journey.ShortLine", "journey.HandOver", "journey.OutcomeEvent", "journey.AftercareCheck",
)  # fmt: skip


def guidance() -> Iterator[str]:
    """A line per kind of record of guidance, and its ledger."""
    yield f"The demo stands in {settings.DATA.name}:"
    yield from _counted(GUIDANCE_SHOWN)
    yield f"  ledger of {NAMES[GUIDANCE]:<14} {ledger.count(side=GUIDANCE):>7,}"


def lines() -> Iterator[str]:
    """A line per kind of record, per ledger, and per edition with its verdicts."""
    yield f"The demo stands in {settings.DATA.name}:"
    yield from _counted(SHOWN)
    for side, name in NAMES.items():
        yield f"  ledger of {name:<14} {ledger.count(side=side):>7,}"
    for folder in sorted(settings.EDITIONS.glob("[!.]*")):
        yield from _edition(folder.name)


def _counted(labels: tuple[str, ...]) -> Iterator[str]:
    for label in labels:
        yield f"  {label:<24} {apps.get_model(label)._default_manager.count():>7,}"


def _edition(key: str) -> Iterator[str]:
    edition = read_edition(settings.EDITIONS / key)
    yield f"  edition {key}"
    for verdict in edition.verdicts:
        yield f"    {verdict.verdict:<28} {verdict.outcome}"
