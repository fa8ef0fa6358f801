"""Neighbourhoods: the map, one of them, and its meeting places."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import neighbourhood as actions
from werkzaam.web.journey.forms.neighbourhood import PlaceForm
from werkzaam.web.journey.models import MeetingPlace
from werkzaam.web.journey.queries import neighbourhood as queries
from werkzaam.web.journey.rules.disclosure import THRESHOLD
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs

PER_PAGE = 50


@needs(queries.SEE)
@require_safe
def neighbourhoods(request: HttpRequest) -> HttpResponse:
    """All neighbourhoods of this place on one map, and in a table; small counts are hidden."""
    access = access_of(request)
    found = queries.lines(access)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "picture": queries.picture(found),
        "threshold": THRESHOLD,
        "may": access.may(actions.EDIT),
    }
    return render(request, "journey/neighbourhood/list.html", context)


@needs(queries.SEE)
@require_safe
def neighbourhood(request: HttpRequest, pk: int) -> HttpResponse:
    """One neighbourhood: who is guided there, what they need, where people meet, what there is."""
    access = access_of(request)
    context = {"near": queries.near(access, pk), "threshold": THRESHOLD, "may": access.may(actions.EDIT)}
    return render(request, "journey/neighbourhood/detail.html", context)


@needs(actions.EDIT)
@require_http_methods(["GET", "POST"])
def place_new(request: HttpRequest) -> HttpResponse:
    return editing(request, None)


@needs(actions.EDIT)
@require_http_methods(["GET", "POST"])
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return editing(request, queries.place(access_of(request), pk))


def editing(request: HttpRequest, one: MeetingPlace | None) -> HttpResponse:
    """The form of a meeting place; what was typed stays where it is refused."""
    access = access_of(request)
    choices = people.neighbourhoods(access, actions.EDIT)
    if one:
        choices = choices.filter(organisation=one.organisation_id)
    initial: dict[str, Any] = {name: getattr(one, name) for name in PlaceForm.base_fields} if one else {}
    initial |= {"neighbourhood": request.GET.get("neighbourhood")} if not one else {}
    data = request.POST if request.method == "POST" else None
    form = PlaceForm(
        data, neighbourhoods=choices, **({"initial": initial} if one or any(initial.values()) else {})
    )
    if form.is_valid():
        try:
            made = actions.save_place(by=access, at=timezone.now(), place=one, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("journey:neighbourhood", made.neighbourhood_id)
        except JourneyProblem as problem:
            form.add_error(None, problem.message)
    context = {"form": form, "title": _("Change the meeting place") if one else _("New meeting place")}
    return render(request, "journey/neighbourhood/form.html", context, status=422 if form.is_bound else 200)
