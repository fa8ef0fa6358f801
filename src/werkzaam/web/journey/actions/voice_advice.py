"""Advice on discrimination: the services there are, and bringing someone into contact with one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note
from werkzaam.web.journey.actions.voice import own
from werkzaam.web.journey.models import AdviceReferral, AdviceService, Experience
from werkzaam.web.journey.queries import voice as queries
from werkzaam.web.journey.rules.voice import may_refer
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access


@transaction.atomic(using=GUIDANCE)
def save_advice_service(
    *,
    by: Access,
    at: datetime,
    organisation: Any,
    name: str,
    service: AdviceService | None = None,
    phone: str = "",
    email: str = "",
    website: str = "",
    is_active: bool = True,
) -> AdviceService:
    """Write down an anti-discrimination service for the inhabitants of an organisation, or change it."""
    one = service or AdviceService()
    for place in {organisation.pk, one.organisation_id or organisation.pk}:
        require(place in by.organisations("journey.set_up_programme"))
    twin = AdviceService.objects.filter(organisation=organisation, name__iexact=name).exclude(pk=one.pk)
    if twin.exists():
        message = _("A service of this name is in the list already. Nothing was saved. Change that one.")
        raise JourneyProblem(message, code="service-known")
    one.organisation, one.name, one.phone, one.email = organisation, name, phone, email
    one.website, one.is_active = website, is_active
    one.save()
    details: dict[str, object] = {"service": one.pk, "active": is_active}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.save_advice_service", details=details)
    return one


@transaction.atomic(using=GUIDANCE)
def ask_advice(*, by: Access, at: datetime, experience: Experience, service: AdviceService) -> AdviceReferral:
    """The person asks to be brought into contact with a service: the person's yes comes first.

    Asked once, however often the button is pressed. Somebody must know of it to be able to do it.
    """
    one = own(by, experience)
    require(queries.services(by, one.trajectory).filter(pk=service.pk).exists())
    if one.withdrawn_at or not may_refer(queries.readers(one)):
        message = _(
            "Nobody knows about this yet, so nobody can help. Let your coach read it first, or call yourself."
        )
        raise JourneyProblem(message, code="nobody-knows")
    asked, fresh = AdviceReferral.objects.get_or_create(
        experience=one, service=service, defaults={"agreed_at": at, "by": by.account}
    )
    if fresh:
        note(by, at, "ask_advice", one.trajectory.person_id, service=service.pk)
    return asked


@transaction.atomic(using=GUIDANCE)
def finish_advice(*, by: Access, at: datetime, referral: AdviceReferral, done_on: date) -> AdviceReferral:
    """The coach brought the person into contact; only who may still know of the experience."""
    one = queries.heard(by, referral.experience.trajectory).filter(pk=referral.experience_id).first()
    require(one is not None)
    if not timezone.localdate(referral.agreed_at) <= done_on <= timezone.localdate(at):
        message = _("This day lies before the question or in the future. Choose another day.")
        raise JourneyProblem(message, code="outside")
    if referral.done_on is None:
        referral.done_on = done_on
        referral.save(update_fields=["done_on"])
        note(by, at, "finish_advice", referral.experience.trajectory.person_id, service=referral.service_id)
    return referral
