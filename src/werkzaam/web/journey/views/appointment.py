"""Appointments of one person; and the own agenda of a participant."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import appointment as actions
from werkzaam.web.journey.forms.appointment import AppointmentForm, CancelForm, MoveForm
from werkzaam.web.journey.queries import appointment as found
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people.access import access_of, needs, refuse

PLAN = "journey.plan_appointment"
PER_PAGE = 25


@needs(PLAN)
@require_safe
def appointments(request: HttpRequest, pk: int) -> HttpResponse:
    """All appointments of one person, the last one first."""
    access = access_of(request)
    one = queries.trajectory(access, PLAN, pk)
    page = Paginator(found.of(one), PER_PAGE).get_page(request.GET.get("page"))
    look(access, "journey.see_appointments", [one.person_id])
    context = {"trajectory": one, "page": page, "now": timezone.now(), "tabs": tabs(access, pk, request.path)}
    return render(request, "journey/appointments.html", context)


@needs(PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new appointment in the own agenda; the participant is reminded a day before."""
    access = access_of(request)
    one = queries.trajectory(access, PLAN, pk)
    form = AppointmentForm(request.POST if request.method == "POST" else None, places=found.places(access))
    if form.is_valid() and done(
        form,
        lambda: actions.plan_appointment(by=access, at=timezone.now(), trajectory=one, **form.values()),
    ):
        messages.success(request, _("The appointment stands."))
        return redirect("journey:appointments", one.pk)
    look(access, "journey.see_appointments", [one.person_id])
    context = {"trajectory": one, "form": form, "title": _("Plan an appointment")}
    return render(request, "journey/add.html", context, status=422 if form.is_bound else 200)


@needs(PLAN)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another time for an appointment, or none."""
    access = access_of(request)
    one = found.appointment(access, PLAN, pk)
    form = MoveForm(request.POST if request.method == "POST" else None, initial=MoveForm.of(one))
    if form.is_valid() and done(
        form,
        lambda: actions.move_appointment(by=access, at=timezone.now(), appointment=one, **form.span()),
    ):
        messages.success(request, _("The appointment is moved."))
        return redirect("journey:appointments", one.trajectory_id)
    look(access, "journey.see_appointments", [one.trajectory.person_id])
    context = {"appointment": one, "form": form, "cancel": CancelForm()}
    return render(request, "journey/appointment_move.html", context, status=422 if form.is_bound else 200)


@needs(PLAN)
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an appointment out of the agenda."""
    access = access_of(request)
    one, form = found.appointment(access, PLAN, pk), CancelForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: actions.cancel_appointment(
            by=access, at=timezone.now(), appointment=one, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The appointment is cancelled."))
        return redirect("journey:appointments", one.trajectory_id)
    look(access, "journey.see_appointments", [one.trajectory.person_id])
    context = {"appointment": one, "form": MoveForm(initial=MoveForm.of(one)), "cancel": form}
    return render(request, "journey/appointment_move.html", context, status=422)


@needs("journey.see_own_agenda")
@require_safe
def own_agenda(request: HttpRequest) -> HttpResponse:
    """My appointments, and the meetings of my group."""
    access, at = access_of(request), timezone.now()
    if access.person is None:
        raise refuse()
    me = UUID(access.person)
    context = {
        "appointments": found.own_appointments(me, at=at),
        "sessions": found.own_sessions(me, at=at),
    }
    look(access, "journey.see_own", [me])
    return render(request, "journey/appointment_own.html", context)


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the action was done; if not, the form says why and keeps what was filled in."""
    try:
        act()
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return False
    return True
