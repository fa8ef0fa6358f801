"""One question a page: shown, answered, passed over, kept while somebody is still typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from werkzaam.core.measure.form import Answers, Screen
from werkzaam.web.survey import actions, filling, queries, visits
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.respond import pages
from werkzaam.web.survey.respond.door import ANSWERS, named, spoken
from werkzaam.web.survey.respond.media import addresses
from werkzaam.web.survey.respond.way import Way, meant, of
from werkzaam.web.survey.rules import moment
from werkzaam.web.survey.words import AnswerRefused


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the way a page stands: its number, in the part for the respondent `alone` or the other."""

    way: Way
    number: int
    alone: bool = False


def question_page(request: HttpRequest, way: Way, number: int, *, alone: bool = False) -> HttpResponse:
    """One question a page; every post keeps what was typed or ticked."""
    place = Place(way, number, alone)
    if request.method == "POST" and request.POST.get("of"):
        return _answered(request, place, request.POST["of"])
    answers = answers_of(way)
    screens = way.screens(answers, alone=alone)
    if not 1 <= number <= len(screens):
        return redirect(way.to())
    if request.method == "GET":
        return _shown(request, place, answers)
    return _answered(request, place, of(screens[number - 1]))


setattr(question_page, ANSWERS, True)


def _answered(request: HttpRequest, place: Place, item: str) -> HttpResponse:
    way, go = place.way, request.POST.get("go", "next")
    languages = queries.questionnaire(way.asked).languages
    if go in languages:
        way = replace(way, asked=actions.begin(at=timezone.now(), token=way.by, language=go))
    place, said = replace(place, way=way), dict(request.POST.lists())
    with translation.override(spoken(way.asked.language)):
        try:
            kept = _keep(
                way, item, request.POST, lambda screen: _meant(filling.raws(screen, said), go, languages)
            )
        except AnswerRefused as problem:
            return _refused(request, place, item, problem)
    if kept is None:
        return _missed(request, place)
    if go == "keep":
        return HttpResponse(status=204)
    if go in languages:
        return redirect(request.get_full_path())
    if "check" in request.GET:  # came from the page to check: go back there
        return redirect(way.to("check/"))
    return _on(replace(place, way=replace(way, asked=kept[0])), kept[1], item, go)


def _keep(
    way: Way, item: str, post: QueryDict, read: Callable[[Screen], Mapping[str, str]]
) -> tuple[Invitation, Answers] | None:
    now = timezone.now()
    since = moment(said=_seconds(post.get("shown", "")), earliest=way.asked.created_at, latest=now)
    return actions.answer_shown(at=now, token=way.by, page=visits.Shown(item, since), read=read)


def _missed(request: HttpRequest, place: Place) -> HttpResponse:
    """The question is not asked any more: the page that stands there now, and a word about it."""
    if request.POST.get("go") == "keep":
        return HttpResponse(status=422)
    answers = answers_of(place.way)
    last = len(place.way.screens(answers, alone=place.alone))
    if not last:
        return redirect(place.way.to())
    return _shown(request, replace(place, number=max(1, min(place.number, last))), answers, missed=True)


def _meant(raws: Mapping[str, str], go: str, languages: Sequence[str]) -> Mapping[str, str]:
    """Skipping takes answers back; going back or to another language keeps what there is and asks for nothing."""
    if go == "skip":
        return dict.fromkeys(raws, "")
    if go == "back" or go in languages:
        return {address: raw for address, raw in raws.items() if raw.strip()}
    return raws


def _seconds(said: str) -> float | None:
    return float(said) if said.isascii() and said.isdigit() and len(said) < 12 else None


def _refused(request: HttpRequest, place: Place, item: str, problem: AnswerRefused) -> HttpResponse:
    """The page again with what was typed and what is wrong with it; while typing, nothing is said yet."""
    if request.POST.get("go") == "keep":
        return HttpResponse(status=422)
    answers = answers_of(place.way)
    screens = place.way.screens(answers, alone=place.alone)
    number, gone = meant(item, screens, place.number)
    if gone:
        return _missed(request, place)
    raws = filling.raws(screens[number - 1], dict(request.POST.lists()))
    filled = pages.Filled(raws, {problem.item: problem.message})
    return _shown(request, replace(place, number=number), answers, filled)


def _on(place: Place, answers: Answers, here: str, go: str) -> HttpResponse:
    """To the next page or the one before; an answer can bring questions, or take them away."""
    way, alone = place.way, place.alone
    screens = way.screens(answers, alone=alone)
    number, _missed = meant(here, screens, place.number)
    number += -1 if go == "back" else 1
    if not alone and 1 <= number <= len(screens):
        return redirect(way.page(number))
    if not alone:
        return redirect(onward(way, answers, number))
    if number < 1:
        return redirect(way.to("alone/"))
    return redirect(way.page(number, alone=True) if number <= len(screens) else way.to("check/"))


def onward(way: Way, answers: Answers, number: int) -> str:
    """The address of a page: before the first stands the start, after the last what is asked alone, then the check."""
    if number < 1:
        return way.to()
    if number <= len(way.screens(answers)):
        return way.page(number)
    return way.to("alone/" if way.screens(answers, alone=True) else "check/")


def answers_of(way: Way) -> Answers:
    return queries.resumed(way.asked, queries.given(way.asked), timezone.now())


def _shown(
    request: HttpRequest,
    place: Place,
    answers: Answers,
    filled: pages.Filled = pages.NOTHING,
    missed: bool = False,
) -> HttpResponse:
    way = place.way
    form, screens = queries.questionnaire(way.asked).form, way.screens(answers, alone=place.alone)
    screen = screens[place.number - 1]
    filled = replace(filled, media=addresses(way, of(screen))) if pages.has_media(screen) else filled
    page = pages.page(form, answers, screens, place.number, filled)
    shown = {
        "page": page,
        "missed": missed,
        "shown": request.POST.get("shown") or int(timezone.now().timestamp()),
        "way": way,
        "alone": place.alone,
        "speaks": way.asked.language,
        "tongues": [(code, named(code)) for code in queries.questionnaire(way.asked).languages],
    }
    return render(request, "survey/respond/question.html", shown, status=422 if page.wrong or missed else 200)
