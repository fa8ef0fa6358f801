"""The list of cases, one case, its telephone number: each look is in the ledger."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werkzaam.sides import RESEARCH
from werkzaam.web.consent import actions as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import actions
from werkzaam.web.survey import queries as survey
from werkzaam.web.survey.interviewing import queries
from werkzaam.web.survey.models import MODES
from werkzaam.web.survey.rules import ASKED_BY, INTERVIEW, Door

ON_A_PAGE = 25


@needs(INTERVIEW)
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Who may still be asked; a case number that was typed leads to its page."""
    access, said = access_of(request), request.GET.get("case", "").strip()[:40]
    found = queries.by_number(access, said) if said else None
    if found is not None:
        return redirect("survey:case", found.asked.pk)
    page = Paginator(queries.open_cases(access, on=timezone.localdate()), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    _looked(request, "survey.see_cases", *(one.asked.pseudonym for one in page))
    shown = {"page": page, "said": said}
    return render(request, "survey/interviewing/cases.html", shown, status=422 if said else 200)


@needs(INTERVIEW)
@require_GET
def case(request: HttpRequest, number: int) -> HttpResponse:
    return _case(request, queries.case(access_of(request), number))


@needs(INTERVIEW)
@require_POST
def call(request: HttpRequest, number: int) -> HttpResponse:
    """The telephone number, this once: nothing but the number, and the person sees who looked it up."""
    found = queries.case(access_of(request), number)
    phone = None
    if _door(found) is Door.OPEN:
        phone = consent.look_up_phone(
            by=access_of(request),
            at=timezone.now(),
            study=found.asked.round.study.code,
            pseudonym=found.asked.pseudonym,
        )
    return _case(request, found, asked=True, phone=phone or "")


@needs(INTERVIEW)
@require_POST
def begin_case(request: HttpRequest, number: int) -> HttpResponse:
    """Fill in at the telephone or from paper from now on."""
    found, mode = queries.case(access_of(request), number), request.POST.get("mode", "")
    if mode not in ASKED_BY or _door(found) is not Door.OPEN:
        return redirect("survey:case", number)
    actions.begin_entry(by=access_of(request), at=timezone.now(), case=found.asked, mode=mode)
    return redirect("survey:fill", number)


def _case(request: HttpRequest, found: queries.Case, *, asked: bool = False, phone: str = "") -> HttpResponse:
    _looked(request, "survey.see_case", found.asked.pseudonym)
    modes = [(key, label) for key, label in MODES if key in ASKED_BY]
    shown = {"case": found, "door": _door(found).value, "asked": asked, "phone": phone, "modes": modes}
    return render(request, "survey/interviewing/case.html", shown)


def _door(found: queries.Case) -> Door:
    return survey.door(found.asked, on=timezone.localdate())


def _looked(request: HttpRequest, act: str, *pseudonyms: str) -> None:
    by = access_of(request).account
    ledger.looked(by=by, at=timezone.now(), side=RESEARCH, act=act, subjects=pseudonyms)
