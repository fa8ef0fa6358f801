"""Today: what is planned, what is due, whom to speak, and who is new."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.queries import appointment, topics
from werkzaam.web.journey.queries.today import next_steps
from werkzaam.web.journey.rules.attention import SILENT_DAYS
from werkzaam.web.journey.views.contact import number
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

NEWCOMERS = 10
ABOUT = {
    "plan": _("Plan and offers"),
    "work": _("Work and practice"),
    "training": _("Group training"),
    "colleagues": _("Colleagues"),
}


@needs("journey.see_today")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The agenda, next steps, not really spoken for 14 days, own caseload, and people who wait for a start."""
    access, at, team = access_of(request), timezone.now(), request.GET.get("whose") == "team"
    on, page = timezone.localdate(at), max(number(request.GET.get("page", "")) or 1, 1)
    rows, more = queries.caseload(access, on=on, team=team, page=page)
    newcomers = list(queries.waiting_to_start(access)[:NEWCOMERS])
    agenda, steps = appointment.agenda(access, at=at), next_steps(access, on=on)
    seen = [*(row.trajectory.person_id for row in rows), *(person.pk for person in newcomers)]
    seen += [*(one.trajectory.person_id for one in agenda), *(one.person_id for one in steps)]
    look(access, "journey.see_today", seen)
    context = {
        "now": at,
        "agenda": agenda,
        "steps": steps,
        "silent": [row for row in rows if row.is_silent],
        "others": [row for row in rows if not row.is_silent],
        "newcomers": newcomers,
        "team": team,
        "days": SILENT_DAYS,
        "waiting": waiting(access, on=on),
        "page": page,
        "before": page - 1,
        "after": page + 1 if more else 0,
    }
    return render(request, "journey/today.html", context)


def waiting(access: Access, *, on: date) -> list[tuple[str, str, int]]:
    """(group, its name, how many): the groups in which something falls due."""
    counts = topics.counts(access, on=on)
    return [(code, str(label), counts[code]) for code, label in ABOUT.items() if counts.get(code)]


@needs("journey.see_today")
@require_safe
def due(request: HttpRequest, about: str) -> HttpResponse:
    """What falls due in one group of topics: a page of its own, and a part that Today takes in by itself."""
    if about not in ABOUT:
        raise refuse()
    access, on = access_of(request), timezone.localdate()
    found = topics.due(access, about, on=on)
    look(access, "journey.see_today", [one.person_id for one in found if one.person_id])
    context = {"due": found, "about": about, "title": ABOUT[about], "on": on}
    return render(request, "journey/today_due.html", context)
