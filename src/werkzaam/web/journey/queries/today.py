"""The Today page: whom a coach has not really spoken, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models import Contact, LadderRating, Need, Trajectory
from werkzaam.web.journey.models.labels import NEXT
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules import attention
from werkzaam.web.journey.rules.dose import NormStep, planned_in_week, week_of
from werkzaam.web.people.rules import Access

PER_PAGE = 50  # people on one page; the longest silent come first
MOST = 200  # people offered in quick contact


@dataclass(frozen=True, slots=True)
class Row:
    """One trajectory on the Today page of one day."""

    on: date
    trajectory: Trajectory
    last_spoken_on: date | None
    last_contact_on: date | None
    days_silent: int
    is_silent: bool
    next: attention.Next
    next_by: date | None

    @property
    def is_late(self) -> bool:
        """The norm wanted a contact before now."""
        return self.next_by is not None and self.next_by < self.on

    @property
    def next_label(self) -> str:
        return str(NEXT[self.next])


def caseload(access: Access, *, on: date, team: bool = False, page: int = 1) -> tuple[list[Row], bool]:
    """One page of the open trajectories of this coach (or of the whole team), longest without a real conversation
    first; and whether more follow (asked by one row more: counting them all would be a question of its own)."""
    found = trajectories(access, "journey.see_today").filter(ended_on__isnull=True)
    found = found if team else found.filter(coach=UUID(access.account))
    planned, first = norms(), (page - 1) * PER_PAGE
    silent_first = _with_gaps(found).order_by(Coalesce("last_spoken_on", "started_on"), "pk")
    rows = [
        _row(one, on, planned.get(one.programme_id, [])) for one in silent_first[first : first + PER_PAGE + 1]
    ]
    return rows[:PER_PAGE], len(rows) > PER_PAGE


def next_steps(access: Access, *, on: date) -> list[Due]:
    """Next steps that were to be done by `on`, as the last contact says: a later contact takes their place."""
    last = Contact.objects.filter(trajectory=OuterRef("pk")).order_by("-on", "-created_at")
    mine = trajectories(access, "journey.see_today").filter(ended_on__isnull=True, coach=UUID(access.account))
    told = mine.annotate(
        step=Subquery(last.values("next_step")[:1]), step_on=Subquery(last.values("next_on")[:1])
    )
    found = told.filter(step_on__lte=on).select_related("person").order_by("step_on", "pk")[:PER_PAGE]
    return [
        Due(
            on=one.step_on,
            person=str(one.person),
            words=one.step or str(_("Next step")),
            url=reverse("journey:trajectory", args=[one.pk]),
            person_id=one.person_id,
        )
        for one in found
    ]


def recent(access: Access) -> list[Trajectory]:
    """Own open trajectories, those with the contact that was logged last first."""
    mine = Contact.objects.filter(trajectory=OuterRef("pk"), coach=UUID(access.account)).order_by(
        "-created_at"
    )
    found = trajectories(access, "journey.log_contact").filter(
        ended_on__isnull=True, coach=UUID(access.account)
    )
    logged = found.annotate(logged_at=Subquery(mine.values("created_at")[:1]))
    ordered = logged.order_by(
        F("logged_at").desc(nulls_last=True), "person__given_name", "person__family_name"
    )
    return list(ordered.select_related("person", "team")[:MOST])


def _with_gaps(found: QuerySet[Trajectory]) -> QuerySet[Trajectory]:
    """With what is still missing: needs, a rating."""
    return found.select_related("person", "coach").annotate(
        has_needs=Exists(Need.objects.filter(trajectory=OuterRef("pk"))),
        has_rating=Exists(LadderRating.objects.filter(trajectory=OuterRef("pk"))),
    )


def _row(one: Trajectory, on: date, norm: list[NormStep]) -> Row:
    standing = attention.Standing(one.started_on, one.last_spoken_on, one.has_needs, one.has_rating)  # type: ignore[attr-defined]
    rate = planned_in_week(norm, week_of(one.started_on, on))
    return Row(
        on=on,
        trajectory=one,
        last_spoken_on=standing.last_spoken_on,
        last_contact_on=one.last_contact_on,
        days_silent=attention.days_silent(standing, on=on),
        is_silent=attention.is_silent(standing, on=on),
        next=attention.next_step(standing, on=on),
        next_by=attention.next_contact_by(standing.last_spoken_on or one.started_on, rate),
    )
