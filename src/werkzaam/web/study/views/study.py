"""A study's pages: the list, the design with its plan, and the forms that change it."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import actions, power, queries, rules
from werkzaam.web.study.editing import SECTIONS
from werkzaam.web.study.forms.editing import ReviewForm
from werkzaam.web.study.forms.entry import AllocationForm, DeviationForm, NewStudyForm, PlanForm, WaveForm
from werkzaam.web.study.models import Study

SEE, REGISTER = queries.SEE, actions.REGISTER


@needs(SEE)
@require_GET
def studies(request: HttpRequest) -> HttpResponse:
    rows = queries.overview(access_of(request), on=timezone.localdate())
    return render(request, "study/studies.html", {"rows": rows})


@needs(SEE)
@require_GET
def study(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, queries.get(access_of(request), SEE, code))


@needs(SEE)
@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan file as it stands, ready for `werkzaam evaluate`."""
    found = queries.get(access_of(request), SEE, code)
    return HttpResponse(
        queries.plan_text(found),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.code}.toml"'},
    )


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    names = queries.organisations(access, REGISTER)
    form = NewStudyForm(request.POST or None, request.FILES or None, organisations=names)
    opened = try_(
        form,
        lambda: actions.open_study(
            by=access,
            at=timezone.now(),
            organisation=form.cleaned_data["organisation"],
            programme=form.cleaned_data["programme"],
            plan_toml=form.cleaned_data["plan_toml"],
        ),
    )
    if isinstance(opened, Study):
        return redirect("study:study", opened.code)
    return render(request, "study/new.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    form = PlanForm(request.POST or None, request.FILES or None, initial={"plan_toml": found.plan_toml})
    amended = try_(
        form,
        lambda: actions.amend_plan(
            by=access, at=timezone.now(), study=found, plan_toml=form.cleaned_data["plan_toml"]
        ),
    )
    if amended:
        return redirect("study:study", found.code)
    return render(
        request,
        "study/amend.html",
        {"form": form, "study": found, "sections": SECTIONS.values()},
        status=422 if form.is_bound else 200,
    )


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, code: str) -> HttpResponse:
    """What a lock asserts, and the lock itself."""
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    if request.method == "POST":
        actions.lock_plan(by=access, at=timezone.now(), study=found)
        return redirect("study:study", found.code)
    reviews = queries.reviews(found)
    shown = {
        "study": found,
        "plan": queries.plan(found),
        "reviews": reviews,
        "names": people.names({one.by for one in reviews}),
        "agreed": "agreed" in queries.judgements(found).values(),
        "power": queries.latest_power(found),
        "lottery": queries.lottery(found),
    }
    return render(request, "study/lock.html", shown)


@needs(REGISTER)
@require_POST
def open_outcomes(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    actions.open_unregistered(by=access, at=timezone.now(), study=found)
    return redirect("study:study", found.code)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """What a second researcher thinks of the plan as it stands."""
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    form = ReviewForm(request.POST or None)
    done = try_(
        form,
        lambda: actions.review_plan(by=access, at=timezone.now(), study=found, **form.cleaned_data),
        "text",
    )
    if done:
        return redirect("study:study", found.code)
    reviews = queries.reviews(found)
    shown = {
        "form": form,
        "study": found,
        "own": access.account == found.author,
        "reviews": reviews,
        "names": people.names({one.by for one in reviews}),
    }
    return render(request, "study/review.html", shown, status=422 if form.is_bound else 200)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def allocate(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    form = AllocationForm(request.POST or None)
    done = try_(
        form,
        lambda: actions.allocate(by=access, at=timezone.now(), study=found, arms=form.cleaned_data["lines"]),
        "lines",
    )
    if done is not None:
        return redirect("study:study", found.code)
    shown = {"form": form, "study": found, "arms": queries.arm_list(found)}
    return render(request, "study/allocate.html", shown, status=422 if form.is_bound else 200)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, code: str, wave: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    moment = queries.wave(found, wave)
    form = WaveForm(request.POST or None, instance=moment)
    saved = try_(
        form,
        lambda: actions.schedule_wave(
            by=access, at=timezone.now(), study=found, wave=wave, **form.cleaned_data
        ),
        "closes_on",
    )
    if saved:
        return redirect("study:study", found.code)
    shown = {"form": form, "study": found, "wave": moment}
    return render(request, "study/schedule.html", shown, status=422 if form.is_bound else 200)


@needs(REGISTER)
@require_POST
def deviate(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    found = queries.get(access, REGISTER, code)
    form = DeviationForm(request.POST)
    saved = try_(
        form,
        lambda: actions.record_deviation(by=access, at=timezone.now(), study=found, **form.cleaned_data),
        "text",
    )
    return redirect("study:study", found.code) if saved else _page(request, found, form, status=422)


def _page(
    request: HttpRequest, found: Study, deviation: DeviationForm | None = None, status: int = 200
) -> HttpResponse:
    access = access_of(request)
    design = queries.plan(found)
    arms = queries.arm_list(found)
    reviews = queries.reviews(found)
    names = people.names({found.locked_by, found.opened_by, *(one.by for one in reviews)} - {""})
    shown = {
        "study": found,
        "plan": design,
        "asked": [question[language()] for question in design.questions],
        "questions": rules.questions(design, language()),
        "arms": arms,
        "waves": queries.waves(found),
        "deviations": queries.deviations(found) if found.is_locked else [],
        "deviation_form": deviation or DeviationForm(initial={"on": timezone.localdate()}),
        "is_lottery": rules.is_lottery(design.design) or design.lottery,
        "detectable": queries.detectable(design, arms),
        "power": power.sentences(queries.latest_power(found), language()),
        "reviews": reviews,
        "names": names,
        "locked_by": names.get(found.locked_by, ""),
        "may_register": access.may(REGISTER),
    }
    return render(request, "study/study.html", shown, status=status)


def language() -> str:
    """Plans speak two languages; who reads another one reads the Dutch."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def try_(form: BaseForm, act: Callable[[], object], field: str | None = "plan_toml") -> object:
    """Run `act` for a valid form; a Problem becomes an error at `field`, so that what was typed stays."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act()
    except Problem as problem:
        if problem.status == 403:
            raise
        form.add_error(field, problem.message)
        return None
