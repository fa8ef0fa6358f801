"""Pages of numbers: for who leads, and for the municipality. No participant is named."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.queries.counts import Counts
from werkzaam.web.journey.rules.disclosure import THRESHOLD
from werkzaam.web.journey.rules.figure import Week, draw
from werkzaam.web.journey.views import table_file
from werkzaam.web.people.access import access_of, needs


@needs("journey.see_intensity")
@require_safe
def intensity(request: HttpRequest) -> HttpResponse:
    """Planned against delivered contact per participant and week, and the load of each coach."""
    access = access_of(request)
    totals = queries.weekly(access, on=timezone.localdate())
    weeks = [
        Week(
            date_format(total.monday, "j b"),
            total.each(total.planned),
            total.each(total.conversations),
            total.each(total.messages),
        )
        for total in totals
    ]
    context = {
        "totals": totals,
        "figure": draw(weeks),
        "planned": sum(total.planned for total in totals),
        "delivered": sum(total.delivered for total in totals),
        "loads": queries.loads(access),
    }
    return render(request, "journey/intensity.html", context)


@needs("journey.see_counts")
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """How many people are in a trajectory, in which phase, and why others left; no small numbers."""
    access = access_of(request)
    found = queries.counts(access)
    if kind := table_file.wanted(request.GET):
        return table_file.taken(access, "counts", kind, ["part", "what", "trajectories"], count_rows(found))
    context = {"counts": found, "threshold": THRESHOLD}
    return render(request, "journey/counts.html", context)


def count_rows(found: Counts) -> list[tuple[object, ...]]:
    """The page's own counts: what it hides is a star in the file too."""
    state = [("all", found.total), ("running", found.open), ("ended", found.ended)]
    parts = (("state", state), ("phase", found.phases), ("reason", found.exits))
    return [(part, label, "*" if n is None else n) for part, lines in parts for label, n in lines]
