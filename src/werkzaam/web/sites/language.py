"""Choosing the language: a cookie for every reader, kept on the account of whoever signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from werkzaam.web.people import actions as people
from werkzaam.web.people.access import access_of, open_to_all


@open_to_all
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    response = set_language(request)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES) and request.user.is_authenticated:
        people.choose_language(by=access_of(request), at=timezone.now(), language=str(chosen))
    return response


urlpatterns = [path("language/", switch, name="set_language")]
