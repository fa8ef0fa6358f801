"""One person's page, and the small pages that add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import actions, queries
from werkzaam.web.journey.forms import ContactForm, EndForm, PhaseForm, RatingForm
from werkzaam.web.journey.queries import topics
from werkzaam.web.journey.rules.figure import draw
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.journey.views.today import ABOUT
from werkzaam.web.people.access import access_of, needs, refuse


@needs("journey.see_trajectory")
@require_safe
def trajectory(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, needs, planned against delivered contact, and one line of time."""
    access, on = access_of(request), timezone.localdate()
    one = queries.trajectory(access, "journey.see_trajectory", pk)
    made = queries.contacts(one)
    happened, weeks = queries.timeline(one, made), queries.weeks(one, made, until=on)
    look(access, "journey.see_trajectory", [one.person_id])
    context = {
        "trajectory": one,
        "entries": happened,
        "topics": ABOUT,
        "needs": [entry.what for entry in happened if entry.kind == "need"],
        "figure": draw(weeks),
        "planned": sum(week.planned for week in weeks),
        "delivered": sum(week.delivered for week in weeks),
        "form": ContactForm(people=[one], on=on) if one.ended_on is None else None,
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/trajectory.html", context)


@needs("journey.see_trajectory")
@require_safe
def history(request: HttpRequest, pk: int, about: str) -> HttpResponse:
    """The line of time of one group of topics: what other pages wrote down for this person."""
    access = access_of(request)
    one = queries.trajectory(access, "journey.see_trajectory", pk)
    if about not in ABOUT:
        raise refuse()
    look(access, "journey.see_trajectory", [one.person_id])
    context = {
        "trajectory": one,
        "entries": topics.entries(one, about),
        "about": about,
        "topics": ABOUT,
        "title": ABOUT[about],
    }
    return render(request, "journey/trajectory_history.html", context)


def adding(
    permission: str,
    form_class: type[forms.Form],
    action: Callable[..., object],
    day: str | None,
    title: Promise,
) -> Callable[..., HttpResponse]:
    """A small page with one form that adds one thing to a trajectory; `day` is its field that begins at today."""

    @needs(permission)
    @require_http_methods(["GET", "POST"])
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        access = access_of(request)
        one = queries.trajectory(access, permission, pk)
        initial = {day: timezone.localdate()} if day else {}
        form = form_class(request.POST if request.method == "POST" else None, initial=initial)
        if form.is_valid() and added(form, action, by=access, at=timezone.now(), trajectory=one):
            messages.success(request, _("Saved."))
            return redirect("journey:trajectory", one.pk)
        look(access, "journey.see_trajectory", [one.person_id])
        context = {"form": form, "trajectory": one, "title": title}
        return render(request, "journey/add.html", context, status=422 if form.is_bound else 200)

    return page


def added(form: forms.Form, action: Callable[..., object], **who: Any) -> bool:
    """Whether the action was done; if not, the form says why and keeps what was filled in."""
    try:
        action(**who, **form.cleaned_data)
    except actions.JourneyProblem as problem:
        form.add_error(None, problem.message)
        return False
    return True


RECORD, STEER = "journey.record_need", "journey.start_trajectory"
rung = adding(RECORD, RatingForm, actions.rate_rung, "on", gettext_lazy("Participation ladder"))
phase = adding(STEER, PhaseForm, actions.enter_phase, "on", gettext_lazy("Phase"))
end = adding(STEER, EndForm, actions.end_trajectory, "ended_on", gettext_lazy("End the trajectory"))
