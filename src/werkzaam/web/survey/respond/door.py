"""The one way in for a respondent: a link, looked at anew on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import queries
from werkzaam.web.survey.respond import limit
from werkzaam.web.survey.respond.way import Way
from werkzaam.web.survey.rules import Door, DoorClosed

STATUS = {Door.DONE: 200, Door.EARLY: 200, Door.CLOSED: 410, Door.WITHDRAWN: 410}
ANSWERS = "answers"  # marks the view whose posts are answers
TOLD = "X-Respond-Door"  # what the door said, for the script that works without network


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the way behind the token, in the respondent's language, if the link opens today.

    Exempt from the CSRF check: the secret stands in the address itself, no cookie opens anything, and pages then
    work where cookies are refused.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        if limit.is_over(request):
            return render(request, "survey/respond/wait.html", status=429)
        asked = queries.invitation(token)
        if asked is None:
            limit.count_wrong(request)
            return render(request, "survey/respond/unknown.html", status=404)
        way = Way(token, asked, reverse("respond:start", args=[token]))
        return walk(view, request, way, kwargs)

    return open_to_all(csrf_exempt(guarded))


def walk(
    view: Callable[..., HttpResponse], request: HttpRequest, way: Way, kwargs: dict[str, Any]
) -> HttpResponse:
    """The view's answer in the language of the questionnaire, or why it cannot be filled in now."""
    with translation.override(spoken(way.asked.language)):
        response = _answer(view, request, way, kwargs)
        response.headers["Content-Language"] = translation.get_language() or way.asked.language
        return response


def spoken(language: str) -> str:
    """The language of the door's own words: the questionnaire's, where the door has it."""
    return language if language in _names() else settings.LANGUAGE_CODE


def named(language: str) -> str:
    """A language in its own script."""
    return _names().get(language, language)


def _names() -> dict[str, str]:
    return dict(settings.LANGUAGES)


def _answer(
    view: Callable[..., HttpResponse], request: HttpRequest, way: Way, kwargs: dict[str, Any]
) -> HttpResponse:
    if not _looks_itself(view, request):
        state = queries.door(way.asked, on=timezone.localdate())
        if state is not Door.OPEN:
            return closed(request, way, state)
    try:
        return view(request, way, **kwargs)
    except DoorClosed as problem:  # it closed between looking and writing
        return closed(request, way, problem.door)


def _looks_itself(view: Callable[..., HttpResponse], request: HttpRequest) -> bool:
    """Whether a page is answered: that act looks at the door by itself, and one look will do."""
    return bool(getattr(view, ANSWERS, False) and request.method == "POST" and request.POST.get("of"))


def closed(request: HttpRequest, way: Way, state: Door) -> HttpResponse:
    """Thanks, or why nothing can be filled in today."""
    shown = {"door": state.value, "round": way.asked.round, "way": way}
    response = render(request, "survey/respond/closed.html", shown, status=STATUS[state])
    response.headers[TOLD] = state.value
    return response
