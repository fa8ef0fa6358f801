"""The catalogue of offers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey.actions import offer as actions
from werkzaam.web.journey.forms.offer import WEEK, NewOfferForm, OfferForm, SearchForm
from werkzaam.web.journey.models import MeetingPlace, Offer
from werkzaam.web.journey.queries import offer as queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

SEE, EDIT = "journey.see_offers", "journey.edit_offers"
PER_PAGE = 50


@needs(SEE)
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What there is to offer, with places and waiting list."""
    access, form = access_of(request), SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.search(
        queries.offers(access, SEE),
        wanted=asked.get("q", ""),
        domain=asked.get("domain", ""),
        on=timezone.localdate(),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": queries.listed(page), "form": form, "may_edit": access.may(EDIT)}
    return render(request, "journey/offers.html", context)


@needs(SEE)
@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer, and those of the own people it was proposed to."""
    access = access_of(request)
    one = queries.offer(access, SEE, pk)
    people_here = queries.people_at(access, one)
    look(access, "journey.see_fitting", [proposal.trajectory.person_id for proposal in people_here])
    context = {
        "line": queries.listed([one])[0],
        "days": weekdays(one),
        "proposals": people_here,
        "may_edit": one.organisation_id in access.organisations(EDIT),
    }
    return render(request, "journey/offer.html", context)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an offer to a catalogue."""
    access = access_of(request)
    form = NewOfferForm(
        request.POST if request.method == "POST" else None,
        organisations=people.organisations(access, EDIT),
        places=meeting_places(access),
        neighbourhoods=people.neighbourhoods(access, EDIT),
    )
    if form.is_valid() and added(form, actions.add_offer, by=access, at=timezone.now()):
        messages.success(request, _("The offer is in the catalogue."))
        return redirect("journey:offers")
    return render(request, "journey/offer_form.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer of the own catalogue."""
    access = access_of(request)
    one = queries.offer(access, EDIT, pk)
    if one.organisation_id not in access.organisations(EDIT):
        raise refuse()
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        initial=OfferForm.values(one),
        places=meeting_places(access),
        neighbourhoods=people.neighbourhoods(access, EDIT),
    )
    if form.is_valid() and added(form, actions.change_offer, by=access, at=timezone.now(), offer=one):
        messages.success(request, _("Saved."))
        return redirect("journey:offer", one.pk)
    context = {"form": form, "offer": one}
    return render(request, "journey/offer_form.html", context, status=422 if form.is_bound else 200)


def meeting_places(access: Access) -> QuerySet[MeetingPlace]:
    return MeetingPlace.objects.filter(organisation__in=access.organisations(EDIT), is_active=True)


def weekdays(one: Offer) -> list[str]:
    """The days of an offer in words."""
    names = dict(WEEK)
    return [str(names[day]) for day in sorted(one.days) if day in names]
