"""One person after guidance: outcomes, aftercare, the ladder over time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import outcome as actions
from werkzaam.web.journey.forms.outcome import AftercareForm, OutcomeEndForm, OutcomeForm
from werkzaam.web.journey.models import Employer, Trajectory
from werkzaam.web.journey.queries import outcome as outcomes
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people.access import access_of, needs

RECORD = actions.RECORD


@needs(RECORD)
@require_safe
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Where this person stands, what aftercare heard, and the ladder as each rater saw it."""
    access = access_of(request)
    one = queries.trajectory(access, RECORD, pk)
    look(access, "journey.see_course", [one.person_id])
    found = outcomes.course(one, on=timezone.localdate())
    context = {
        "trajectory": one,
        "course": found,
        "entries": outcomes.told(found.outcomes, found.checks),
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/outcome/course.html", context)


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def outcome_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down where someone stands; posting the same form twice saves it once."""
    access = access_of(request)
    one = queries.trajectory(access, RECORD, pk)
    choices = {
        "employers": Employer.objects.filter(organisation=one.team.organisation_id, is_active=True),
        "placements": one.placements.select_related("employer"),
    }
    form = OutcomeForm(posted(request), **choices, on=one.ended_on or timezone.localdate())
    if form.is_valid():
        try:
            actions.record_outcome(by=access, at=timezone.now(), trajectory=one, **form.cleaned_data)
            return saved(request, one)
        except JourneyProblem as problem:
            form.refuse(problem.message)
    return asked(request, form, one, _("Outcome"))


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def outcome_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A job lost, a course done."""
    access = access_of(request)
    one = outcomes.outcome(access, pk)
    form = OutcomeEndForm(posted(request), initial={"until_on": timezone.localdate()})
    if form.is_valid() and done(form, actions.end_outcome, by=access, outcome=one):
        return saved(request, one.trajectory)
    return asked(request, form, one.trajectory, _("This came to its end"))


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def aftercare(request: HttpRequest, pk: int) -> HttpResponse:
    """One aftercare check: spoken or not, and where the person stands."""
    access = access_of(request)
    check = outcomes.check(access, pk)
    form = AftercareForm(posted(request), initial={"done_on": timezone.localdate()})
    if form.is_valid() and done(form, actions.do_aftercare, by=access, check=check):
        return saved(request, check.trajectory)
    title = _("Aftercare, month %(month)s") % {"month": check.month}
    return asked(request, form, check.trajectory, title)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def done(form: forms.Form, action: Any, **who: Any) -> bool:
    """Whether the action was done; if not, the form says why and keeps what was filled in."""
    try:
        action(at=timezone.now(), **who, **form.cleaned_data)
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return False
    return True


def saved(request: HttpRequest, one: Trajectory) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("journey:course", one.pk)


def asked(request: HttpRequest, form: forms.Form, one: Trajectory, title: str) -> HttpResponse:
    look(access_of(request), "journey.see_course", [one.person_id])
    context = {"form": form, "trajectory": one, "title": title}
    return render(request, "journey/outcome/form.html", context, status=422 if form.is_bound else 200)
