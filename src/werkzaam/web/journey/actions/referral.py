"""Coming in: someone is referred or comes by oneself, and is accepted, or refused with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.actions.trajectory import start_trajectory
from werkzaam.web.journey.models import Programme, Referral
from werkzaam.web.journey.rules.codes.intake import ReferralSource, ReferralStatus, RefusalReason
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import actions as people
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access, RoleKind

DECIDE = "journey.decide_referral"
BY_ONESELF = "self"  # in the ledger: nobody signed in
WHO = ("given_name", "family_name", "email", "phone", "language")


@transaction.atomic(using=GUIDANCE)
def refer(
    *, by: Access, at: datetime, id: UUID, programme: Programme, organisation: Any, reason: str, **who: str
) -> Referral:
    """The municipality or a professional refers someone, who knows of it and agreed to be called.

    `who` holds the names and the way to reach them. The same post twice gives one referral.
    """
    require(organisation.pk in by.organisations("journey.refer"))
    municipal = RoleKind.MUNICIPALITY in by.kinds()
    source = ReferralSource.MUNICIPALITY if municipal else ReferralSource.PROFESSIONAL
    return _write(by.account, at, id, programme, organisation, source, reason, who)


@transaction.atomic(using=GUIDANCE)
def refer_self(
    *, at: datetime, id: UUID, programme: Programme, organisation: Any, reason: str, **who: str
) -> Referral:
    """Someone comes by oneself, without an account. Who was here before hears nothing of that."""
    return _write("", at, id, programme, organisation, ReferralSource.SELF, reason, who)


@transaction.atomic(using=GUIDANCE)
def accept_referral(
    *,
    by: Access,
    at: datetime,
    referral: Referral,
    coach: Any,
    team: Any,
    started_on: date,
    person: Any | None = None,
) -> Referral:
    """Yes: a new person is registered (or a known `person` chosen) and the trajectory starts."""
    require(referral.organisation_id in by.organisations(DECIDE))
    _require_waiting(referral)
    person = person or people.register_person(
        by=by, at=at, organisation=referral.organisation, **{name: getattr(referral, name) for name in WHO}
    )
    trajectory = start_trajectory(
        by=by,
        at=at,
        person=person,
        programme=referral.programme,
        coach=coach,
        started_on=started_on,
        team=team,
    )
    nobody = dict.fromkeys(WHO[:4], "")  # from now on the names stand with the person only
    _decide(referral, by, at, ReferralStatus.ACCEPTED, person=person, trajectory=trajectory, **nobody)
    return referral


@transaction.atomic(using=GUIDANCE)
def refuse_referral(
    *, by: Access, at: datetime, referral: Referral, refusal_reason: str, explanation: str
) -> Referral:
    """No, with the reason that who referred may read."""
    require(referral.organisation_id in by.organisations(DECIDE))
    _require_waiting(referral)
    why = {"refusal_reason": RefusalReason(refusal_reason).value, "explanation": explanation}
    _decide(referral, by, at, ReferralStatus.REFUSED, **why)
    return referral


@transaction.atomic(using=GUIDANCE)
def withdraw_referral(*, by: Access, at: datetime, referral: Referral) -> Referral:
    """Who referred takes it back, as long as there is no answer."""
    require(by.may("journey.refer") and referral.by == by.account)
    _require_waiting(referral)
    _decide(referral, by, at, ReferralStatus.WITHDRAWN)
    return referral


def _write(
    by: str,
    at: datetime,
    id: UUID,
    programme: Programme,
    organisation: Any,
    source: ReferralSource,
    reason: str,
    who: dict[str, str],
) -> Referral:
    _require_reachable(who)
    known = Referral.objects.filter(pk=id).first()
    if known is None and (before := _waiting_twin(programme, who)) is not None:
        return _meet_twin(before, by)
    referral, fresh = Referral.objects.get_or_create(
        pk=id,
        defaults={"programme": programme, "organisation": organisation, "source": source.value}
        | {"reason": reason, "by": by, "created_at": at, **who},
    )
    if fresh:
        _note(referral, by or BY_ONESELF, at, "refer", source=source.value)
    elif (referral.by, referral.given_name, referral.family_name) != (
        by,
        who["given_name"],
        who["family_name"],
    ):
        message = _("Something else was saved from this form before. Open the form anew and save again.")
        raise JourneyProblem(message, code="already-saved")
    return referral


def _require_reachable(who: dict[str, str]) -> None:
    if not (who.get("email") or who.get("phone")):
        message = _(
            "Fill in a telephone number or an e-mail address: else nobody can be called. Nothing was sent."
        )
        raise JourneyProblem(message, code="unreachable")


def _waiting_twin(programme: Programme, who: dict[str, str]) -> Referral | None:
    """The same person, waiting for the same programme."""
    reached = Q(phone=who["phone"]) & ~Q(phone="") | Q(email__iexact=who["email"]) & ~Q(email="")
    same = Referral.objects.filter(programme=programme, status=ReferralStatus.WAITING.value).filter(reached)
    names = {f"{name}__iexact": who[name] for name in ("given_name", "family_name")}
    return same.filter(**names).first()


def _meet_twin(before: Referral, by: str) -> Referral:
    """Staff hears that it is double; who comes by oneself gets the same answer as everyone."""
    if by:
        message = _("This person is waiting for this programme already. Nothing was saved.")
        raise JourneyProblem(message, code="already-referred")
    return before


def _require_waiting(referral: Referral) -> None:
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    if locked.status != ReferralStatus.WAITING:
        message = _("This referral was answered already. Nothing was changed; look at the answer.")
        raise JourneyProblem(message, code="already-decided")


def _decide(referral: Referral, by: Access, at: datetime, status: ReferralStatus, **values: object) -> None:
    decided = {"status": status.value, "decided_at": at, "decided_by": by.account, **values}
    for name, value in decided.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(decided))
    _note(referral, by.account, at, f"{status.value}_referral")


def _note(referral: Referral, by: str, at: datetime, act: str, **details: object) -> None:
    """The ledger line; who is not registered yet is known by the number of the referral."""
    subject, seen = referral.person_id or referral.pk, {"programme": referral.programme.code, **details}
    ledger.record(by=by, at=at, side=GUIDANCE, act=f"journey.{act}", subject=subject, details=seen)
