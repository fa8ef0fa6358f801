"""A respondent's pages. Both arms meet the same code, the same words and the same order."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.core.measure.form import Answers
from werkzaam.problem import Problem
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.respond import pages
from werkzaam.web.survey.respond.door import by_link, named
from werkzaam.web.survey.respond.helping import HELPERS
from werkzaam.web.survey.respond.question import answers_of, onward, question_page
from werkzaam.web.survey.respond.way import Way, of
from werkzaam.web.survey.rules import AnswersUnfinished, Mode, NothingAnswered, resume_at

HELP = {"self": Mode.SELF, "helped": Mode.HELPED}
WAYS = ["GET", "POST"]


@open_to_all
@require_GET
def nothing(request: HttpRequest) -> HttpResponse:
    """The door without a link."""
    return render(request, "survey/respond/nothing.html")


def start_page(request: HttpRequest, way: Way) -> HttpResponse:
    """Why you, who sees it, what it changes: the same words for everyone."""
    if request.method == "POST":
        return _begun(request, way)
    asked, told = way.asked, queries.questionnaire(way.asked).definition
    answers = answers_of(way)
    shown = {
        "round": asked.round,
        "title": told.title.get(asked.language, ""),
        "intro": told.intro.get(asked.language, ""),
        "minutes": told.minutes,
        "total": len(way.screens(answers)) + len(way.screens(answers, alone=True)),
        "resumes": bool(answers.given),
        "machine": asked.language in settings.AWAITING_REVIEW,
        "helpers": HELPERS,
        "spoken": settings.LANGUAGES,
        **around(way),
    }
    return render(request, "survey/respond/start.html", shown)


def _begun(request: HttpRequest, way: Way) -> HttpResponse:
    go, now = request.POST.get("go", ""), timezone.now()
    asked = actions.begin(at=now, token=way.by, language=go)
    if isinstance(way.by, str) and "helper" in request.POST:
        said = request.POST.get("helper_language", "")
        said = said if said in dict(settings.LANGUAGES) else ""
        asked = actions.say_who_helps(at=now, token=way.by, helper=request.POST["helper"], language=said)
    if go in queries.questionnaire(asked).languages:
        return redirect(way.to())
    way = replace(way, asked=asked)
    answers = answers_of(way)
    screens = way.screens(answers)
    return redirect(onward(way, answers, resume_at([of(one) for one in screens], answers.given)))


def check_page(request: HttpRequest, way: Way) -> HttpResponse:
    """All answers on one page, then send them. What is for the respondent alone does not stand there."""
    go = request.POST.get("go", "")
    if go in queries.questionnaire(way.asked).languages:
        actions.begin(at=timezone.now(), token=way.by, language=go)
        return redirect(way.to("check/"))
    problem = _send(request, way) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect(way.to())
    return _check(request, way, answers_of(way), problem)


def _check(request: HttpRequest, way: Way, answers: Answers, problem: Problem | None) -> HttpResponse:
    form, screens = queries.questionnaire(way.asked).form, way.screens(answers)
    wrong = tuple(problem.addresses) if isinstance(problem, AnswersUnfinished) else ()
    shown = {
        "given": pages.given(form, answers, screens, way.asked.language, wrong),
        "problem": problem,
        "last": way.page(len(screens)),
        "alone": len(way.screens(answers, alone=True)),
        "asks_who": way.own and not way.helped,
        "spoken": settings.LANGUAGES,
        **around(way),
    }
    return render(request, "survey/respond/check.html", shown, status=422 if problem else 200)


def _send(request: HttpRequest, way: Way) -> Problem | None:
    how = HELP.get(request.POST.get("mode", ""), "") if way.own and not way.helped else ""
    said = request.POST.get("helper_language", "")
    said = said if how is Mode.HELPED and said in dict(settings.LANGUAGES) else ""
    try:
        actions.submit(at=timezone.now(), token=way.by, mode=how, helper_language=said)
    except (NothingAnswered, AnswersUnfinished) as problem:
        return problem
    return None


def alone_page(request: HttpRequest, way: Way) -> HttpResponse:
    """The hand-over: from here the respondent holds the device alone, or passes these questions over."""
    screens = way.screens(answers_of(way), alone=True)
    go = request.POST.get("go", "")
    if go in queries.questionnaire(way.asked).languages:
        actions.begin(at=timezone.now(), token=way.by, language=go)
        return redirect(way.to("alone/"))
    if not screens or go == "skip":
        return redirect(way.to("check/"))
    if go == "alone":
        return redirect(way.page(1, alone=True))
    return render(request, "survey/respond/alone.html", {"total": len(screens), **around(way)})


def around(way: Way) -> dict[str, object]:
    """What every page knows: the way, and the languages to switch to, each in its own name."""
    tongues = [(code, named(code)) for code in queries.questionnaire(way.asked).languages]
    return {"way": way, "speaks": way.asked.language, "tongues": tongues}


start = by_link(require_http_methods(WAYS)(start_page))
check = by_link(require_http_methods(WAYS)(check_page))
question = by_link(require_http_methods(WAYS)(question_page))
alone = by_link(require_http_methods(WAYS)(alone_page))
