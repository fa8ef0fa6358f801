"""Certificates, and the participant's own training."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from werkzaam.web.journey.actions import training_certificate as actions
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Certificate
from werkzaam.web.journey.queries import training, training_people
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

SEE_OWN = "journey.see_own"


@needs("journey.call_roll")
@require_POST
def certificate_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Close someone's training with a certificate."""
    access = access_of(request)
    one = training_people.enrolment(access, "journey.call_roll", pk)
    try:
        made = actions.issue_certificate(by=access, at=timezone.now(), enrolment=one)
    except JourneyProblem as problem:
        messages.error(request, problem.message)
        return redirect("journey:group", one.group_id)
    return redirect("journey:certificate", made.enrolment_id)


@needs(training_people.ENROL)
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of an enrolment, to print or to save as PDF."""
    access = access_of(request)
    one = training_people.enrolment(access, training_people.ENROL, pk)
    found = Certificate.objects.filter(enrolment=one).first()
    if found is None:
        raise refuse()
    look(access, "journey.see_group", [one.trajectory.person_id])
    context = {"certificate": found, "enrolment": one, "group": one.group}
    return render(request, "journey/training/certificate.html", context)


@needs(SEE_OWN)
@require_safe
def own_training(request: HttpRequest) -> HttpResponse:
    """My sessions, where I was, my certificates. Nobody else of the group is named."""
    me = owner(access_of(request))
    found = training.own_training(me, at=timezone.now())
    look(access_of(request), SEE_OWN, [me])
    return render(request, "journey/training/own.html", {"own": found})


@needs(SEE_OWN)
@require_safe
def own_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """My certificate, to print or to save as PDF."""
    me = owner(access_of(request))
    found = training.own_certificate(me, pk)
    look(access_of(request), SEE_OWN, [me])
    context = {"certificate": found, "enrolment": found.enrolment, "group": found.enrolment.group}
    return render(request, "journey/training/certificate.html", context | {"is_own": True})


def owner(access: Access) -> UUID:
    """The person this account belongs to."""
    if access.person is None:
        raise refuse()
    return UUID(access.person)
