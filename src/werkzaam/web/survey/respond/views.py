"""A respondent's pages. Both arms meet the same code, the same words and the same order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.core.measure import Instrument
from werkzaam.problem import Problem
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.respond import pages
from werkzaam.web.survey.respond.door import by_link
from werkzaam.web.survey.rules import Mode, NothingAnswered, resume_at
from werkzaam.web.survey.words import AnswerRefused

NAMES = {  # languages to answer in, or in which someone may have helped, each in its own script
    "nl": "Nederlands",
    "ar": "العربية",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "fa": "فارسی",
    "uk": "Українська",
    "en": "English",
}
HELP = {"self": Mode.SELF, "helped": Mode.HELPED}


@open_to_all
@require_GET
def nothing(request: HttpRequest) -> HttpResponse:
    """The door without a link."""
    return render(request, "survey/respond/nothing.html")


@by_link
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, token: str, asked: Invitation) -> HttpResponse:
    """Why you, who sees it, what it changes: the same words for everyone."""
    instrument = queries.questionnaire(asked)
    if request.method == "POST":
        go = request.POST.get("go", "")
        asked = actions.begin(at=timezone.now(), token=token, language=go)
        if go in instrument.languages:
            return redirect("respond:start", token)
        return _to(token, instrument, _next_number(asked, instrument))
    shown = {
        "round": asked.round,
        "title": instrument.title.get(asked.language, ""),
        "intro": instrument.intro.get(asked.language, ""),
        "minutes": instrument.minutes,
        "total": len(instrument.items),
        "resumes": bool(queries.drafts(asked)),
        **_languages(instrument, asked),
    }
    return render(request, "survey/respond/start.html", shown)


@by_link
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, token: str, asked: Invitation, number: int) -> HttpResponse:
    """One question a page; every post keeps what was typed or ticked."""
    instrument = queries.questionnaire(asked)
    if not 1 <= number <= len(instrument.items):
        return redirect("respond:start", token)
    if request.method == "GET":
        return _question(request, token, asked, number)
    go, raw = request.POST.get("go", "next"), request.POST.get("answer", "")
    if go in instrument.languages:
        asked = actions.begin(at=timezone.now(), token=token, language=go)
    with translation.override(asked.language):
        try:
            _keep(token, instrument.items[number - 1].key, raw, go, instrument)
        except AnswerRefused as problem:
            return _question(request, token, asked, number, raw, problem.message)
    if go in instrument.languages:
        return redirect(request.get_full_path())
    if "check" in request.GET:  # came from the page to check: go back there
        return redirect("respond:check", token)
    return _to(token, instrument, number - 1 if go == "back" else number + 1)


@by_link
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, token: str, asked: Invitation) -> HttpResponse:
    """All answers on one page, then send them."""
    instrument = queries.questionnaire(asked)
    go = request.POST.get("go", "")
    if go in instrument.languages:
        actions.begin(at=timezone.now(), token=token, language=go)
        return redirect("respond:check", token)
    problem = _send(request, token) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("respond:start", token)
    shown = {
        "given": pages.given(instrument, asked.language, queries.drafts(asked)),
        "token": token,
        "problem": problem,
        "last": len(instrument.items),
        "helpers": NAMES.items(),
        **_languages(instrument, asked),
    }
    return render(request, "survey/respond/check.html", shown, status=422 if problem else 200)


def _keep(token: str, item: str, raw: str, go: str, instrument: Instrument) -> None:
    """Skipping takes an answer back; going back or to another language keeps what there is and asks for nothing."""
    if go == "skip":
        raw = ""
    elif not raw.strip() and (go == "back" or go in instrument.languages):
        return
    actions.save_answer(at=timezone.now(), token=token, item=item, raw=raw)


def _question(
    request: HttpRequest, token: str, asked: Invitation, number: int, raw: str | None = None, error: str = ""
) -> HttpResponse:
    instrument = queries.questionnaire(asked)
    page = pages.question(instrument, number, asked.language, queries.drafts(asked), raw, error)
    shown = {"question": page, "token": token, **_languages(instrument, asked)}
    return render(request, "survey/respond/question.html", shown, status=422 if error else 200)


def _send(request: HttpRequest, token: str) -> Problem | None:
    how = HELP.get(request.POST.get("mode", ""), Mode.SELF)
    spoken = request.POST.get("helper_language", "")
    spoken = spoken if how is Mode.HELPED and spoken in NAMES else ""
    try:
        actions.submit(at=timezone.now(), token=token, mode=how, helper_language=spoken)
    except NothingAnswered as problem:
        return problem
    return None


def _next_number(asked: Invitation, instrument: Instrument) -> int:
    return resume_at([item.key for item in instrument.items], queries.drafts(asked))


def _to(token: str, instrument: Instrument, number: int) -> HttpResponse:
    """The page of a question; before the first is the start, after the last the page to check."""
    if number < 1:
        return redirect("respond:start", token)
    if number > len(instrument.items):
        return redirect("respond:check", token)
    return redirect("respond:question", token, number)


def _languages(instrument: Instrument, asked: Invitation) -> dict[str, object]:
    """The languages to switch to, each in its own name."""
    return {
        "speaks": asked.language,
        "tongues": [(code, NAMES.get(code, code)) for code in instrument.languages],
    }
