"""The participant's plan: write, reword, close; answer what a coach proposes. Nothing here is for anyone else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.journey.actions import JourneyProblem, plan, plan_attainment, plan_proposal
from werkzaam.web.journey.forms.plan import (
    AnswerForm,
    GoalForm,
    GoalWordsForm,
    ScaleForm,
    ScoreForm,
    StatusForm,
    StepForm,
    StepWordsForm,
)
from werkzaam.web.journey.models import Goal
from werkzaam.web.journey.queries import plan as queries
from werkzaam.web.journey.rules.codes.plan import GoalStatus
from werkzaam.web.people.access import access_of, needs

OWN = "journey.own_plan"


@needs(OWN)
@require_http_methods(["GET", "POST"])
def goal_write(request: HttpRequest) -> HttpResponse:
    """A new goal."""
    access = access_of(request)
    mine, form = queries.own_trajectory(access), GoalForm(request.POST or None)
    if form.is_valid():
        goal = done(form, plan.write_goal, by=access, trajectory=mine, **form.cleaned_data)
        if goal:
            messages.success(request, _("Your goal is in your plan."))
            return redirect("journey:goal", goal.pk)
    return small(request, form, _("A new goal"))


@needs(OWN)
@require_http_methods(["GET", "POST"])
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One goal: its words, its steps, how far it is, how it read before. Posting gives it other words."""
    access = access_of(request)
    mine = queries.own_goal(access, pk)
    form = GoalWordsForm(request.POST or None, initial={"version": mine.version, "words": mine.words})
    if form.is_valid() and done(form, plan.reword_goal, by=access, goal=mine, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:goal", mine.pk)
    return goal_page(request, mine, form=renewed(form, mine.version))


@needs(OWN)
@require_POST
def step_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new step; where something is wrong, the page of the goal with what was typed."""
    access, form = access_of(request), StepForm(request.POST)
    mine = queries.own_goal(access, pk)
    if form.is_valid() and done(form, plan.write_step, by=access, goal=mine, **form.cleaned_data):
        messages.success(request, _("Your step is in your plan."))
        return redirect("journey:goal", mine.pk)
    return goal_page(request, mine, step_form=form)


@needs(OWN)
@require_POST
def goal_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reached, stopped, or busy with it again; the page then offers the way back."""
    access, form = access_of(request), StatusForm(request.POST)
    mine = queries.own_goal(access, pk)
    if form.is_valid():
        settle(request, form, plan.settle_goal, goal=mine)
    return redirect("journey:goal", mine.pk)


@needs(OWN)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Other words or another day for a step."""
    access = access_of(request)
    mine = queries.own_step(access, pk)
    now = {"version": mine.version, "words": mine.words, "by_on": mine.by_on}
    form = StepWordsForm(request.POST or None, initial=now)
    if form.is_valid() and done(form, plan.reword_step, by=access, step=mine, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:goal", mine.goal_id)
    return small(request, renewed(form, mine.version), _("Change this step"), mine.goal, now=mine.words)


@needs(OWN)
@require_POST
def step_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    access, form = access_of(request), StatusForm(request.POST)
    mine = queries.own_step(access, pk)
    if form.is_valid():
        settle(request, form, plan.settle_step, step=mine)
    return redirect("journey:goal", mine.goal_id)


@needs(OWN)
@require_http_methods(["GET", "POST"])
def goal_scale(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would be less, and what more, than hoped."""
    access = access_of(request)
    mine = queries.own_goal(access, pk)
    form = ScaleForm(request.POST or None, initial={f"level_{x.score}": x.words for x in mine.scale.all()})
    if form.is_valid() and done(
        form, plan_attainment.write_scale, by=access, goal=mine, levels=form.levels()
    ):
        messages.success(request, _("Saved."))
        return redirect("journey:goal", mine.pk)
    return small(request, form, _("When are you content?"), mine)


@needs(OWN)
@require_http_methods(["GET", "POST"])
def goal_score(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far I think I am."""
    access = access_of(request)
    mine = queries.own_goal(access, pk)
    form = ScoreForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and done(form, plan_attainment.score_goal, by=access, goal=mine, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:goal", mine.pk)
    return small(request, form, _("How far is it now?"), mine, scale=list(mine.scale.all()))


@needs(OWN)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What my coach proposes: I say yes or no."""
    access = access_of(request)
    asked = queries.own_proposal(access, pk)
    form = AnswerForm(request.POST or None)
    choice = request.POST.get("choice", "")
    if form.is_valid() and choice in {"no", "yes", *GoalStatus}:
        closed = {"closed_as": choice} if choice in {GoalStatus.REACHED, GoalStatus.STOPPED} else {}
        said = {"accepted": choice != "no", "answer": form.cleaned_data["answer"], **closed}
        if done(form, plan_proposal.answer_proposal, by=access, proposal=asked, **said):
            messages.success(request, _("Your coach sees your answer."))
            return redirect("journey:own")
    elif form.is_valid():
        form.add_error(None, _("Say yes or no with one of the buttons."))
    status = 422 if request.method == "POST" else 200
    return render(request, "journey/plan/answer.html", {"proposal": asked, "form": form}, status=status)


def goal_page(request: HttpRequest, mine: Goal, **given: forms.Form) -> HttpResponse:
    """The page of one goal; a form that was refused stands there with what was typed."""
    context = {
        "aim": queries.aim(mine),
        "revisions": queries.revisions(mine),
        "form": GoalWordsForm(initial={"version": mine.version, "words": mine.words}),
        "step_form": StepForm(),
        **given,
    }
    status = 422 if any(form.is_bound for form in given.values()) else 200
    return render(request, "journey/plan/goal.html", context, status=status)


def small(
    request: HttpRequest, form: forms.Form, title: str, goal: Goal | None = None, **more: Any
) -> HttpResponse:
    """A page with one form."""
    context = {"form": form, "title": title, "goal": goal, **more}
    return render(request, "journey/plan/small.html", context, status=422 if form.is_bound else 200)


def done(form: forms.Form, action: Callable[..., Any], **what: Any) -> Any:
    """What the action made, or None with the reason in the form."""
    try:
        return action(at=timezone.now(), **what)
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return None


def settle(request: HttpRequest, form: StatusForm, action: Callable[..., object], **what: Any) -> None:
    """One tap, with one word back."""
    try:
        action(by=access_of(request), at=timezone.now(), **what, **form.cleaned_data)
        messages.success(request, _("Saved. You can change it back at any time."))
    except JourneyProblem as problem:
        messages.error(request, problem.message)


def renewed(form: forms.Form, version: int) -> forms.Form:
    """Keep what was typed, and let the next try know of the newest version."""
    if form.is_bound and form.errors:
        form.data = {**form.data.dict(), "version": str(version)}  # type: ignore[attr-defined]
    return form
