"""What a participant agreed to, as the coach writes it down."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkzaam.web.consent import actions as consent_actions
from werkzaam.web.consent import queries as consent
from werkzaam.web.journey import queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs

SEE, RECORD = "consent.see_grants", "consent.record_grant"


@needs(SEE)
@require_safe
def consents(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One line per purpose. Only the own team, or who meets a newcomer, sees it."""
    access = access_of(request)
    person = queries.person(access, SEE, person_id)
    look(access, "consent.see_grants", [person.pk])
    context = {"person": person, "standings": consent.standings(person.pk)}
    return render(request, "journey/consents.html", context)


@needs(RECORD)
@require_POST
def give(request: HttpRequest, person_id: UUID, purpose: str) -> HttpResponse:
    access, at = access_of(request), timezone.now()
    person = queries.person(access, RECORD, person_id)
    consent_actions.grant(by=access, at=at, person_id=person.pk, purpose=purpose, on=timezone.localdate(at))
    messages.success(request, _("Written down: the person said yes."))
    return redirect("journey:consents", person.pk)


@needs(RECORD)
@require_POST
def withdraw(request: HttpRequest, person_id: UUID, purpose: str) -> HttpResponse:
    access = access_of(request)
    person = queries.person(access, RECORD, person_id)
    consent_actions.withdraw(by=access, at=timezone.now(), person_id=person.pk, purpose=purpose)
    messages.success(request, _("Written down: the person stopped. Guidance does not change."))
    return redirect("journey:consents", person.pk)
