"""A calendar of one's own: an address without names, to be made, renewed and withdrawn."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.problem import Problem
from werkzaam.web.journey.actions import appointment_feed as actions
from werkzaam.web.journey.queries import appointment_feed as queries
from werkzaam.web.journey.rules.appointment_feed import calendar
from werkzaam.web.people.access import access_of, needs, open_to_all

HAVE = "journey.have_calendar"


class NoFeed(Problem):
    code, status = "no-such-calendar", 404


@needs(HAVE)
@require_http_methods(["GET", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The page of the address; the address itself is shown once, right after it was made."""
    access, address = access_of(request), ""
    if request.method == "POST":
        token = actions.open_feed(by=access, at=timezone.now())
        address = request.build_absolute_uri(reverse("journey:feed", args=[token]))
    context = {"address": address, "has_feed": bool(address) or queries.has_feed(access.account)}
    return render(request, "journey/appointment_calendar.html", context)


@needs(HAVE)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    actions.close_feed(by=access_of(request), at=timezone.now())
    messages.success(request, _("The calendar address no longer works."))
    return redirect("journey:own_calendar")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the address: without names, so nobody is looked at."""
    found, at = queries.feed(token), timezone.now()
    if found is None:
        raise NoFeed(_("This calendar address does not work any more. Sign in and make a new one."))
    language = found.account.language
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        text = calendar(queries.events(found.account, at=at), name=_("Appointments"), at=at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
