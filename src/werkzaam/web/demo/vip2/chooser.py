"""Who one can be in the VIP2-like demo."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings

from werkzaam.core.simulate.vip2 import Vip2
from werkzaam.web.demo.vip2.troupe import standing
from werkzaam.web.sites.chooser import FILE

Words = tuple[str, str]
ROLES: dict[str, tuple[Words, Words]] = {
    "project-leader": (
        ("projectleider, landelijk", "project leader, national"),
        ("Zie alle vijf regio's naast elkaar.", "See all five regions side by side."),
    ),
    "team-lead": (
        ("teamleider", "team lead"),
        ("Zie de caseload van een team.", "See the caseload of a team."),
    ),
    "coach": (
        ("vrijwillige jobcoach", "volunteer job coach"),
        ("Zie wie vandaag aandacht vraagt.", "See who needs you today."),
    ),
    "trainer": (("trainer", "trainer"), ("Leid de groepen van een plaats.", "Run the groups of a town.")),
    "municipality": (
        ("gemeente", "municipality"),
        ("Zie aantallen en beantwoord vragen.", "See counts, and answer questions."),
    ),
    "professional": (
        ("professional", "professional"),
        ("Houd het aanbod bij.", "Keep the offers up to date."),
    ),
}
PARTICIPANT = (
    ("deelnemer", "participant"),
    ("Bekijk uw plan en uw afspraken.", "See your plan and your appointments."),
)


RESEARCHERS = (
    ("dirk", "Dirk Woordenaar", ("onderzoeker", "researcher"),
     ("Zie wat zich ontwikkelde, zonder oordeel over een effect.",
      "See what developed, with no verdict on an effect.")),
    ("vera", "Vera Vanalles", ("tweede onderzoeker", "second researcher"),
     ("Kijk mee voordat een rapport naar buiten gaat.", "Look before a report goes out.")),
)  # fmt: skip


def write(scenario: Vip2) -> None:
    """The list for the chooser: one of each role, and someone who takes part now."""
    entries = [*_staff(scenario), *_participant(scenario), *(_entry(*one) for one in RESEARCHERS)]
    (settings.DATA / FILE).write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")


def _staff(scenario: Vip2) -> Iterator[dict[str, object]]:
    for role, (named, trying) in ROLES.items():
        wanted = [one for one in scenario.staff if one.role == role and (role != "coach" or one.is_volunteer)]
        yield _entry(wanted[0].key, wanted[0].name, named, trying)


def _participant(scenario: Vip2) -> Iterator[dict[str, object]]:
    for one in scenario.people:
        if one.exit is None and one.joins:
            yield _entry(one.key, f"{one.given} {one.family}", *PARTICIPANT)
            return


def _entry(key: str, name: str, role: Words, trying: Words) -> dict[str, object]:
    account = standing("people.Account", email=f"{key}@voorbeeld.example")
    told = {
        "role": dict(zip(("nl", "en"), role, strict=True)),
        "try": dict(zip(("nl", "en"), trying, strict=True)),
    }
    return {"key": key, "name": name, "account": str(account.pk), "url": "", **told}
