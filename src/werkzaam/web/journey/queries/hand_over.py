"""Hand-overs: to whom one may go, the page to begin with, which ones wait for whom."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import HandOver, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules import hand_over as rules
from werkzaam.web.journey.rules.codes.lines import HandOverStatus
from werkzaam.web.journey.rules.codes.plan import GoalStatus
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 50
OPEN = (HandOverStatus.WITH_PARTICIPANT.value, HandOverStatus.WAITING.value)


def hand_overs(access: Access) -> QuerySet[HandOver]:
    """Hand-overs of own people; of someone else's only one that waits for this account's answer."""
    own = Q(trajectory__in=trajectories(access, "journey.hand_over"))
    to_me = Q(to_coach=UUID(access.account), status=HandOverStatus.WAITING.value)
    found = HandOver.objects.filter(own | to_me)
    return found.select_related("trajectory__person", "trajectory__team", "from_coach", "to_coach", "to_team")


def hand_over(access: Access, pk: int) -> HandOver:
    found = hand_overs(access).filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def own_hand_overs(person_id: UUID) -> QuerySet[HandOver]:
    """Pages about me that go to another coach."""
    found = HandOver.objects.filter(trajectory__person=person_id)
    return found.select_related("trajectory__team", "from_coach", "to_coach", "to_team").order_by("-asked_at")


def of(trajectory: Trajectory) -> list[HandOver]:
    """The hand-overs of one person, newest first."""
    found = trajectory.hand_overs.select_related("from_coach", "to_coach", "to_team")
    return list(found.order_by("-asked_at")[:MOST])


def receivers(access: Access, trajectory: Trajectory, *, on: date) -> dict[str, str]:
    """Who may take over: "account:team" → the name with the team. Not the coach of now."""
    roles = people.holders("journey.hand_over", access.organisations("journey.hand_over"), on=on)
    return {
        f"{role.account_id}:{role.team_id}": f"{role.account.name} ({role.team.name})"
        for role in roles
        if role.team and role.account_id != trajectory.coach_id
    }


def draft(trajectory: Trajectory) -> str:
    """A first page in the words of the participant, for coach and participant to finish together."""
    goals = trajectory.goals.filter(status=GoalStatus.OPEN.value)
    needs = trajectory.needs.filter(met_on=None).order_by("pk")
    return rules.draft(
        [
            (_("I would like most"), [trajectory.dream]),
            (_("I am good at"), [trajectory.strengths]),
            (_("I need"), [need.wish for need in needs]),
            (_("I work on"), [goal.words for goal in goals]),
        ]
    )


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """People who are offered to this account, and own hand-overs whose time is over."""
    me = UUID(access.account)
    to_me = Q(to_coach=me, status=HandOverStatus.WAITING.value)
    late = Q(from_coach=me, status__in=OPEN, due_at__date__lte=on)
    return [hand_overs(access).filter(to_me | late)]


def due(access: Access, *, on: date) -> list[Due]:
    """What is asked of this account, the earliest first."""
    me, (found,) = UUID(access.account), asked(access, on=on)
    return [_due(one, mine=one.to_coach_id == me) for one in found.order_by("due_at")[:MOST]]


def _due(one: HandOver, *, mine: bool) -> Due:
    return Due(
        on=timezone.localdate(one.due_at),
        person=str(one.trajectory.person),
        words=_("Answer the hand-over") if mine else _("The hand-over is not finished"),
        url=reverse("journey:hand_over", args=[one.pk]),
        person_id=one.trajectory.person_id,
    )


def entries(trajectory: Trajectory) -> list[Entry]:
    """Hand-overs of this person, for the line of time."""
    return [
        Entry(timezone.localdate(one.asked_at), "hand_over", one, one.from_coach.name)
        for one in of(trajectory)
    ]
