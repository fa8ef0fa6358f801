"""The one way in for a respondent: a link, looked at anew on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.respond import limit
from werkzaam.web.survey.rules import Door, DoorClosed

STATUS = {Door.DONE: 200, Door.EARLY: 200, Door.CLOSED: 410, Door.WITHDRAWN: 410}


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the invitation behind the token, in the respondent's language, if the link opens today.

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
        with translation.override(spoken(asked.language)):
            response = _answer(view, request, token, asked, kwargs)
            response.headers["Content-Language"] = translation.get_language() or asked.language
            return response

    return open_to_all(csrf_exempt(guarded))


def spoken(language: str) -> str:
    """The language of the door's own words: the questionnaire's, where the door has it."""
    known = {code for code, _name in settings.LANGUAGES}
    return language if language in known else settings.LANGUAGE_CODE


def _answer(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    token: str,
    asked: Invitation,
    kwargs: dict[str, Any],
) -> HttpResponse:
    state = queries.door(asked, on=timezone.localdate())
    if state is not Door.OPEN:
        return closed(request, asked, state)
    try:
        return view(request, token, asked, **kwargs)
    except DoorClosed as problem:  # it closed between looking and writing
        return closed(request, asked, problem.door)


def closed(request: HttpRequest, asked: Invitation, state: Door) -> HttpResponse:
    """Thanks, or why nothing can be filled in today."""
    shown = {"door": state.value, "round": asked.round}
    return render(request, "survey/respond/closed.html", shown, status=STATUS[state])
