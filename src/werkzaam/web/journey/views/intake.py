"""The start of a trajectory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import actions, queries
from werkzaam.web.journey.forms import IntakeForm, NeedForm, NeedForms
from werkzaam.web.journey.models import ProgrammeDomain, Trajectory
from werkzaam.web.journey.rules.intake import asked
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.plan import done
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

START = "journey.start_trajectory"


@needs("journey.see_trajectory")
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's page: the newest trajectory within reach, else the page to start one."""
    access = access_of(request)
    found = queries.trajectories(access, "journey.see_trajectory").filter(person=person_id)
    newest = found.order_by("-started_on", "-pk").first()
    if newest:
        return redirect("journey:trajectory", newest.pk)
    return redirect("journey:start", queries.person(access, START, person_id).pk)


@needs(START)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Intake: which programme, from when, and what the person wants, in own words."""
    access = access_of(request)
    someone = queries.person(access, START, person_id)
    form, needs_form = forms(request, access)
    posted = request.method == "POST" and is_right(form, needs_form)
    trajectory = begin(request, access, someone, form, needs_form) if posted else None
    if trajectory:
        messages.success(request, _("The trajectory has started."))
        return redirect("journey:trajectory", trajectory.pk)
    look(access, "journey.see_trajectory", [someone.pk])
    context = {"form": form, "needs": needs_form, "person": someone}
    return render(request, "journey/start.html", context, status=422 if request.method == "POST" else 200)


def is_right(form: IntakeForm, needs_form: Any) -> bool:
    """Whether both can be saved; what is wrong with a need stands beside it, and the one summary says so."""
    if not needs_form.is_valid():
        form.add_error(None, _("Something is not right in what this person needs. Look below."))
    return form.is_valid()


def begin(
    request: HttpRequest, access: Access, someone: Any, form: IntakeForm, needs_form: Any
) -> Trajectory | None:
    """The trajectory as started, or None with the reason in the form."""
    wishes = [(need["domain"], need["wish"]) for need in needs_form.cleaned_data if need.get("wish")]
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "person": someone, "coach": request.user}
    try:
        return actions.start_trajectory(**who, needs=wishes, **form.cleaned_data)
    except actions.JourneyProblem as problem:
        form.add_error(None, problem.message)
        return None


def forms(request: HttpRequest, access: Access) -> tuple[IntakeForm, Any]:
    """The intake and its needs, empty or as posted."""
    data = request.POST if request.method == "POST" else None
    programmes, teams = queries.programmes(access, START), people.teams(access, START)
    intake = IntakeForm(data, programmes=programmes, teams=teams, on=timezone.localdate())
    chosen = ProgrammeDomain.objects.filter(programme__in=programmes).values_list("domain", flat=True)
    return intake, NeedForms(data, form_kwargs={"domains": asked(chosen)})


@needs("journey.record_need")
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One more need, in a part of life that the programme asks about."""
    access = access_of(request)
    one = queries.trajectory(access, "journey.record_need", pk)
    domains = asked(one.programme.domains.values_list("domain", flat=True))
    form = NeedForm(request.POST if request.method == "POST" else None, domains=domains)
    if form.is_valid() and done(form, actions.record_need, by=access, trajectory=one, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:trajectory", one.pk)
    look(access, "journey.see_trajectory", [one.person_id])
    context = {"form": form, "trajectory": one, "title": _("What this person needs")}
    return render(request, "journey/add.html", context, status=422 if form.is_bound else 200)
