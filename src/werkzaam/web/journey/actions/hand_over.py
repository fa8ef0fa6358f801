"""Warm hand-over: a page that the participant approved, a clock, an answer, and then another coach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import CoachChange, HandOver, Trajectory
from werkzaam.web.journey.queries import hand_over as queries
from werkzaam.web.journey.queries.offer import decides_self
from werkzaam.web.journey.rules import hand_over as rules
from werkzaam.web.journey.rules.codes.lines import HandOverStatus
from werkzaam.web.journey.rules.lines import due_at
from werkzaam.web.people import actions as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

GIVE = "journey.hand_over"


@transaction.atomic(using=GUIDANCE)
def ask_hand_over(
    *,
    by: Access,
    at: datetime,
    trajectory: Trajectory,
    receiver: str,
    page: str,
    working_days: int,
) -> HandOver:
    """Begin a hand-over to `receiver` ("account:team"); first the page goes to the participant.

    The same twice is one hand-over.
    """
    require_team(by, GIVE, trajectory)
    require(receiver in queries.receivers(by, trajectory, on=timezone.localdate(at)))
    to_coach, to_team = receiver.split(":")
    _require_possible(trajectory, page)
    standing = HandOver.objects.filter(trajectory=trajectory, status__in=queries.OPEN).first()
    if standing:
        return _same(standing, to_coach, page)
    one = HandOver.objects.create(
        trajectory=trajectory,
        from_coach_id=trajectory.coach_id,
        to_coach_id=UUID(to_coach),
        to_team_id=int(to_team),
        page=page,
        asked_at=at,
        due_at=due_at(at, working_days),
    )
    note(by, at, "ask_hand_over", trajectory.person_id, hand_over=one.pk)
    return one


@transaction.atomic(using=GUIDANCE)
def approve_page(
    *, by: Access, at: datetime, hand_over: HandOver, approved: bool, reason: str = ""
) -> HandOver:
    """The participant says that the page may go, or not; a no ends the hand-over, with the reason if there is one.

    A coach reads the page aloud and writes the answer down for someone who cannot sign in, and for nobody else.
    """
    one = _locked(hand_over)
    _require_voice(by, one.trajectory)
    wanted = HandOverStatus.WAITING if approved else HandOverStatus.WITHDRAWN
    if one.status == wanted:
        return one
    _require_status(one, HandOverStatus.WITH_PARTICIPANT)
    one.status, one.reason = wanted.value, "" if approved else reason.strip()
    one.approved_at = at if approved else None
    one.save(update_fields=["status", "reason", "approved_at"])
    note(by, at, "approve_page", one.trajectory.person_id, hand_over=one.pk, status=one.status)
    return one


@transaction.atomic(using=GUIDANCE)
def answer_hand_over(
    *, by: Access, at: datetime, hand_over: HandOver, accepted: bool, reason: str = ""
) -> HandOver:
    """The new coach accepts, and guides this person from now on; or refuses, and says why."""
    one = _locked(hand_over)
    require(str(one.to_coach_id) == by.account)
    require(by.reaches(GIVE, one.to_team.organisation_id, one.to_team_id))
    wanted = HandOverStatus.ACCEPTED if accepted else HandOverStatus.REFUSED
    if one.status == wanted:
        return one
    _require_status(one, HandOverStatus.WAITING)
    if not accepted and not reason.strip():
        raise JourneyProblem(_("Please say why not. Nothing is saved yet."), code="reason-missing")
    one.status, one.reason, one.answered_at = wanted.value, reason.strip(), at
    one.save(update_fields=["status", "reason", "answered_at"])
    if accepted:
        _take_over(by, at, one)
    note(by, at, "answer_hand_over", one.trajectory.person_id, hand_over=one.pk, status=one.status)
    return one


@transaction.atomic(using=GUIDANCE)
def withdraw_hand_over(*, by: Access, at: datetime, hand_over: HandOver) -> HandOver:
    """Take a hand-over back as long as nobody accepted it."""
    one = _locked(hand_over)
    require_team(by, GIVE, one.trajectory)
    if one.status == HandOverStatus.WITHDRAWN:
        return one
    _require_status(one, HandOverStatus.WITH_PARTICIPANT, HandOverStatus.WAITING)
    one.status = HandOverStatus.WITHDRAWN.value
    one.save(update_fields=["status"])
    note(by, at, "withdraw_hand_over", one.trajectory.person_id, hand_over=one.pk)
    return one


def _take_over(by: Access, at: datetime, one: HandOver) -> None:
    """Another coach and perhaps another team; contacts keep the coach who made them."""
    trajectory = one.trajectory
    if trajectory.ended_on is not None or trajectory.coach_id != one.from_coach_id:
        message = _("This person has another coach by now, or the trajectory ended. Nothing was changed.")
        raise JourneyProblem(message, code="changed-meanwhile")
    trajectory.coach_id, trajectory.team_id = one.to_coach_id, one.to_team_id
    trajectory.save(update_fields=["coach", "team"])
    if trajectory.person.team_id != one.to_team_id:
        people.join_team(by=by, at=at, person=trajectory.person, team=one.to_team)
    CoachChange.objects.create(
        trajectory=trajectory,
        coach_id=one.to_coach_id,
        team_id=one.to_team_id,
        on=max(timezone.localdate(at), trajectory.started_on),
        by=by.account,
    )


def _locked(hand_over: HandOver) -> HandOver:
    """The hand-over as it stands now; nobody else changes it meanwhile."""
    found = HandOver.objects.select_for_update(of=("self",))
    return found.select_related("trajectory__team", "trajectory__person", "to_team").get(pk=hand_over.pk)


def _require_possible(trajectory: Trajectory, page: str) -> None:
    if trajectory.ended_on is not None:
        raise JourneyProblem(_("This trajectory has ended. Nothing was sent."), code="already-ended")
    if not page.strip() or not rules.is_one_page(page):
        message = _("The page holds 1 to %(most)d characters. Nothing was sent. Make it shorter.")
        raise JourneyProblem(message % {"most": rules.MOST_CHARACTERS}, code="not-one-page")


def _require_voice(by: Access, trajectory: Trajectory) -> None:
    if by.may("journey.approve_hand_over") and by.person == str(trajectory.person_id):
        return
    require_team(by, GIVE, trajectory)
    if decides_self(trajectory):
        message = _("This person can sign in, and decides in person. Nothing was saved.")
        raise JourneyProblem(message, code="answers-in-person")


def _require_status(one: HandOver, *allowed: HandOverStatus) -> None:
    if one.status not in allowed:
        message = _("That is not possible any more: the hand-over has changed. Look at it again.")
        raise JourneyProblem(message, code="changed-meanwhile")


def _same(standing: HandOver, to_coach: str, page: str) -> HandOver:
    if (str(standing.to_coach_id), standing.page) != (to_coach, page):
        message = _("A hand-over of this person is under way. Withdraw that one first. Nothing was sent.")
        raise JourneyProblem(message, code="already-open")
    return standing
