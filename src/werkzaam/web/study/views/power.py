"""What a study could see: at once by formula, then by simulation, kept with what went in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkzaam.core.plan import Plan
from werkzaam.problem import NotSupported, Problem
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import actions, power, queries
from werkzaam.web.study.forms.expect import ExpectForm
from werkzaam.web.study.models import Study
from werkzaam.web.study.queries import REGISTER
from werkzaam.web.study.views.study import language


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def power_page(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    plan = queries.plan(found)
    form = ExpectForm(request.POST or None, plan=plan, language=language())
    if form.is_bound and form.is_valid():
        try:
            actions.ask_power(by=access, at=timezone.now(), study=found, expect=form.table)
            return redirect("study:power", found.code)
        except Problem as problem:
            if problem.status == 403:
                raise
            form.add_error(None, problem.message)
    return render(
        request, "study/power.html", _shown(found, plan, form), status=422 if form.is_bound else 200
    )


def _shown(found: Study, plan: Plan, form: ExpectForm) -> dict[str, Any]:
    runs = queries.power_runs(found)
    latest = next((run for run in runs if run.done), None)
    return {
        "study": found,
        "form": form,
        "active": next((run for run in runs if run.active), None),
        "failed": runs[0] if runs and runs[0].code else None,
        "latest": latest,
        "results": power.shown(latest, language()) if latest else [],
        "earlier": [run for run in runs if run.done and run is not latest],
        "foreseen": _foreseen(plan),
        "same_plan": latest is not None and latest.plan_hash == found.plan_hash,
    }


def _foreseen(plan: Plan) -> list[dict[str, Any]]:
    """By formula, per main question, under the plan's own expectation; nothing where it has none."""
    try:
        found = power.foreseen(plan)
    except NotSupported:
        return []
    return [power.foreseen_row(plan, key, value, language()) for key, value in found.items()]
