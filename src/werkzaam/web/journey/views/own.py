"""My plan: the participant's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkzaam.web.consent import queries as consent
from werkzaam.web.journey import queries
from werkzaam.web.journey.queries.own_waiting import waiting
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs, refuse


@needs("journey.see_own")
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """My wishes, my contacts, my people, and what I share."""
    access = access_of(request)
    if access.person is None:
        raise refuse()
    me = UUID(access.person)
    context = {
        "waiting": waiting(me, on=timezone.localdate()),
        "trajectories": queries.own(me),
        "standings": consent.own_standings(me),
    }
    look(access, "journey.see_own", [me])
    return render(request, "journey/own.html", context)
