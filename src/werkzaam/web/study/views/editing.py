"""One section of a plan at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkzaam.core.plan import has_comments
from werkzaam.problem import Problem
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.study import actions, editing, queries
from werkzaam.web.study.editing import SECTIONS, Section
from werkzaam.web.study.forms.expect import ExpectForm
from werkzaam.web.study.models import Study
from werkzaam.web.study.queries import REGISTER
from werkzaam.web.study.rules import expecting
from werkzaam.web.study.views.study import language


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """The form of one section; saving writes the whole plan, as the file does."""
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    if section not in SECTIONS:
        raise refuse()
    chosen = SECTIONS[section]
    form = _form(chosen, found, request.POST if request.method == "POST" else None)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            actions.amend_plan(
                by=access, at=timezone.now(), study=found, plan_toml=_text(chosen, found, form)
            )
            return redirect("study:amend", found.code)
        except Problem as refused:
            problem = _passed(refused)
    return _shown(request, found, chosen, form, problem)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def expect(request: HttpRequest, code: str) -> HttpResponse:
    """What is expected beforehand, in the plan."""
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    form = ExpectForm(request.POST or None, plan=queries.plan(found), language=language())
    problem = None
    if form.is_bound and form.is_valid():
        text = expecting(found.plan_toml, form.table)
        try:
            actions.amend_plan(by=access, at=timezone.now(), study=found, plan_toml=text)
            return redirect("study:amend", found.code)
        except Problem as refused:
            problem = _passed(refused)
    return _shown(request, found, None, form, problem)


def _form(section: Section, found: Study, data: Any) -> Any:
    make = editing.formset if section.many else editing.single
    return make(section, found.plan_toml, data)


def _text(section: Section, found: Study, form: Any) -> str:
    if section.many:
        return editing.listed(section, found.plan_toml, editing.rows_of(form))
    return editing.replaced(section, found.plan_toml, form.cleaned_data)


def _passed(problem: Problem) -> str:
    if problem.status == 403:
        raise problem
    return problem.message


def _shown(
    request: HttpRequest, found: Study, section: Section | None, form: Any, problem: str | None
) -> HttpResponse:
    shown = {
        "study": found,
        "section": section,
        "form": form,
        "problem": problem,
        "has_comments": has_comments(found.plan_toml),
    }
    return render(request, "study/edit.html", shown, status=422 if form.is_bound else 200)
