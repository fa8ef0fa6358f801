"""The board of a team: everyone who is guided, by whom, in which phase, and how long ago they really spoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.queries.dose import norms
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.caseload import CoachLoad, Group, by_phase, first_day, loads
from werkzaam.web.journey.rules.codes import Outcome
from werkzaam.web.journey.rules.dose import Course
from werkzaam.web.people import queries as people
from werkzaam.web.people.rules import Access, RoleKind

SEE = "journey.see_caseload"
GUIDING = [RoleKind.COACH.value, RoleKind.TEAM_LEAD.value]
PER_PAGE = 50
MOST = 500  # coaches to choose from
FILED = 5000  # people in one file


@dataclass(frozen=True, slots=True)
class Card:
    """One person on the board."""

    trajectory: Trajectory
    days_silent: int
    is_unassigned: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board, with what the whole of it counts."""

    cards: list[Card]
    total: int
    phases: dict[str, int]
    coaches: list[CoachLoad]
    unassigned: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to; `loose`: only people whose coach has no role here any more."""

    phase: str = ""
    coach: UUID | None = None
    loose: bool = False


def board(access: Access, *, on: date, wanted: Wanted, page: int = 1) -> Board:
    """Open trajectories within reach, longest without a real conversation first (5 queries)."""
    groups, coaches, reach = _groups(access), coaches_of(access, on=on), _open(access)
    lines = loads(groups, coaches=coaches, delivered=_delivered(reach, on), on=on)
    first = (page - 1) * PER_PAGE
    ordered = _silent_first(access, wanted, coaches)[first : first + PER_PAGE]
    return Board(
        cards=[_card(one, one.coach_id not in coaches, on) for one in ordered],
        total=sum(group.n for group in groups if _fits(group, wanted, coaches)),
        phases=by_phase(groups),
        coaches=lines,
        unassigned=sum(line.open for line in lines if not line.in_team),
    )


def everyone(access: Access, *, on: date, wanted: Wanted) -> list[Card]:
    """All of the board that `wanted` leaves, in the same order, for a file."""
    coaches = coaches_of(access, on=on)
    return [
        _card(one, one.coach_id not in coaches, on) for one in _silent_first(access, wanted, coaches)[:FILED]
    ]


def chosen(access: Access, pks: list[int]) -> list[Trajectory]:
    """Open trajectories within reach of who may reassign, out of those that were ticked."""
    found = trajectories(access, "journey.reassign").filter(pk__in=pks, ended_on__isnull=True)
    return list(found.select_related("person", "team", "coach").order_by("pk"))


def coaches_of(access: Access, *, on: date) -> dict[UUID, str]:
    """Who guides in the teams of the board, by id: a role there, or without a team at their organisation or the
    one above it, in force on `on`."""
    teams = people.teams(access, SEE).order_by()
    whole = [
        _guiding(teams, role, on, **{f"{role}__team": None})
        for role in ("organisation__role", "organisation__parent__role")
    ]
    return dict(_guiding(teams, "role", on).union(*whole).order_by("called")[:MOST])


def _guiding(teams: QuerySet[Any], role: str, on: date, **where: object) -> QuerySet[Any, Any]:
    """(account, name) of roles in force that guide; `role` is the path from a team to its roles."""
    in_force = Q(**{f"{role}__until_on": None}) | Q(**{f"{role}__until_on__gte": on})
    kind = {f"{role}__kind__in": GUIDING, f"{role}__since_on__lte": on, f"{role}__account__is_active": True}
    found = teams.filter(in_force, **kind, **where)  # in one filter: all of them said of the same role
    named: QuerySet[Any, Any] = found.annotate(called=F(f"{role}__account__name")).values_list(
        f"{role}__account", "called"
    )
    return named


def _open(access: Access) -> QuerySet[Trajectory]:
    return trajectories(access, SEE).filter(ended_on__isnull=True)


def _silent_first(access: Access, wanted: Wanted, coaches: dict[UUID, str]) -> QuerySet[Trajectory]:
    found = _narrowed(_open(access), wanted, coaches).select_related("person", "coach", "team")
    return found.order_by(Coalesce("last_spoken_on", "started_on"), "pk")


def _narrowed(reach: QuerySet[Trajectory], wanted: Wanted, coaches: dict[UUID, str]) -> QuerySet[Trajectory]:
    found = reach.filter(phase=wanted.phase) if wanted.phase else reach
    found = found.filter(coach=wanted.coach) if wanted.coach else found
    return found.exclude(coach__in=list(coaches)) if wanted.loose else found


def _fits(group: Group, wanted: Wanted, coaches: dict[UUID, str]) -> bool:
    """The same narrowing, for the count."""
    return (
        group.phase == (wanted.phase or group.phase)
        and group.coach_id == (wanted.coach or group.coach_id)
        and not (wanted.loose and group.coach_id in coaches)
    )


def _groups(access: Access) -> list[Group]:
    """All open trajectories, those alike counted together: the board needs no other count."""
    planned = norms()
    rows = _open(access).values(
        "coach", "coach__name", "programme", "programme__caseload_norm", "phase", "started_on"
    )
    return [
        Group(
            coach_id=row["coach"],
            coach=row["coach__name"],
            caseload_norm=row["programme__caseload_norm"],
            phase=row["phase"],
            course=Course(row["started_on"], None, planned.get(row["programme"], [])),
            n=row["n"],
        )
        for row in rows.annotate(n=Count("pk")).order_by()
    ]


def _delivered(reach: QuerySet[Trajectory], on: date) -> dict[UUID, int]:
    """Contacts held in the last four weeks with the people of each coach."""
    held = Contact.objects.filter(
        trajectory__in=reach, outcome=Outcome.HELD.value, on__gte=first_day(on), on__lte=on
    )
    return dict(held.values_list("trajectory__coach").annotate(n=Count("*")).order_by())


def _card(one: Trajectory, is_unassigned: bool, on: date) -> Card:
    return Card(one, (on - (one.last_spoken_on or one.started_on)).days, is_unassigned)
