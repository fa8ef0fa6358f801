"""The employer's pages: no account, a link that opens one thing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import agreement_act as acts
from werkzaam.web.journey.actions import agreement_link as actions
from werkzaam.web.journey.forms.agreement import CheckInForm, ResendForm, SignForm
from werkzaam.web.journey.models import MagicLink
from werkzaam.web.journey.queries import agreement as queries
from werkzaam.web.journey.rules.agreement import Door
from werkzaam.web.journey.rules.codes.practice import LinkPurpose
from werkzaam.web.journey.views import agreement_brake as brake
from werkzaam.web.journey.views.practice_form import done, posted
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import open_to_all


@open_to_all
@require_http_methods(["GET", "POST"])
def agreement_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for, or why it no longer opens."""
    link = queries.link(token)
    if link is None:
        return closed(request, actions.unknown())
    speak(request, link)
    stands = actions.stands(link, at=timezone.now())
    if stands == Door.USED:
        return thanks(request, link)
    if stands != Door.OPEN:
        return closed(request, actions.closed(stands))
    saw(link)
    return PAGES[LinkPurpose(link.purpose)](request, token, link)


@open_to_all
@require_http_methods(["GET", "POST"])
def agreement_resend(request: HttpRequest) -> HttpResponse:
    """Ask for a link again; the answer is the same for every address, known or not."""
    form = ResendForm(posted(request))
    if form.is_valid():
        email = form.cleaned_data["email"]
        if brake.allows(request, email):
            actions.resend(at=timezone.now(), email=email)
        messages.success(
            request,
            _("If we know this address, a letter with your links is on its way. Look in your mailbox."),
        )
        return redirect("journey:agreement_resend")
    context = {"form": form}
    return render(request, "journey/agreement/resend.html", context, status=422 if form.is_bound else 200)


def signing(request: HttpRequest, token: str, link: MagicLink) -> HttpResponse:
    form = SignForm(posted(request), initial={"name": link.contact.name})
    who: dict[str, Any] = {"at": timezone.now(), "token": token}
    if form.is_valid() and done(form, lambda: acts.sign_by_link(**who, name=form.cleaned_data["name"])):
        return redirect("journey:agreement_link", token)
    if was_sent(token):
        return thanks(request, link)
    context = {"form": form, "link": link, "agreement": link.signature and link.signature.agreement}
    return render(request, "journey/agreement/sign.html", context, status=422 if form.is_bound else 200)


def telling(request: HttpRequest, token: str, link: MagicLink) -> HttpResponse:
    form = CheckInForm(posted(request))
    who: dict[str, Any] = {"at": timezone.now(), "token": token}
    if form.is_valid() and done(form, lambda: acts.check_in_by_link(**who, **form.cleaned_data)):
        return redirect("journey:agreement_link", token)
    if was_sent(token):
        return thanks(request, link)
    context = {"form": form, "link": link, "check_in": link.check_in}
    return render(request, "journey/agreement/tell.html", context, status=422 if form.is_bound else 200)


def overview(request: HttpRequest, token: str, link: MagicLink) -> HttpResponse:
    """To read: the placement, its agreement, its check-ins. Nothing can be changed here."""
    context = {
        "link": link,
        "agreement": queries.latest(link.placement),
        "check_ins": queries.seen_by_employer(link.placement),
    }
    return render(request, "journey/agreement/overview.html", context)


PAGES = {LinkPurpose.SIGN: signing, LinkPurpose.CHECK_IN: telling, LinkPurpose.OVERVIEW: overview}


def was_sent(token: str) -> bool:
    """Whether another tap was first, while this one was on its way."""
    link = queries.link(token)
    return link is not None and actions.stands(link, at=timezone.now()) == Door.USED


def thanks(request: HttpRequest, link: MagicLink) -> HttpResponse:
    """What was sent is kept; who sends it again reads that nothing was added."""
    context = {"link": link, "again": request.method == "POST"}
    return render(request, "journey/agreement/thanks.html", context)


def closed(request: HttpRequest, problem: actions.LinkProblem) -> HttpResponse:
    """One calm page with the reason, and where to ask for a new link."""
    return render(request, "journey/agreement/closed.html", {"problem": problem}, status=problem.status)


def speak(request: HttpRequest, link: MagicLink) -> None:
    """The language of the letter, unless the reader chose another one here."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(link.contact.language)
        request.LANGUAGE_CODE = link.contact.language


def saw(link: MagicLink) -> None:
    """The participant can see that the employer looked."""
    by, person = f"contact:{link.contact_id}", link.placement.trajectory.person_id
    ledger.looked(by=by, at=timezone.now(), side=GUIDANCE, act="journey.see_placements", subjects=[person])
