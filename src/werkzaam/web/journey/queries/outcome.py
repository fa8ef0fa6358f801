"""What came after: the outcomes of one person, its aftercare, and the checks that fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import AftercareCheck, LadderRating, OutcomeEvent, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories, trajectory
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules.codes.outcome import WORKING
from werkzaam.web.journey.rules.outcome import SUSTAINED_MONTH, Spell, Sustained, standing, sustained
from werkzaam.web.journey.rules.outcome_figure import Ladder, Rating, draw
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

RECORD = "journey.record_outcome"
AHEAD = timedelta(days=7)
MOST = 50


@dataclass(frozen=True, slots=True)
class Course:
    """How it went on for one person; `at_exit` and `now` are None where nobody wrote it down."""

    outcomes: list[OutcomeEvent]
    checks: list[AftercareCheck]
    ratings: list[LadderRating]
    at_exit: OutcomeEvent | None
    now: OutcomeEvent | None
    sustained: Sustained
    ladder: Ladder


def course(one: Trajectory, *, on: date) -> Course:
    """Outcomes, aftercare and ladder of one trajectory (3 queries)."""
    outcomes = list(one.outcomes.select_related("employer", "placement"))
    checks, ratings = list(one.aftercare.select_related("outcome")), list(one.ratings.order_by("on", "pk"))
    at_exit = stands(outcomes, one.ended_on) if one.ended_on else None
    kinds = {check.month: check.outcome.kind for check in checks if check.outcome}
    lasts = sustained(
        at_exit.kind if at_exit else None,
        kept=kinds.get(SUSTAINED_MONTH) in WORKING,
        lost=any(kind not in WORKING for kind in kinds.values()),
    )
    marks = [Rating(rating.on, rating.rung, rating.rater) for rating in ratings]
    last = max([on, *(rating.on for rating in ratings)]) if one.ended_on is None else one.ended_on
    ladder = draw(marks, since=one.started_on, until=last)
    return Course(outcomes, checks, ratings, at_exit, stands(outcomes, on), lasts, ladder)


def stands(outcomes: list[OutcomeEvent], on: date) -> OutcomeEvent | None:
    """The outcome that holds on a day and began last."""
    now = standing([Spell(one.kind, one.on, one.until_on) for one in outcomes], on)
    same = [one for one in outcomes if now and Spell(one.kind, one.on, one.until_on) == now]
    return same[-1] if same else None


def outcome(access: Access, pk: UUID) -> OutcomeEvent:
    """One outcome within reach, otherwise refused with the same answer as always."""
    found = (
        OutcomeEvent.objects.select_related("trajectory__team", "trajectory__person").filter(pk=pk).first()
    )
    if found is None:
        raise refuse()
    trajectory(access, RECORD, found.trajectory_id)
    return found


def check(access: Access, pk: int) -> AftercareCheck:
    """One aftercare check within reach, otherwise refused with the same answer as always."""
    found = AftercareCheck.objects.select_related("trajectory__team", "trajectory__person").filter(pk=pk)
    one = found.first()
    if one is None:
        raise refuse()
    trajectory(access, RECORD, one.trajectory_id)
    return one


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Aftercare of own people that falls due within a week, or should have been done."""
    mine = trajectories(access, RECORD).filter(coach=UUID(access.account))
    found = AftercareCheck.objects.filter(
        trajectory__in=mine, done_on__isnull=True, due_on__lte=on + AHEAD
    ).select_related("trajectory__person")
    return [found]


def due(access: Access, *, on: date) -> list[Due]:
    """Aftercare, the earliest first (1 query)."""
    (found,) = asked(access, on=on)
    return [_due(one) for one in found.order_by("due_on", "pk")[:MOST]]


def entries(one: Trajectory) -> list[Entry]:
    """Outcomes and aftercare for the line of time (3 queries)."""
    return told(list(one.outcomes.all()), list(one.aftercare.all()))


def told(outcomes: list[OutcomeEvent], checks: list[AftercareCheck]) -> list[Entry]:
    """What was written down, newest first, with who did (1 query)."""
    names = people.names({*(o.by for o in outcomes), *(c.by for c in checks)} - {"system", ""})
    found = [
        *(Entry(o.on, "outcome", o, names.get(o.by, "")) for o in outcomes),
        *(Entry(c.done_on, "aftercare", c, names.get(c.by, "")) for c in checks if c.done_on),
    ]
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def _due(one: AftercareCheck) -> Due:
    person, words = one.trajectory.person, _("Aftercare, month %(month)s") % {"month": one.month}
    return Due(one.due_on, str(person), words, reverse("journey:aftercare", args=[one.pk]), person.pk)
