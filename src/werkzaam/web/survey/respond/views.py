"""A respondent's pages. Both arms meet the same code, the same words and the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.core.measure.form import Answers, Asked, Control, Screen
from werkzaam.problem import Problem
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.respond import pages
from werkzaam.web.survey.respond.door import by_link, spoken
from werkzaam.web.survey.rules import AnswersUnfinished, Mode, NothingAnswered, resume_at
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
    told = queries.questionnaire(asked).definition
    if request.method == "POST":
        go = request.POST.get("go", "")
        asked = actions.begin(at=timezone.now(), token=token, language=go)
        if go in told.languages:
            return redirect("respond:start", token)
        answers = _answers(asked)
        screens = _screens(asked, answers)
        return _to(token, screens, resume_at([_of(one) for one in screens], answers.given))
    answers = _answers(asked)
    shown = {
        "round": asked.round,
        "title": told.title.get(asked.language, ""),
        "intro": told.intro.get(asked.language, ""),
        "minutes": told.minutes,
        "total": len(_screens(asked, answers)),
        "resumes": bool(answers.given),
        "machine": asked.language in settings.AWAITING_REVIEW,
        **_languages(asked),
    }
    return render(request, "survey/respond/start.html", shown)


@by_link
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, token: str, asked: Invitation, number: int) -> HttpResponse:
    """One question a page; every post keeps what was typed or ticked."""
    answers = _answers(asked)
    screens = _screens(asked, answers)
    if not 1 <= number <= len(screens):
        return redirect("respond:start", token)
    if request.method == "GET":
        return _question(request, token, asked, number, answers)
    number, missed = _meant(request.POST.get("of", ""), screens, number)
    if missed:
        return _question(request, token, asked, number, answers, missed=True)
    return _answered(request, token, asked, number, screens[number - 1])


def _answered(
    request: HttpRequest, token: str, asked: Invitation, number: int, screen: Screen
) -> HttpResponse:
    go, languages = request.POST.get("go", "next"), queries.questionnaire(asked).languages
    if go in languages:
        asked = actions.begin(at=timezone.now(), token=token, language=go)
    raws = {one.address: _raw(request.POST, name, one) for name, one in pages.names(screen).items()}
    with translation.override(spoken(asked.language)):
        try:
            _keep(token, raws, go, languages)
        except AnswerRefused as problem:
            errors = {problem.item: problem.message}
            return _question(request, token, asked, number, _answers(asked), raws, errors)
    if go in languages:
        return redirect(request.get_full_path())
    if "check" in request.GET:  # came from the page to check: go back there
        return redirect("respond:check", token)
    screens = _screens(asked, _answers(asked))  # an answer can bring questions, or take them away
    here, _missed = _meant(_of(screen), screens, number)
    return _to(token, screens, here - 1 if go == "back" else here + 1)


@by_link
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, token: str, asked: Invitation) -> HttpResponse:
    """All answers on one page, then send them."""
    found, go = queries.questionnaire(asked), request.POST.get("go", "")
    if go in found.languages:
        actions.begin(at=timezone.now(), token=token, language=go)
        return redirect("respond:check", token)
    problem = _send(request, token) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("respond:start", token)
    answers = _answers(asked)
    wrong = tuple(problem.addresses) if isinstance(problem, AnswersUnfinished) else ()
    shown = {
        "given": pages.given(found.form, answers, asked.language, wrong),
        "token": token,
        "problem": problem,
        "last": len(_screens(asked, answers)),
        "helpers": NAMES.items(),
        **_languages(asked),
    }
    return render(request, "survey/respond/check.html", shown, status=422 if problem else 200)


def _answers(asked: Invitation) -> Answers:
    return queries.resumed(asked, queries.given(asked), timezone.now())


def _screens(asked: Invitation, answers: Answers) -> Sequence[Screen]:
    return queries.questionnaire(asked).form.visible(answers)


def _of(screen: Screen) -> str:
    """A screen goes by the address of its first question."""
    return screen.asked[0].address


def _meant(of: str, screens: Sequence[Screen], number: int) -> tuple[int, bool]:
    """The number of the page that was answered, wherever it stands by now; True when it is not asked any more."""
    places = {_of(screen): place for place, screen in enumerate(screens, start=1)}
    return (places[of], False) if of in places else (min(number, len(screens)), bool(of))


def _raw(post: QueryDict, name: str, one: Asked) -> str:
    """What was ticked, with spaces in between, as a form keeps several choices."""
    many = one.question.control is Control.MANY
    return " ".join(post.getlist(name)) if many else post.get(name, "")


def _keep(token: str, raws: Mapping[str, str], go: str, languages: Sequence[str]) -> None:
    """Skipping takes answers back; going back or to another language keeps what there is and asks for nothing."""
    if go == "skip":
        raws = dict.fromkeys(raws, "")
    elif go == "back" or go in languages:
        raws = {address: raw for address, raw in raws.items() if raw.strip()}
    if raws:
        actions.save_answers(at=timezone.now(), token=token, raws=raws)


def _question(
    request: HttpRequest,
    token: str,
    asked: Invitation,
    number: int,
    answers: Answers,
    raws: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    missed: bool = False,
) -> HttpResponse:
    page = pages.page(queries.questionnaire(asked).form, answers, number, raws, errors)
    shown = {"page": page, "token": token, "missed": missed, **_languages(asked)}
    return render(request, "survey/respond/question.html", shown, status=422 if page.wrong or missed else 200)


def _send(request: HttpRequest, token: str) -> Problem | None:
    how = HELP.get(request.POST.get("mode", ""), Mode.SELF)
    said = request.POST.get("helper_language", "")
    said = said if how is Mode.HELPED and said in NAMES else ""
    try:
        actions.submit(at=timezone.now(), token=token, mode=how, helper_language=said)
    except (NothingAnswered, AnswersUnfinished) as problem:
        return problem
    return None


def _to(token: str, screens: Sequence[Screen], number: int) -> HttpResponse:
    """The page of a question; before the first is the start, after the last the page to check."""
    if number < 1:
        return redirect("respond:start", token)
    if number > len(screens):
        return redirect("respond:check", token)
    return redirect("respond:question", token, number)


def _languages(asked: Invitation) -> dict[str, object]:
    """The languages to switch to, each in its own name."""
    tongues = [(code, NAMES.get(code, code)) for code in queries.questionnaire(asked).languages]
    return {"speaks": asked.language, "tongues": tongues}
