"""Work and practice of one person: encounters, placements, counters, the chain."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import practice as actions
from werkzaam.web.journey.forms.practice import (
    ChooseEmployerForm,
    EncounterForm,
    EndPlacementForm,
    PlacementForm,
)
from werkzaam.web.journey.models import Employer, Trajectory
from werkzaam.web.journey.queries import agreement as agreements
from werkzaam.web.journey.queries import practice as queries
from werkzaam.web.journey.queries import practice_chain
from werkzaam.web.journey.rules.practice import OPEN, Nearness
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, page, posted
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people.access import access_of, needs

PLACE, SEEN = "journey.place", "journey.see_placements"


@needs(PLACE)
@require_safe
def placements(request: HttpRequest, pk: int) -> HttpResponse:
    """All practice of one person on one page."""
    access = access_of(request)
    one = journey.trajectory(access, PLACE, pk)
    found = queries.placements(one)
    look(access, SEEN, [one.person_id])
    context = {
        "trajectory": one,
        "placements": found,
        "stones": queries.stepping_stones(found),
        "tallies": queries.counters(one, on=timezone.localdate()),
        "encounters": queries.encounters(one),
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/practice/person.html", context)


@needs(PLACE)
@require_http_methods(["GET", "POST"])
def encounter_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a company visit, a mock interview or a speed date."""
    access = access_of(request)
    one = journey.trajectory(access, PLACE, pk)
    form = EncounterForm(posted(request), employers=_employers(one), on=timezone.localdate())
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "trajectory": one}
    if form.is_valid() and done(form, lambda: actions.log_encounter(**who, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("journey:placements", one.pk)
    look(access, SEEN, [one.person_id])
    return page(request, form, title=_("Meeting an employer"), **_back(one))


@needs(PLACE)
@require_http_methods(["GET", "POST"])
def placement_add(request: HttpRequest, pk: int) -> HttpResponse:
    """First the employer, then what it will be: supervisors and vacancies are those of that employer."""
    access = access_of(request)
    one = journey.trajectory(access, PLACE, pk)
    look(access, SEEN, [one.person_id])
    choose = ChooseEmployerForm(request.GET if "employer" in request.GET else None, employers=_employers(one))
    if not choose.is_valid():
        context = {"form": choose, "trajectory": one}
        return render(
            request, "journey/practice/choose.html", context, status=422 if choose.is_bound else 200
        )
    employer = choose.cleaned_data["employer"]
    form = _placement_form(request, one, employer)
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "trajectory": one, "employer": employer}
    if form.is_valid() and (made := done(form, lambda: actions.place(**who, **form.cleaned_data))):
        messages.success(request, _("The placement is proposed. Now draw up the agreement."))
        _warn(request, one, made.kind)
        return redirect("journey:placement", made.pk)
    title = _("Placement at %(employer)s") % {"employer": employer}
    return page(request, form, title=title, **_back(one))


@needs(PLACE)
@require_safe
def placement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One placement: facts, agreement with its signatures, check-ins, counter."""
    access = access_of(request)
    one = queries.placement(access, PLACE, pk)
    tallies = queries.counters(one.trajectory, on=timezone.localdate())
    look(access, SEEN, [one.trajectory.person_id])
    context = {
        "placement": one,
        "is_open": one.status in OPEN,
        "agreement": agreements.latest(one),
        "weeks": agreements.by_week(one),
        "today": timezone.localdate(),
        "tallies": [tally for tally in tallies if tally.counter.limit.kind == one.kind],
    }
    return render(request, "journey/practice/placement.html", context)


@needs(PLACE)
@require_POST
def placement_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = access_of(request)
    one = queries.placement(access, PLACE, pk)
    actions.start_placement(by=access, at=timezone.now(), placement=one)
    messages.success(request, _("The placement has begun. The check-ins fall due by themselves."))
    return redirect("journey:placement", one.pk)


@needs(PLACE)
@require_POST
def placement_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = access_of(request)
    one = queries.placement(access, PLACE, pk)
    actions.cancel_placement(by=access, at=timezone.now(), placement=one)
    messages.success(request, _("The placement does not go on. Its days are free again."))
    return redirect("journey:placements", one.trajectory_id)


@needs(PLACE)
@require_http_methods(["GET", "POST"])
def placement_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = access_of(request)
    one = queries.placement(access, PLACE, pk)
    form = EndPlacementForm(posted(request), initial={"ended_on": timezone.localdate()})
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "placement": one}
    if form.is_valid() and done(form, lambda: actions.end_placement(**who, **form.cleaned_data)):
        messages.success(request, _("The placement has ended."))
        return redirect("journey:placement", one.pk)
    look(access, SEEN, [one.trajectory.person_id])
    back = reverse("journey:placement", args=[one.pk])
    return page(request, form, title=_("End the placement"), back=back, back_label=one.employer)


@needs("journey.see_chain")
@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """What placements led to, per programme; nobody is named."""
    found = practice_chain.chain(access_of(request))
    told = [(one, practice_chain.finding(one)) for one in found if one.lines]
    return render(request, "journey/practice/chain.html", {"chains": told})


def _employers(one: Trajectory) -> Any:
    return Employer.objects.filter(organisation=one.team.organisation_id, is_active=True)


def _back(one: Trajectory) -> dict[str, Any]:
    return {"back": reverse("journey:placements", args=[one.pk]), "back_label": one.person}


def _placement_form(request: HttpRequest, one: Trajectory, employer: Employer) -> PlacementForm:
    on = timezone.localdate()
    still_open = Q(closes_on__isnull=True) | Q(closes_on__gte=on)
    return PlacementForm(
        posted(request),
        kinds=queries.kinds(one.programme_id),
        contacts=employer.contacts.filter(is_active=True),
        vacancies=employer.vacancies.filter(still_open),
        earlier=one.placements.select_related("employer").order_by("-starts_on"),
    )


def _warn(request: HttpRequest, one: Trajectory, kind: str) -> None:
    """Say it at once where a legal limit comes near or is passed."""
    for tally in queries.counters(one, on=timezone.localdate()):
        count = tally.counter
        if count.limit.kind == kind and count.nearness != Nearness.FINE:
            told = {"kind": tally.label, "planned": count.planned, "most": count.limit.max_days}
            words = _("Mind the legal limit. %(kind)s: %(planned)s days used and planned, at most %(most)s.")
            messages.warning(request, words % told)
