"""Fitting offers for one person: matching, proposing, what became of it, what nothing answers."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import offer_proposal as actions
from werkzaam.web.journey.actions import offer_unmet as unmet_actions
from werkzaam.web.journey.forms.offer import ProposeForm, ToldAnswerForm, UnmetForm
from werkzaam.web.journey.models import OfferProposal
from werkzaam.web.journey.models.labels.offer import OFFER_STATUSES
from werkzaam.web.journey.queries import offer as catalogue
from werkzaam.web.journey.queries.offer_match import fitting as fit
from werkzaam.web.journey.queries.offer_match import reasons
from werkzaam.web.journey.queries.offer_unmet import unmet, unmet_need
from werkzaam.web.journey.rules.codes.offer import OPEN
from werkzaam.web.journey.rules.disclosure import THRESHOLD
from werkzaam.web.journey.rules.offer import MOVES
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people.access import access_of, needs

PROPOSE = "journey.propose_offer"


@needs(PROPOSE)
@require_safe
def fitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Each open need with the offers that fit best and why; what was proposed, and what became of it."""
    access, on = access_of(request), timezone.localdate()
    one = queries.trajectory(access, PROPOSE, pk)
    proposals = catalogue.proposals(one)
    look(access, "journey.see_fitting", [one.person_id])
    context = {
        "trajectory": one,
        "fits": fit(access, one, on=on),
        "standing": {proposal.offer_id for proposal in proposals if proposal.status in OPEN},
        "proposals": [shown(proposal) for proposal in proposals],
        "fresh": uuid4,
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/offer_fitting.html", context)


def shown(proposal: OfferProposal) -> dict[str, object]:
    """A proposal with its reasons in words, and what may become of it."""
    labels = dict(OFFER_STATUSES)
    moves = [(move.value, labels[move]) for move in MOVES.get(proposal.status, ())]
    return {"proposal": proposal, "reasons": reasons(proposal.reasons), "moves": moves}


@needs(PROPOSE)
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an offer with one tap; the same tap twice proposes it once."""
    access = access_of(request)
    one = queries.trajectory(access, PROPOSE, pk)
    form = ProposeForm(request.POST, needs=one.needs.all())
    if form.is_valid():
        offer = catalogue.offer(access, "journey.see_offers", form.cleaned_data["offer"])
        values = {"id": form.cleaned_data["id"], "offer": offer, "need": form.cleaned_data["need"]}
        told(
            request,
            actions.propose_offer,
            _("Proposed. The answer is up to the person."),
            trajectory=one,
            **values,
        )
    else:
        messages.error(
            request, _("Nothing was proposed: the page was not complete. Try again from this page.")
        )
    return redirect("journey:fitting", one.pk)


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down the answer of someone who cannot sign in."""
    access = access_of(request)
    one = catalogue.proposal(access, PROPOSE, pk)
    form = ToldAnswerForm(request.POST if request.method == "POST" else None)
    who = {"by": access, "at": timezone.now(), "proposal": one}
    if form.is_valid() and added(form, actions.answer_offer, **who):
        messages.success(request, _("Saved."))
        return redirect("journey:fitting", one.trajectory_id)
    look(access, "journey.see_fitting", [one.trajectory.person_id])
    context = {"form": form, "proposal": one, "reasons": reasons(one.reasons)}
    return render(request, "journey/offer_answer.html", context, status=422 if form.is_bound else 200)


@needs(PROPOSE)
@require_POST
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start, complete, stop or withdraw."""
    one = catalogue.proposal(access_of(request), PROPOSE, pk)
    status = request.POST.get("status", "")
    if status in dict(OFFER_STATUSES):
        told(request, actions.move_proposal, _("Saved."), proposal=one, status=status)
    return redirect("journey:fitting", one.trajectory_id)


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def unmet_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the municipality, without the name, that nothing answers a need."""
    access = access_of(request)
    one = queries.trajectory(access, PROPOSE, pk)
    initial = {"need": request.GET.get("need"), "lack": request.GET.get("lack")}
    data = request.POST if request.method == "POST" else None
    form = UnmetForm(data, initial=initial, needs=one.needs.filter(met_on=None).order_by("pk"))
    who = {"by": access, "at": timezone.now(), "trajectory": one}
    if form.is_valid() and added(form, unmet_actions.record_unmet, **who):
        messages.success(request, _("Told to the municipality, without the name."))
        return redirect("journey:fitting", one.pk)
    look(access, "journey.see_fitting", [one.person_id])
    context = {"form": form, "trajectory": one}
    return render(request, "journey/offer_unmet_add.html", context, status=422 if form.is_bound else 200)


@needs(PROPOSE)
@require_POST
def unmet_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """This need is answered after all."""
    one = unmet_need(access_of(request), PROPOSE, pk)
    told(request, unmet_actions.resolve_unmet, _("Saved."), unmet=one)
    return redirect("journey:fitting", one.need.trajectory_id)


@needs("journey.see_unmet_needs")
@require_safe
def unmet_needs(request: HttpRequest) -> HttpResponse:
    """What people need and nothing answers: counts, and no small ones."""
    context = {"unmet": unmet(access_of(request)), "threshold": THRESHOLD}
    return render(request, "journey/offer_unmet.html", context)


def told(request: HttpRequest, action: object, done: str, **values: object) -> None:
    """Do one act of one tap, and say on the next page that it was done or why not."""
    try:
        action(by=access_of(request), at=timezone.now(), **values)  # type: ignore[operator]
    except JourneyProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, done)
