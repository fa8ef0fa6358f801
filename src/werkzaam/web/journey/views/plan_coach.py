"""A plan as the coach sees it: to read, to rate, and to propose; never to rewrite."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries as reach
from werkzaam.web.journey.actions import JourneyProblem, plan_attainment, plan_proposal
from werkzaam.web.journey.forms.plan import ProposalForm, ScoreForm
from werkzaam.web.journey.queries import plan as queries
from werkzaam.web.journey.rules.codes.plan import GoalStatus
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.plan import done
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people.access import access_of, needs

SEE = "journey.see_trajectory"


@needs(SEE)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals, steps, scores and the T-score; what waits for an answer and what was answered."""
    access = access_of(request)
    one = reach.trajectory(access, SEE, pk)
    look(access, "journey.see_plan", [one.person_id])
    context = {
        "trajectory": one,
        "plan": queries.plan(one),
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/plan/plan.html", context)


@needs("journey.propose_goal")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = reach.trajectory(access, "journey.propose_goal", pk)
    goals = one.goals.filter(status=GoalStatus.OPEN.value)
    form = ProposalForm(request.POST or None, goals=goals, initial={"goal": request.GET.get("goal")})
    if form.is_valid() and done(form, plan_proposal.propose, by=access, trajectory=one, **form.cleaned_data):
        messages.success(request, _("Proposed. The participant says yes or no."))
        return redirect("journey:plan", one.pk)
    look(access, "journey.see_plan", [one.person_id])
    context = {"trajectory": one, "form": form, "title": _("Propose something for the plan")}
    return render(request, "journey/plan/propose.html", context, status=422 if form.is_bound else 200)


@needs("journey.propose_goal")
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a proposal that was not answered yet."""
    access = access_of(request)
    asked = queries.proposal(access, pk)
    try:
        plan_proposal.withdraw_proposal(by=access, at=timezone.now(), proposal=asked)
        messages.success(request, _("The proposal is taken back."))
    except JourneyProblem as problem:
        messages.error(request, problem.message)
    return redirect("journey:plan", asked.trajectory_id)


@needs("journey.rate_goal")
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The coach's own score of a goal, beside the person's."""
    access = access_of(request)
    goal = queries.goal(access, "journey.rate_goal", pk)
    form = ScoreForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and done(form, plan_attainment.score_goal, by=access, goal=goal, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:plan", goal.trajectory_id)
    look(access, "journey.see_plan", [goal.trajectory.person_id])
    context = {"trajectory": goal.trajectory, "form": form, "title": goal.words, "scale": goal.scale.all()}
    return render(request, "journey/plan/propose.html", context, status=422 if form.is_bound else 200)
