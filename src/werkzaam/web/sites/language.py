"""Choosing the language: a cookie for every reader, kept on the account of whoever signed in.

Participants, and whoever has no account, read seven languages; those who work here, and the rooms of research and
publication, two. A page never shows a language that it does not speak whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone, translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from werkzaam.web.people import actions as people
from werkzaam.web.people.access import access_of, open_to_all

ALL = tuple(code for code, _name in settings.LANGUAGES)
TWO_LANGUAGES = frozenset({"study", "survey", "collect", "interview", "desk", "public", "start"})
"""Rooms that only those who work here read, the publications, and the front."""
OWN_LANGUAGES = "respond"
"""A questionnaire speaks the languages of its instrument: it chooses for itself."""


class Spoken:
    """Turn to Dutch where a page does not speak the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if OWN_LANGUAGES not in rooms(request) and translation.get_language() not in offered(request):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE


def offered(request: HttpRequest) -> tuple[str, ...]:
    """The languages of this page for this reader; a room of two languages asks no session."""
    if TWO_LANGUAGES & rooms(request) or is_staff(request):
        return tuple(settings.STAFF_LANGUAGES)
    return ALL


def rooms(request: HttpRequest) -> set[str]:
    match = request.resolver_match
    return set(match.app_names or [match.url_name or ""]) if match else set()


def is_staff(request: HttpRequest) -> bool:
    """An account that stands for no person: of someone who works here."""
    user = request.user
    return user.is_authenticated and user.person_id is None


@open_to_all
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    response = set_language(request)
    chosen = request.POST.get("language")
    if chosen in offered(request) and request.user.is_authenticated:
        people.choose_language(by=access_of(request), at=timezone.now(), language=str(chosen))
    return response


urlpatterns = [path("language/", switch, name="set_language")]
