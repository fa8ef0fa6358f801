"""Programmes: look, set up, change, copy, and add or remove a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import programme as actions
from werkzaam.web.journey.actions import programme_parts as parts
from werkzaam.web.journey.forms.programme import PART_FORMS, CopyForm, FactsForm, ProgrammeForm
from werkzaam.web.journey.models import Programme
from werkzaam.web.journey.queries import programme as queries
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

SEE, SET_UP = "journey.see_programme", actions.SET_UP
PER_PAGE = 50
ADDING = {
    "norm": gettext_lazy("Add a step to the norm"),
    "channels": gettext_lazy("Say how contact is planned"),
    "pillars": gettext_lazy("Add a pillar"),
    "criteria": gettext_lazy("Add a condition for taking part"),
    "modules": gettext_lazy("Add a module"),
    "placement-rules": gettext_lazy("Add a kind of placement"),
    "targets": gettext_lazy("Add a target"),
}


@needs(SEE)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of this place, and of the bodies above it."""
    access = access_of(request)
    page = Paginator(queries.listed(access), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "journey/programme/list.html", {"page": page, "may": access.may(SET_UP)})


@needs(SEE)
@require_safe
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: what it plans, for whom, and what it agreed to reach."""
    access = access_of(request)
    one = queries.programme(access, SEE, pk)
    context = {"made": queries.set_up(one), "programme": one, "own": queries.is_own(access, one)}
    context |= {"may": access.may(SET_UP), "changing": context["own"] and request.GET.get("remove") == "1"}
    return render(request, "journey/programme/detail.html", context)


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    form = ProgrammeForm(posted(request), organisations=places(access))
    made = done(form, actions.set_up_programme, by=access)
    return ended(request, made) if made else asked(request, form, _("New programme"))


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = queries.own_programme(access, pk)
    initial = {name: getattr(one, name) for name in FactsForm.base_fields}
    form = FactsForm(posted(request), initial=initial)
    made = done(form, actions.change_programme, by=access, programme=one)
    return ended(request, made) if made else asked(request, form, _("Change the programme"), pk)


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def programme_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a programme as the template of a new one, in this place or another."""
    access = access_of(request)
    one = queries.programme(access, SET_UP, pk)
    form = CopyForm(posted(request), organisations=places(access), initial={"name": one.name})
    made = done(form, actions.copy_programme, by=access, programme=one)
    return ended(request, made) if made else asked(request, form, _("Copy the programme"), pk)


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def programme_part(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    access = access_of(request)
    one = queries.own_programme(access, pk)
    form = part_form(kind, posted(request), one, access)
    made = done(form, parts.add_part, by=access, programme=one, part=kind)
    return ended(request, one) if made else asked(request, form, str(ADDING[kind]), pk)


@needs(SET_UP)
@require_POST
def programme_part_remove(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    access = access_of(request)
    one = queries.own_programme(access, pk)
    if kind not in PART_FORMS:
        raise Http404
    parts.remove_part(by=access, at=timezone.now(), programme=one, part=kind, pk=part)
    messages.success(request, _("Saved."))
    return redirect(reverse("journey:programme", args=[one.pk]) + "?remove=1")


def part_form(kind: str, data: Any, one: Programme, access: Access) -> forms.Form:
    """The form of this kind of part; a target chooses from the regions of the programme."""
    if kind not in PART_FORMS:
        raise Http404
    below = access.tree.below(one.organisation_id)
    regions = {"organisations": places(access).filter(pk__in=below)} if kind == "targets" else {}
    return PART_FORMS[kind](data, **regions)


def places(access: Access) -> Any:
    return people.organisations(access, SET_UP)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def done(form: forms.Form, action: Callable[..., Any], **who: Any) -> Any:
    """What the action made, or None with the reason in the form, which keeps all that was typed."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return action(at=timezone.now(), **who, **form.cleaned_data)
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return None


def ended(request: HttpRequest, one: Programme) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("journey:programme", one.pk)


def asked(request: HttpRequest, form: forms.Form, title: str, pk: int | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "pk": pk}
    return render(request, "journey/programme/form.html", context, status=422 if form.is_bound else 200)
