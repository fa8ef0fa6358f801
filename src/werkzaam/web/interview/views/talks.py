"""Whom to talk to, how far the talks are, and what is talked about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import GuideForm, TalkForm
from werkzaam.web.interview.models import Talk
from werkzaam.web.interview.queries import whom
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs

SHOWN = 100  # of the register; the rest after choosing an arm


@needs("interview.see")
@require_http_methods(["GET", "POST"])
def talks(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    form = TalkForm(request.POST or None, initial={"pseudonym": request.GET.get("pseudonym", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_talk(**by(request), study=found, **form.cleaned_data)
            return redirect("interview:talks", found.code)
        except Problem as problem:
            form.add_error(None, problem.message)
    register = whom.candidates(found, on=today())
    arm, dropped = request.GET.get("arm", ""), "dropped" in request.GET
    chosen = [one for one in register if arm in ("", one.arm) and (one.dropped_out or not dropped)]
    looked(request, "see_register", [one.pseudonym for one in chosen[:SHOWN]])
    return show(
        request, "talks", found, form=form, reached=whom.reached(register), register=chosen[:SHOWN], arm=arm,
        more=max(0, len(chosen) - SHOWN), progress=whom.progress(found), talks=_talks(found),
        dropped=dropped,
        statuses=Talk.Status.choices, guide_form=GuideForm(),
    )  # fmt: skip


def _talks(found: Any) -> list[tuple[Talk, list[Any]]]:
    """Each talk with the texts that may be its transcript."""
    texts = whom.texts(found, on=today())
    return [
        (talk, texts.get((talk.perspective, talk.pseudonym), [])) for talk in whom.talks(found, on=today())
    ]


@needs("interview.code")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    talk = queries.talk(access_of(request), MAY, pk)
    chosen, text = request.POST.get("source", ""), None
    if chosen.isdecimal() and len(chosen) < 10:
        text = queries.source(access_of(request), MAY, int(chosen), on=today())
    try:
        actions.settle_talk(**by(request), talk=talk, status=request.POST.get("status", ""), source=text)
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(f"{reverse('interview:talks', args=[talk.study.code])}#talks-heading")


@needs("interview.code")
@require_POST
def guide(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), MAY, study)
    form = GuideForm(request.POST)
    if form.is_valid():
        actions.write_guide(**by(request), study=found, **form.cleaned_data)
    return redirect("interview:talks", found.code)
