"""Today: whom to speak, and who is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.forms import ContactForm
from werkzaam.web.journey.rules.attention import SILENT_DAYS
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs

NEWCOMERS = 10


@needs("journey.see_today")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Not really spoken for 14 days, own caseload, and people who wait for a start."""
    access, on, team = access_of(request), timezone.localdate(), request.GET.get("whose") == "team"
    rows = queries.caseload(access, on=on, team=team)
    newcomers = list(queries.waiting_to_start(access)[:NEWCOMERS])
    recent = queries.recent(access)
    seen = [*(row.trajectory.person_id for row in rows), *(person.pk for person in newcomers)]
    look(access, "journey.see_today", [*seen, *(one.person_id for one in recent)])
    context = {
        "silent": [row for row in rows if row.is_silent],
        "others": [row for row in rows if not row.is_silent],
        "newcomers": newcomers,
        "team": team,
        "days": SILENT_DAYS,
        "form": ContactForm(people=recent, on=on) if recent else None,
    }
    return render(request, "journey/today.html", context)
