"""Employers, the people there, and the places they offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Employer, EmployerContact, Vacancy
from werkzaam.web.journey.rules.codes.practice import PlacementKind
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

EDIT = "journey.edit_employers"


@transaction.atomic(using=GUIDANCE)
def save_employer(
    *,
    by: Access,
    at: datetime,
    organisation: Any,
    name: str,
    employer: Employer | None = None,
    sector: str = "",
    address: str = "",
    neighbourhood: Any = None,
    website: str = "",
    is_active: bool = True,
) -> Employer:
    """Add an employer to an organisation's list, or change the one given; a name stands there once."""
    one = employer or Employer(created_at=at)
    for place in {organisation.pk, one.organisation_id or organisation.pk}:
        require(place in by.organisations(EDIT))
    twin = Employer.objects.filter(organisation=organisation, name__iexact=name).exclude(pk=one.pk)
    if twin.exists():
        message = _("An employer of this name is in the list already. Nothing was saved. Open that one.")
        raise JourneyProblem(message, code="employer-known")
    one.organisation, one.name, one.sector, one.address = organisation, name, sector, address
    one.neighbourhood, one.website, one.is_active = neighbourhood, website, is_active
    one.save()
    _note(by, at, "save_employer", one, active=is_active)
    return one


@transaction.atomic(using=GUIDANCE)
def save_contact(
    *,
    by: Access,
    at: datetime,
    employer: Employer,
    name: str,
    contact: EmployerContact | None = None,
    job: str = "",
    email: str = "",
    phone: str = "",
    language: str = "nl",
    is_active: bool = True,
) -> EmployerContact:
    """Write down whom to call at an employer, or change it. Who left is no longer active, and gets no links."""
    require(employer.organisation_id in by.organisations(EDIT))
    one = contact or EmployerContact(employer=employer)
    require(one.employer_id == employer.pk)
    one.name, one.job, one.email, one.phone = name, job, email.lower(), phone
    one.language, one.is_active = language, is_active
    one.save()
    if not is_active:
        one.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    _note(by, at, "save_employer_contact", employer, contact=one.pk, active=is_active)
    return one


@transaction.atomic(using=GUIDANCE)
def save_vacancy(
    *,
    by: Access,
    at: datetime,
    employer: Employer,
    kind: str,
    title: str,
    opens_on: date,
    closes_on: date | None = None,
    vacancy: Vacancy | None = None,
    description: str = "",
    level: str = "",
    days: Sequence[int] = (),
    hours_per_week: int | None = None,
    places: int = 1,
) -> Vacancy:
    """Write down a place that an employer offers, or change it."""
    require(employer.organisation_id in by.organisations(EDIT))
    if closes_on and closes_on < opens_on:
        raise JourneyProblem(
            _("The last day lies before the first day. Change one of both."), code="end-before-start"
        )
    one = vacancy or Vacancy(employer=employer)
    require(one.employer_id == employer.pk)
    one.kind, one.title, one.description, one.level = PlacementKind(kind).value, title, description, level
    one.days, one.hours_per_week, one.places = sorted(days), hours_per_week, places
    one.opens_on, one.closes_on = opens_on, closes_on
    one.save()
    _note(by, at, "save_vacancy", employer, vacancy=one.pk)
    return one


def _note(by: Access, at: datetime, act: str, employer: Employer, **details: object) -> None:
    """An employer is no person: it stands among the details."""
    told = {"employer": employer.pk, **details}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=told)
