"""Needs that nothing answers: telling the municipality, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Need, UnmetNeed
from werkzaam.web.journey.rules.codes.offer import Lack
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

PROPOSE = "journey.propose_offer"


@transaction.atomic(using=GUIDANCE)
def record_unmet(*, by: Access, at: datetime, trajectory: object, need: Need, lack: str) -> UnmetNeed:
    """Tell that nothing answers this need, and what lacks; the same again changes nothing."""
    require_team(by, PROPOSE, need.trajectory)
    require(need.trajectory == trajectory)
    if need.met_on is not None:
        raise JourneyProblem(_("This need was met. Nothing was added."), code="need-met")
    unmet, fresh = UnmetNeed.objects.get_or_create(
        need=need,
        lack=Lack(lack).value,
        resolved_on=None,
        defaults={"on": timezone.localdate(at), "by": by.account},
    )
    if fresh:
        note(by, at, "record_unmet", need.trajectory.person_id, lack=unmet.lack)
    return unmet


@transaction.atomic(using=GUIDANCE)
def resolve_unmet(*, by: Access, at: datetime, unmet: UnmetNeed) -> UnmetNeed:
    """Something answers this need now, or it was a mistake."""
    require_team(by, PROPOSE, unmet.need.trajectory)
    if unmet.resolved_on is None:
        _resolve(by, at, unmet)
    return unmet


def resolve_need(*, by: Access, at: datetime, need: Need) -> None:
    """All that was told of this need is over: called where a place was taken, inside that act."""
    for unmet in UnmetNeed.objects.filter(need=need, resolved_on=None).select_related("need__trajectory"):
        _resolve(by, at, unmet)


def _resolve(by: Access, at: datetime, unmet: UnmetNeed) -> None:
    unmet.resolved_on = max(timezone.localdate(at), unmet.on)
    unmet.save(update_fields=["resolved_on"])
    note(by, at, "resolve_unmet", unmet.need.trajectory.person_id, lack=unmet.lack)
