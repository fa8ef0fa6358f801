"""Employers: the list, one employer, and the small pages that add to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey.actions import employer as actions
from werkzaam.web.journey.forms.employer import EmployerContactForm, EmployerForm, VacancyForm
from werkzaam.web.journey.models import Employer
from werkzaam.web.journey.queries import employer as queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, page, posted
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

SEE, EDIT = "journey.see_employers", "journey.edit_employers"
PER_PAGE = 50


@needs(SEE)
@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """Employers by name, with their open places; to search by name or sector."""
    access, wanted = access_of(request), request.GET.get("q", "").strip()
    found = queries.with_vacancies(queries.employers(access, SEE, wanted), on=timezone.localdate())
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "q": wanted, "may_edit": access.may(EDIT)}
    return render(request, "journey/employer/list.html", context)


@needs(SEE)
@require_safe
def employer(request: HttpRequest, pk: int) -> HttpResponse:
    """One employer: people, places, and those of my team who work there."""
    access = access_of(request)
    one = queries.employer(access, SEE, pk)
    placed = queries.placed_here(access, one)
    look(access, "journey.see_placements", [placement.trajectory.person_id for placement in placed])
    context = {
        "employer": one,
        "contacts": one.contacts.order_by("-is_active", "name")[: queries.MOST],
        "vacancies": one.vacancies.order_by("-opens_on")[: queries.MOST],
        "placed": placed,
        "may_edit": one.organisation_id in access.organisations(EDIT),
    }
    return render(request, "journey/employer/one.html", context)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def employer_add(request: HttpRequest) -> HttpResponse:
    return _employer_page(request, access_of(request), None)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def employer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    return _employer_page(request, access, queries.employer(access, EDIT, pk))


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def employer_contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = queries.employer(access, EDIT, pk)
    return _part_page(
        request, one, EmployerContactForm(posted(request)), actions.save_contact, _("Add a person")
    )


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def employer_contact(request: HttpRequest, pk: int) -> HttpResponse:
    one = queries.contact(access_of(request), EDIT, pk)
    form = EmployerContactForm(posted(request), initial=vars(one))
    return _part_page(request, one.employer, form, actions.save_contact, one.name, contact=one)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def vacancy_add(request: HttpRequest, pk: int) -> HttpResponse:
    one = queries.employer(access_of(request), EDIT, pk)
    form = VacancyForm(posted(request), on=timezone.localdate())
    return _part_page(request, one, form, actions.save_vacancy, _("Add a vacancy"))


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    one = queries.vacancy(access_of(request), EDIT, pk)
    form = VacancyForm(posted(request), initial=vars(one), on=timezone.localdate())
    return _part_page(request, one.employer, form, actions.save_vacancy, one.title, vacancy=one)


def _employer_page(request: HttpRequest, access: Access, one: Employer | None) -> HttpResponse:
    """Add or change an employer; back to it, or to the list where it is new."""
    form = EmployerForm(
        posted(request),
        initial={**vars(one), "organisation": one.organisation_id, "neighbourhood": one.neighbourhood_id}
        if one
        else {},
        organisations=people.organisations(access, EDIT),
        neighbourhoods=people.neighbourhoods(access, EDIT),
    )
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "employer": one}
    if form.is_valid() and (saved := done(form, lambda: actions.save_employer(**who, **form.cleaned_data))):
        messages.success(request, _("Saved."))
        return redirect("journey:employer", saved.pk)
    back = reverse("journey:employer", args=[one.pk]) if one else reverse("journey:employers")
    title = _("Change %(name)s") % {"name": one.name} if one else _("Add an employer")
    return page(request, form, title=title, back=back, back_label=one or _("Employers"))


def _part_page(
    request: HttpRequest, one: Employer, form: Any, action: Any, title: str, **known: Any
) -> HttpResponse:
    """Add or change a person or a vacancy of an employer; back to the employer."""
    who = {"by": access_of(request), "at": timezone.now(), "employer": one, **known}
    if form.is_valid() and done(form, lambda: action(**who, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("journey:employer", one.pk)
    return page(request, form, title=title, back=reverse("journey:employer", args=[one.pk]), back_label=one)
