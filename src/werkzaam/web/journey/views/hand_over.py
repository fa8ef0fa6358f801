"""Hand-overs: the coach who gives, the participant who approves, the coach who takes over."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import hand_over as actions
from werkzaam.web.journey.forms.hand_over import AcceptForm, ApproveForm, HandOverForm
from werkzaam.web.journey.models import HandOver
from werkzaam.web.journey.queries import hand_over as queries
from werkzaam.web.journey.queries.offer import decides_self
from werkzaam.web.journey.rules.codes.lines import HandOverStatus
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.offer_own import me
from werkzaam.web.journey.views.offer_person import told
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

GIVE, APPROVE = "journey.hand_over", "journey.approve_hand_over"
PER_PAGE = 20


@needs(GIVE)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a hand-over with a page that coach and participant write together."""
    access = access_of(request)
    one = journey.trajectory(access, GIVE, pk)
    receivers = queries.receivers(access, one, on=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, receivers=receivers.items(), page=queries.draft(one))
    if form.is_valid() and added(form, actions.ask_hand_over, by=access, at=timezone.now(), trajectory=one):
        messages.success(request, _("The page is with the participant now."))
        return redirect("journey:lines", one.pk)
    look(access, "journey.see_hand_over", [one.person_id])
    context = {"trajectory": one, "form": form, "receivers": receivers}
    return render(request, "journey/hand_over_ask.html", context, status=422 if form.is_bound else 200)


@needs(GIVE)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The page and where it stands; whoever's turn it is finds the form for it."""
    access = access_of(request)
    one = queries.hand_over(access, pk)
    form_class, action = turn(access, one)
    form = form_class(request.POST if request.method == "POST" else None) if form_class else None
    if form and form.is_valid() and added(form, action, by=access, at=timezone.now(), hand_over=one):
        messages.success(request, _("Saved."))
        return redirect("way:next")
    look(access, "journey.see_hand_over", [one.trajectory.person_id])
    context = {
        "hand_over": one,
        "form": form,
        "is_late": one.status in queries.OPEN and one.due_at < timezone.now(),
        "may_withdraw": one.status in queries.OPEN and reaches(access, one),
        "is_own": reaches(access, one),
    }
    return render(request, "journey/hand_over.html", context, status=422 if form and form.is_bound else 200)


def turn(access: Access, one: HandOver):  # type: ignore[no-untyped-def]
    """The form and the act of whoever asks, if something waits for them."""
    if one.status == HandOverStatus.WAITING and str(one.to_coach_id) == access.account:
        return AcceptForm, actions.answer_hand_over
    if one.status == HandOverStatus.WITH_PARTICIPANT and not decides_self(one.trajectory):
        return ApproveForm, actions.approve_page
    return None, None


def reaches(access: Access, one: HandOver) -> bool:
    """Whether this is someone of the own team now."""
    team = one.trajectory.team
    return access.reaches(GIVE, team.organisation_id, team.pk)


@needs(GIVE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a hand-over back."""
    one = queries.hand_over(access_of(request), pk)
    told(request, actions.withdraw_hand_over, _("The hand-over is withdrawn."), hand_over=one)
    return redirect("journey:lines", one.trajectory_id)


@needs(APPROVE)
@require_safe
def own_hand_overs(request: HttpRequest) -> HttpResponse:
    """Pages about me for another coach."""
    access = access_of(request)
    page = Paginator(queries.own_hand_overs(me(access)), PER_PAGE).get_page(request.GET.get("page"))
    look(access, "journey.see_own", [me(access)])
    context = {"page": page, "mine": HandOverStatus.WITH_PARTICIPANT.value}
    return render(request, "journey/hand_over_own.html", context)


@needs(APPROVE)
@require_http_methods(["GET", "POST"])
def own_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the page, and say whether it may go."""
    access = access_of(request)
    one = queries.own_hand_overs(me(access)).filter(pk=pk).first()
    if one is None:
        raise refuse()
    waits = one.status == HandOverStatus.WITH_PARTICIPANT
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and added(form, actions.approve_page, by=access, at=timezone.now(), hand_over=one):
        messages.success(request, _("Your answer is saved. Your coach sees it."))
        return redirect("journey:own_hand_overs")
    look(access, "journey.see_own", [me(access)])
    context = {"hand_over": one, "form": form if waits or form.is_bound else None}
    return render(request, "journey/hand_over_own_one.html", context, status=422 if form.is_bound else 200)
