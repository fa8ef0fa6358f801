"""The board of a team: people by phase and coach, and giving them to another coach."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import caseload as actions
from werkzaam.web.journey.forms.caseload import ReassignForm
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.models.labels import PHASES
from werkzaam.web.journey.queries import caseload_board as queries
from werkzaam.web.journey.rules.attention import SILENT_DAYS
from werkzaam.web.journey.views import table_file
from werkzaam.web.journey.views.contact import number, uuid_of
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access


@needs(queries.SEE)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """Everyone who is guided, longest without a real conversation first."""
    access = access_of(request)
    if kind := table_file.wanted(request.GET):
        return as_file(request, access, kind)
    return render(request, "journey/caseload.html", board(request, access))


def as_file(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """The board without its pages; everyone in the file is looked at."""
    cards = queries.everyone(access, on=timezone.localdate(), wanted=narrowed(request))
    look(access, "journey.see_caseload", [card.trajectory.person_id for card in cards])
    header = ["trajectory", "name", "phase", "coach", "team", "started_on", "days_since_a_real_contact"]
    rows = [
        (one.pk, one.person, one.phase, one.coach, one.team, one.started_on, card.days_silent)
        for card in cards
        if (one := card.trajectory)
    ]
    return table_file.taken(access, "caseload", kind, header, rows)


@needs("journey.reassign")
@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """Give the people who were ticked to another coach; an error keeps the ticks."""
    access, at = access_of(request), timezone.now()
    form = ReassignForm(request.POST, coaches=queries.coaches_of(access, on=timezone.localdate(at)))
    moved = give(access, form) if form.is_valid() else None
    if moved is not None:
        told = ngettext("%(n)s person has another coach.", "%(n)s people have another coach.", len(moved))
        messages.success(request, told % {"n": len(moved)})
        return redirect(reverse("journey:caseload") + f"?{request.GET.urlencode()}")
    ticked = {number(text) for text in request.POST.getlist("trajectories")}
    context = {**board(request, access), "form": form, "ticked": ticked}
    return render(request, "journey/caseload.html", context, status=422)


def give(access: Access, form: ReassignForm) -> list[Trajectory] | None:
    """Those who changed hands, or None with the reason in the form."""
    wanted = form.cleaned_data["trajectories"]
    found, coach = queries.chosen(access, wanted), people.account(form.cleaned_data["coach"])
    if len(found) < len(set(wanted)):
        form.add_error(
            None, _("Someone on this list has ended or left your team. Nobody was moved. Look again.")
        )
        return None
    try:
        return actions.reassign(by=access, at=timezone.now(), trajectories=found, coach=coach)
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return None


def narrowed(request: HttpRequest) -> queries.Wanted:
    """What the address narrows the board to."""
    asked, phase = request.GET, request.GET.get("phase", "")
    return queries.Wanted(
        phase=phase if phase in dict(PHASES) else "",
        coach=uuid_of(asked.get("coach", "")),
        loose=asked.get("loose") == "yes",
    )


def board(request: HttpRequest, access: Access) -> dict[str, object]:
    """What the page shows, narrowed as its address asks; everyone on it is looked at."""
    on, asked, wanted = timezone.localdate(), request.GET, narrowed(request)
    number_of_page = min(max(number(asked.get("page", "")) or 1, 1), 100_000)
    found = queries.board(access, on=on, wanted=wanted, page=number_of_page)
    look(access, "journey.see_caseload", [card.trajectory.person_id for card in found.cards])
    return {
        "board": found,
        "wanted": wanted,
        "phases": [(code, label, found.phases.get(code, 0)) for code, label in PHASES],
        "page": Paginator(range(found.total), queries.PER_PAGE).get_page(number_of_page),
        "form": ReassignForm(coaches={line.coach_id: line.coach for line in found.coaches if line.in_team}),
        "days": SILENT_DAYS,
        "ticked": set(),
    }
