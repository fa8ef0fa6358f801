"""What someone at an employer does through a link: sign, tell how it goes; and what the coach hears instead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.agreement import sign
from werkzaam.web.journey.actions.agreement_link import send_links, use
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import CheckIn, MagicLink, Placement, Signature
from werkzaam.web.journey.rules.codes.practice import Going, LinkPurpose, Party, PlacementStatus
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

MOST_HOURS = 60  # in one week


@transaction.atomic(using=GUIDANCE)
def sign_by_link(*, at: datetime, token: str, name: str) -> Signature:
    """The employer signs. The link opens once; if signing fails it is not spent."""
    link = use(at=at, token=token, purpose=LinkPurpose.SIGN)
    assert link.signature is not None
    signed = sign(at=at, signature=link.signature, name=name)
    _note(link, at, "sign", party=signed.party)
    return signed


@transaction.atomic(using=GUIDANCE)
def check_in_by_link(*, at: datetime, token: str, **told: Any) -> CheckIn:
    """The supervisor tells how it goes (`told`: as `tell`)."""
    link = use(at=at, token=token, purpose=LinkPurpose.CHECK_IN)
    assert link.check_in is not None
    saved = _tell(at=at, check_in=link.check_in, party=Party.EMPLOYER, **told)
    _note(link, at, "check_in", week=saved.week)
    return saved


@transaction.atomic(using=GUIDANCE)
def record_check_in(*, by: Access, at: datetime, check_in: CheckIn, party: str, **told: Any) -> CheckIn:
    """The coach writes down how it goes, as told by one of the parties."""
    trajectory = check_in.placement.trajectory
    require_team(by, "journey.place", trajectory)
    one = _beside(check_in) if party == Party.PARTICIPANT else check_in
    saved = _tell(at=at, check_in=one, party=Party(party), **told)
    note(by, at, "check_in", trajectory.person_id, week=saved.week)
    return saved


@transaction.atomic(using=GUIDANCE)
def tell_own(*, by: Access, at: datetime, check_in: CheckIn, **told: Any) -> CheckIn:
    """The participant tells how it goes: beside what the employer tells, and not shown to the employer."""
    person = check_in.placement.trajectory.person_id
    require(by.may("journey.sign_own") and by.person == str(person))
    if check_in.due_on > timezone.localdate(at):
        raise JourneyProblem(_("This week has not come yet. Nothing was saved."), code="future")
    saved = _tell(at=at, check_in=_beside(check_in), party=Party.PARTICIPANT, **told)
    note(by, at, "check_in", person, week=saved.week)
    return saved


@transaction.atomic(using=GUIDANCE)
def ask_check_in(*, by: Access, at: datetime, check_in: CheckIn) -> None:
    """Send the supervisor a link now."""
    placement = check_in.placement
    require_team(by, "journey.place", placement.trajectory)
    _require_waiting(check_in)
    supervisor = placement.supervisor
    if supervisor is None or not supervisor.email or not supervisor.is_active:
        message = _(
            "The supervisor has no e-mail address. Nothing was sent. Add it, or write the answer down."
        )
        raise JourneyProblem(message, code="no-address")
    send_links(at=at, check_ins=[check_in])
    note(by, at, "ask_check_in", placement.trajectory.person_id, week=check_in.week)


@transaction.atomic(using=GUIDANCE)
def send_due_check_ins(*, at: datetime) -> int:
    """Send a link for every check-in that has fallen due and for which none was sent yet; how many.

    The state is asked at the moment of sending: what was done, ended or has no address is left out.
    """
    today = timezone.localdate(at)
    waiting = CheckIn.objects.filter(
        due_on__lte=today,
        done_at__isnull=True,
        placement__status=PlacementStatus.RUNNING.value,
        placement__supervisor__is_active=True,
        links__isnull=True,
    ).exclude(placement__supervisor__email="")
    found = list(waiting.select_related("placement__supervisor", "placement__employer"))
    sent = len(send_links(at=at, check_ins=found))
    ledger.record(
        by="system", at=at, side=GUIDANCE, act="journey.send_due_check_ins", details={"links": sent}
    )
    return sent


def _tell(
    *,
    at: datetime,
    check_in: CheckIn,
    party: Party,
    going: str,
    hours: int | None = None,
    goes_well: str = "",
    is_hard: str = "",
    wants_call: bool = False,
) -> CheckIn:
    """Save what was told; a check-in is told once."""
    one = CheckIn.objects.select_for_update().get(pk=check_in.pk) if check_in.pk else check_in
    _require_waiting(one)
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise JourneyProblem(_("Hours in a week lie between 0 and 60. Nothing was saved."), code="hours")
    one.done_at, one.party, one.going, one.hours = at, party.value, Going(going).value, hours
    one.goes_well, one.is_hard, one.wants_call = goes_well, is_hard, wants_call
    one.save()
    return one


def _beside(check_in: CheckIn) -> CheckIn:
    """The participant's row of the same week: made when it is told; the other one keeps waiting for the employer."""
    Placement.objects.select_for_update().get(pk=check_in.placement_id)  # two taps at once make one row
    found = CheckIn.objects.filter(placement=check_in.placement_id, week=check_in.week)
    told = found.filter(party=Party.PARTICIPANT.value).first()
    return told or CheckIn(placement=check_in.placement, week=check_in.week, due_on=check_in.due_on)


def _require_waiting(check_in: CheckIn) -> None:
    if check_in.done_at is not None:
        message = _("This was told before. What was saved then is kept, nothing was added now.")
        raise JourneyProblem(message, code="already-told")


def _note(link: MagicLink, at: datetime, act: str, **details: object) -> None:
    """The ledger line of an act without account: by whom the link was given to."""
    by, subject = f"contact:{link.contact_id}", link.placement.trajectory.person_id
    ledger.record(by=by, at=at, side=GUIDANCE, act=f"journey.{act}", subject=subject, details=details)
