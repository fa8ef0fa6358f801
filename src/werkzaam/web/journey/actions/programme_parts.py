"""The parts of a programme: its norm, channels, pillars, criteria, modules, placement rules and targets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.actions.programme import SET_UP, tell
from werkzaam.web.journey.models import (
    ChannelNorm,
    Criterion,
    Module,
    Norm,
    Pillar,
    PlacementRule,
    Programme,
    Target,
)
from werkzaam.web.journey.rules.dose import NormStep
from werkzaam.web.journey.rules.programme import ChannelStep, excess
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse, require
from werkzaam.web.people.rules import Access

PARTS: dict[str, type[Any]] = {
    "norm": Norm,
    "channels": ChannelNorm,
    "pillars": Pillar,
    "criteria": Criterion,
    "modules": Module,
    "placement-rules": PlacementRule,
    "targets": Target,
}


@transaction.atomic(using=GUIDANCE)
def add_part(*, by: Access, at: datetime, programme: Programme, part: str, **facts: Any) -> Any:
    """Add one part of this sort; what has an order comes last."""
    require(programme.organisation_id in by.organisations(SET_UP))
    row = PARTS[part](programme=programme, **facts)
    if part == "targets":
        _own_region(programme, row)
    if hasattr(row, "position"):
        row.position = PARTS[part].objects.filter(programme=programme).count() + 1
    _save_once(row)
    _fits(programme)
    tell(by, at, "add_part", programme, part=part)
    return row


@transaction.atomic(using=GUIDANCE)
def remove_part(*, by: Access, at: datetime, programme: Programme, part: str, pk: int) -> None:
    """Take one part away; a module that sessions were held in stays."""
    require(programme.organisation_id in by.organisations(SET_UP))
    row = PARTS[part].objects.filter(programme=programme, pk=pk).first()
    if row is None:
        raise refuse()
    if part == "modules" and row.sessions.exists():
        message = _("Sessions were planned in this module. It stays, so that their history stays readable.")
        raise JourneyProblem(message, code="in-use")
    row.delete()
    _fits(programme)
    tell(by, at, "remove_part", programme, part=part)


def _save_once(part: Any) -> None:
    try:
        with transaction.atomic(using=GUIDANCE):
            part.save()
    except IntegrityError:
        message = _("The programme has this already. Nothing was saved. Remove the old one first.")
        raise JourneyProblem(message, code="already-there") from None


def _own_region(programme: Programme, target: Target) -> None:
    """A target is of the organisation that runs the programme, or of one below it."""
    if target.organisation_id not in people.organisation_tree().below(programme.organisation_id):
        message = _("This region does not belong to the programme. Nothing was saved. Choose another one.")
        raise JourneyProblem(message, code="region")


def _fits(programme: Programme) -> None:
    """The channels together never plan more than the norm."""
    norm = [NormStep(n.from_week, n.contacts_per_week) for n in programme.norm.all()]
    channels = [
        ChannelStep(c.from_week, c.channel, c.contacts_per_week) for c in programme.channel_norm.all()
    ]
    if over := excess(norm, channels):
        message = _(
            "From week %(week)d the channels together plan %(channels).2g contacts a week, and the norm is "
            "%(norm).2g. Nothing was changed. Change the norm or the channels first."
        ) % {"week": over.week, "channels": over.channels, "norm": over.norm}
        raise JourneyProblem(message, code="over-the-norm")
