"""Referrals: making one, coming by oneself, and the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import referral as actions
from werkzaam.web.journey.forms.intake import AcceptForm, ReferForm, RefuseForm, SelfForm
from werkzaam.web.journey.models import Referral
from werkzaam.web.journey.queries import referral as queries
from werkzaam.web.journey.views import intake_limit
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.plan import done
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs, open_to_all
from werkzaam.web.people.rules import Access

SEE, DECIDE, START = "journey.see_referrals", "journey.decide_referral", "journey.start_trajectory"
PER_PAGE = 50


@needs(SEE)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer; on another page who had one."""
    access, answered = access_of(request), request.GET.get("which") == "answered"
    found = queries.referrals(access, waiting=not answered)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    look(access, SEE, [one.person_id or one.pk for one in page])
    return render(request, "journey/intake/referrals.html", {"page": page, "answered": answered})


@needs(SEE)
@require_safe
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One referral, what the programme asks, and the two answers."""
    access = access_of(request)
    return referral_page(request, access, queries.referral(access, SEE, pk))


@needs(DECIDE)
@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = access_of(request)
    one = queries.referral(access, DECIDE, pk)
    form = accept_form(access, one, request)
    if form.is_valid():
        chosen = {"person": None, "coach": request.user, **form.cleaned_data}
        decided = done(form, actions.accept_referral, by=access, referral=one, **chosen)
        if decided:
            messages.success(request, _("Accepted. The trajectory has started."))
            return redirect("journey:trajectory", decided.trajectory_id)
    return referral_page(request, access, one, accept=form)


@needs(DECIDE)
@require_POST
def refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    access, form = access_of(request), RefuseForm(request.POST)
    one = queries.referral(access, DECIDE, pk)
    if form.is_valid() and done(form, actions.refuse_referral, by=access, referral=one, **form.cleaned_data):
        messages.success(request, _("Refused. Who referred can read the reason."))
        return redirect("journey:referrals")
    return referral_page(request, access, one, refuse=form)


@needs("journey.see_own_referrals")
@require_safe
def own_referrals(request: HttpRequest) -> HttpResponse:
    """What became of the people I referred."""
    access = access_of(request)
    page = Paginator(queries.made_by(access), PER_PAGE).get_page(request.GET.get("page"))
    look(access, SEE, [one.person_id or one.pk for one in page])
    return render(request, "journey/intake/own_referrals.html", {"page": page})


@needs("journey.refer")
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    form = ReferForm(request.POST or None, destinations=queries.destinations(access, on=timezone.localdate()))
    if form.is_valid() and done(form, actions.refer, by=access, **form.values()):
        messages.success(request, _("Sent. You can follow the answer here."))
        return redirect("journey:own_referrals")
    return render(request, "journey/intake/refer.html", {"form": form}, status=422 if form.is_bound else 200)


@needs("journey.refer")
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what has no answer yet."""
    access = access_of(request)
    try:
        actions.withdraw_referral(by=access, at=timezone.now(), referral=queries.own_referral(access, pk))
        messages.success(request, _("The referral is taken back."))
    except JourneyProblem as problem:
        messages.error(request, problem.message)
    return redirect("journey:own_referrals")


@open_to_all
@require_http_methods(["GET", "POST"])
def self_referral(request: HttpRequest) -> HttpResponse:
    """I want to take part: without an account, and not without limit."""
    form = SelfForm(request.POST or None, destinations=queries.open_destinations(on=timezone.localdate()))
    if form.is_bound and intake_limit.is_over(request):
        form.add_error(
            None, _("Many forms were sent from here. What you typed still stands. Try in an hour.")
        )
        return render(request, "journey/intake/self.html", {"form": form}, status=429)
    if form.is_valid() and done(form, actions.refer_self, **form.values()):
        intake_limit.count(request)
        return redirect("journey:self_referral_thanks")
    return render(request, "journey/intake/self.html", {"form": form}, status=422 if form.is_bound else 200)


@open_to_all
@require_safe
def self_referral_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "journey/intake/thanks.html")


def accept_form(access: Access, one: Referral, request: HttpRequest | None = None) -> AcceptForm:
    teams = people.teams(access, START).filter(organisation=one.organisation_id)
    data, on = request.POST if request else None, timezone.localdate()
    return AcceptForm(data, teams=teams, namesakes=queries.namesakes(access, one), initial={"started_on": on})


def referral_page(request: HttpRequest, access: Access, one: Referral, **given: object) -> HttpResponse:
    """The page, with a form that was refused as it was posted."""
    one.refresh_from_db(fields=["status"])
    look(access, SEE, [one.person_id or one.pk])
    context = {
        "referral": one,
        "who": queries.who(one),
        "criteria": one.programme.criteria.all(),
        "accept": accept_form(access, one),
        "refuse": RefuseForm(),
        **given,
    }
    return render(request, "journey/intake/referral.html", context, status=422 if given else 200)
