"""The list of thank-yous to hand over, by number, and marking them."""

from __future__ import annotations

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import queries
from werkzaam.web.survey.outbox import incentives, rules
from werkzaam.web.survey.outbox.incentives import GIVE

PAGE = 50


@needs(GIVE)
@require_GET
def incentives_page(request: HttpRequest, code: str) -> HttpResponse:
    """What is owed first, then what was given; a list of numbers is a look at each of them."""
    access, now = access_of(request), timezone.now()
    study = queries.study_of(access, GIVE, code)
    page = Paginator(incentives.of(study), PAGE).get_page(request.GET.get("page"))
    people = sorted({one.invitation.pseudonym for one in page})
    act = "survey.see_incentives"
    ledger.looked(by=access.account, at=now, side=RESEARCH, act=act, subjects=people)
    rows = [(one, rules.letter_number(one.invitation.pseudonym)) for one in page]
    shown = {"study": study, "page": page, "rows": rows, "totals": incentives.totals(study)}
    return render(request, "survey/outbox/incentives.html", shown)


@needs(GIVE)
@require_POST
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Those that were ticked."""
    access = access_of(request)
    study = queries.study_of(access, GIVE, code)
    numbers = [int(one) for one in request.POST.getlist("number") if one.isdecimal()]
    many = incentives.give(by=access, at=timezone.now(), study=study, numbers=numbers)
    words = ngettext("%(many)d marked as handed over.", "%(many)d marked as handed over.", many)
    told.success(request, words % {"many": many})
    return redirect("survey:incentives", code)


@needs(GIVE)
@require_POST
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    access = access_of(request)
    study = queries.study_of(access, GIVE, code)
    incentives.take_back(by=access, at=timezone.now(), study=study, number=number)
    return redirect("survey:incentives", code)
