"""The agreement and the check-ins, for who signed in: the coach, and the participant."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import agreement as actions
from werkzaam.web.journey.actions import agreement_act as acts
from werkzaam.web.journey.actions import practice as practice_actions
from werkzaam.web.journey.forms.agreement import AgreementForm, HeardCheckInForm, OwnCheckInForm, SignForm
from werkzaam.web.journey.models import Agreement, CheckIn, Placement
from werkzaam.web.journey.queries import agreement as queries
from werkzaam.web.journey.queries import practice
from werkzaam.web.journey.rules.agreement import with_line
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, page, posted
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

PLACE, SEEN, SIGN = "journey.place", "journey.see_placements", "journey.sign_own"


@needs(PLACE)
@require_http_methods(["GET", "POST"])
def agreement_draw_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words, made from the placement and free to change; and who signs for the employer."""
    access = access_of(request)
    one = practice.placement(access, PLACE, pk)
    newest = queries.latest(one)
    text = newest.text if newest else written("words", one)
    contacts = one.employer.contacts.filter(is_active=True).exclude(email="")
    initial: dict[str, Any] = {"text": text, "signatories": [one.supervisor_id] if one.supervisor_id else []}
    initial |= {"days": one.days, "hours_per_week": one.hours_per_week}
    form = AgreementForm(posted(request), contacts=contacts, initial=initial)
    if form.is_valid() and done(form, lambda: draw_up(access, one, **form.cleaned_data)):
        messages.success(
            request, _("The agreement is ready. Who signs for the employer got a link by e-mail.")
        )
        return redirect("journey:placement", one.pk)
    look(access, SEEN, [one.trajectory.person_id])
    back = reverse("journey:placement", args=[one.pk])
    return page(request, form, title=_("Draw up the agreement"), back=back, back_label=one.employer)


@transaction.atomic(using=GUIDANCE)
def draw_up(
    access: Access, one: Placement, *, text: str, days: list[int], hours_per_week: int, **who: Any
) -> Agreement:
    """The placement on these days, and its agreement, in which the line about the days says the same."""
    before, at = written("days", one), timezone.now()
    changed = practice_actions.change_days(
        by=access, at=at, placement=one, days=days, hours_per_week=hours_per_week
    )
    words = with_line(text, before, written("days", changed))
    return actions.draw_up(by=access, at=at, placement=changed, text=words, **who)


def written(what: str, one: Placement) -> str:
    """The words of an agreement, or its line about days and hours, as made from the placement."""
    names = [str(WEEKDAYS[day - 1]) for day in one.days] or [_("any day")]
    return render_to_string(f"journey/agreement/{what}.txt", {"placement": one, "days": names})


@needs(PLACE)
@require_POST
def agreement_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign for the guidance organisation, under one's own name."""
    access = access_of(request)
    one = practice.placement(access, PLACE, pk)
    newest = queries.latest(one)
    if newest is None:
        raise refuse()
    name = str(getattr(request.user, "name", ""))
    actions.sign_for_agency(by=access, at=timezone.now(), agreement=newest, name=name)
    messages.success(request, _("Signed."))
    return redirect("journey:placement", one.pk)


@needs(PLACE)
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down how it goes, as someone told it."""
    access = access_of(request)
    one = _check_in(access, pk)
    form = HeardCheckInForm(posted(request))
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "check_in": one}
    if form.is_valid() and done(form, lambda: acts.record_check_in(**who, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("journey:placement", one.placement_id)
    look(access, SEEN, [one.placement.trajectory.person_id])
    back = reverse("journey:placement", args=[one.placement_id])
    title = _("How it goes in week %(week)s") % {"week": one.week}
    return page(request, form, title=title, back=back, back_label=one.placement.employer)


@needs(PLACE)
@require_POST
def check_in_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the supervisor a link."""
    access = access_of(request)
    one = _check_in(access, pk)
    acts.ask_check_in(by=access, at=timezone.now(), check_in=one)
    messages.success(request, _("The supervisor got a link by e-mail."))
    return redirect("journey:placement", one.placement_id)


@needs(SIGN)
@require_safe
def own_placements(request: HttpRequest) -> HttpResponse:
    """My work and practice: where I am, what I sign, how it goes."""
    access = access_of(request)
    me = _me(access)
    look(access, SEEN, [me])
    due = queries.own_check_ins(me, on=timezone.localdate())
    context = {"placements": queries.own_placements(me), "due": due}
    return render(request, "journey/practice/own.html", context)


@needs(SIGN)
@require_http_methods(["GET", "POST"])
def own_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """How is it going, in my own words: for my coach, not for the employer."""
    access, on = access_of(request), timezone.localdate()
    me = _me(access)
    one = queries.own_check_ins(me, on=on).filter(pk=pk).first()
    if one is None:
        return redirect("journey:own_placements")  # told before, or not there: the same page for all
    form = OwnCheckInForm(posted(request))
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "check_in": one}
    if form.is_valid() and done(form, lambda: acts.tell_own(**who, **form.cleaned_data)):
        messages.success(request, _("Thank you. Your coach reads it."))
        return redirect("journey:own_placements")
    look(access, SEEN, [me])
    context = {"form": form, "check_in": one}
    return render(request, "journey/practice/own_tell.html", context, status=422 if form.is_bound else 200)


@needs(SIGN)
@require_http_methods(["GET", "POST"])
def own_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an agreement about me, and sign it."""
    access = access_of(request)
    signature = queries.own_signature(_me(access), pk)
    if signature is None:
        raise refuse()
    form = SignForm(posted(request), initial={"name": str(getattr(request.user, "name", ""))})
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "signature": signature}
    if form.is_valid() and done(form, lambda: actions.sign_own(**who, name=form.cleaned_data["name"])):
        messages.success(request, _("You have signed."))
        return redirect("journey:own_placements")
    look(access, SEEN, [_me(access)])
    context = {"form": form, "signature": signature, "agreement": signature.agreement}
    return render(request, "journey/agreement/own.html", context, status=422 if form.is_bound else 200)


def _me(access: Access) -> UUID:
    if access.person is None:
        raise refuse()
    return UUID(access.person)


def _check_in(access: Access, pk: int) -> CheckIn:
    """A check-in of a placement within reach."""
    found = CheckIn.objects.filter(pk=pk).first()
    if found is None:
        raise refuse()
    found.placement = practice.placement(access, PLACE, found.placement_id)
    return found
