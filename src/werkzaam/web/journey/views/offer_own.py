"""My offers: what my coach proposed, and my answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey.actions import offer_proposal as actions
from werkzaam.web.journey.forms.offer import AnswerForm
from werkzaam.web.journey.queries import offer as queries
from werkzaam.web.journey.rules.codes.offer import OfferStatus
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.offer import weekdays
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

ANSWER, PER_PAGE = "journey.answer_offer", 20


@needs(ANSWER)
@require_safe
def own_offers(request: HttpRequest) -> HttpResponse:
    """What was proposed to me, and what I said."""
    access = access_of(request)
    found = queries.own_proposals(me(access))
    asked = list(found.filter(status=OfferStatus.PROPOSED.value))
    answered = found.exclude(status__in=[OfferStatus.PROPOSED.value, OfferStatus.WITHDRAWN.value])
    page = Paginator(answered, PER_PAGE).get_page(request.GET.get("page"))
    look(access, "journey.see_own", [me(access)])
    return render(request, "journey/offer_own.html", {"asked": asked, "page": page})


@needs(ANSWER)
@require_http_methods(["GET", "POST"])
def own_offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One offer, and my yes or no."""
    access = access_of(request)
    one = queries.own_proposals(me(access)).filter(pk=pk).first()
    if one is None:
        raise refuse()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    who = {"by": access, "at": timezone.now(), "proposal": one}
    if form.is_valid() and added(form, actions.answer_offer, **who):
        messages.success(request, _("Your answer is saved. Your coach sees it."))
        return redirect("journey:own_offers")
    look(access, "journey.see_own", [me(access)])
    context = {"form": form, "proposal": one, "days": weekdays(one.offer)}
    return render(request, "journey/offer_own_one.html", context, status=422 if form.is_bound else 200)


def me(access: Access) -> UUID:
    """The person of this account; staff have none."""
    if access.person is None:
        raise refuse()
    return UUID(access.person)
