"""Skills and language of one person, what an offer must fit, and the ladder over time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries as reach
from werkzaam.web.journey.actions import intake as actions
from werkzaam.web.journey.forms.intake import CircumstanceForm, LevelForm, SkillForm
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.queries import profile as queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.plan import done
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

SEE, RECORD = "journey.see_trajectory", "journey.record_intake"


@needs(SEE)
@require_safe
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = reach.trajectory(access, SEE, pk)
    look(access, "journey.see_profile", [one.person_id])
    context = {
        "trajectory": one,
        "profile": queries.profile(one),
        "days": dict(CircumstanceForm.base_fields["days"].choices),  # type: ignore[attr-defined]
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/profile/profile.html", context)


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def skill(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the list, or write the skill as the person says it."""
    access, wanted = access_of(request), request.GET.get("q", "").strip()[:100]
    one = reach.trajectory(access, RECORD, pk)
    initial = {"on": timezone.localdate(), "words": wanted}
    form = SkillForm(request.POST or None, concepts=queries.concepts(wanted), initial=initial)
    if form.is_valid() and done(form, actions.add_skill, by=access, trajectory=one, **form.cleaned_data):
        return saved(request, one)
    more = {"searched": True, "q": wanted, "has_list": queries.current().exists()}
    return page(request, access, one, form, _("A skill"), **more)


@needs(RECORD)
@require_POST
def skill_remove(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    known = queries.skill(access, pk)
    actions.remove_skill(by=access, at=timezone.now(), skill=known)
    messages.success(request, _("Taken off the list."))
    return redirect("journey:profile", known.trajectory_id)


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest, pk: int) -> HttpResponse:
    """One level of one language skill, with who says so."""
    access = access_of(request)
    one = reach.trajectory(access, RECORD, pk)
    form = LevelForm(request.POST or None, initial={"language": "nl", "on": timezone.localdate()})
    if form.is_valid() and done(form, actions.record_level, by=access, trajectory=one, **form.cleaned_data):
        return saved(request, one)
    return page(request, access, one, form, _("Language"))


@needs(RECORD)
@require_http_methods(["GET", "POST"])
def circumstances(request: HttpRequest, pk: int) -> HttpResponse:
    """Days, hours, distance, childcare."""
    access = access_of(request)
    one = reach.trajectory(access, RECORD, pk)
    known = queries.profile(one).circumstance
    names = ("days", "hours_per_week", "travel_km", "needs_childcare")
    form = CircumstanceForm(
        request.POST or None, initial={name: getattr(known, name) for name in names} if known else {}
    )
    if form.is_valid() and done(
        form, actions.record_circumstance, by=access, trajectory=one, **form.cleaned_data
    ):
        return saved(request, one)
    return page(request, access, one, form, _("What an offer must fit"))


def saved(request: HttpRequest, one: Trajectory) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("journey:profile", one.pk)


def page(
    request: HttpRequest, access: Access, one: Trajectory, form: forms.Form, title: str, **more: Any
) -> HttpResponse:
    look(access, "journey.see_profile", [one.person_id])
    context = {"form": form, "trajectory": one, "title": title, **more}
    return render(request, "journey/profile/edit.html", context, status=422 if form.is_bound else 200)
