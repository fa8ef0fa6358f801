"""The field as a researcher sees it: response per wave and arm, rounds, invitations, instruments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werkzaam.core.measure.sheet import SheetProblem
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import actions, figure, instrument_page, letters, queries
from werkzaam.web.survey.forms import InstrumentForm, RoundForm
from werkzaam.web.survey.models import Round
from werkzaam.web.survey.rules import InstrumentChanged

SEE, OPEN = "survey.see_field", actions.OPEN_ROUND


@needs(SEE)
@require_GET
def field(request: HttpRequest, code: str) -> HttpResponse:
    """The response board of a study: counts only, nobody in particular."""
    return _field(request, queries.study_of(access_of(request), SEE, code))


@needs(OPEN)
@require_POST
def open_round(request: HttpRequest, code: str) -> HttpResponse:
    access = access_of(request)
    study = queries.study_of(access, OPEN, code)
    form = _round_form(study, request)
    if not form.is_valid():
        return _field(request, study, form, status=422)
    actions.open_round(by=access, at=timezone.now(), study=study, **form.cleaned_data)
    return redirect("survey:field", code)


@needs(OPEN)
@require_POST
def invite(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask everyone in an arm who consented and was not asked yet; links for letters are shown this once."""
    access, now = access_of(request), timezone.now()
    found = queries.round_of(queries.study_of(access, OPEN, code), number)
    waiting = queries.waiting(found, on=timezone.localdate(now))
    tokens = actions.invite(by=access, at=now, round=found, pseudonyms=waiting)
    return _links(request, found, tokens)


@needs(OPEN)
@require_POST
def renew(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """New links for those who never opened theirs."""
    access = access_of(request)
    found = queries.round_of(queries.study_of(access, OPEN, code), number)
    return _links(request, found, actions.renew_links(by=access, at=timezone.now(), round=found))


@needs(SEE)
@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    return _instruments(request, InstrumentForm())


@needs(OPEN)
@require_POST
def add_instrument(request: HttpRequest) -> HttpResponse:
    """Keep an uploaded sheet, or one that comes with Werkzaam (`shipped`); every fault is listed with its place."""
    form = InstrumentForm(request.POST, request.FILES)
    shipped = request.POST.get("shipped", "")
    if shipped not in queries.SHIPPED and not form.is_valid():
        return _instruments(request, form, status=422)
    text = (
        queries.shipped_text(shipped)
        if shipped in queries.SHIPPED
        else form.cleaned_data["definition"].as_csv()
    )
    try:
        added = actions.add_instrument(by=access_of(request), at=timezone.now(), csv_text=text)
    except SheetProblem as problem:
        form.add_error("definition", form.refused(problem))
        return _instruments(request, form, status=422)
    except InstrumentChanged as problem:
        form.add_error("definition", problem.message)
        return _instruments(request, form, status=422)
    return redirect("survey:instrument", added.pk)


@needs(SEE)
@require_GET
def instrument(request: HttpRequest, number: int) -> HttpResponse:
    """Every question as respondents read it, what each language lacks, what changed since the version before."""
    return render(request, "survey/instrument.html", instrument_page.shown(queries.instrument(number)))


def _instruments(request: HttpRequest, form: InstrumentForm, status: int = 200) -> HttpResponse:
    kept = list(queries.instruments())
    keys = {found.key for found in kept}
    shown = {
        "instruments": kept,
        "shipped": [key for key in queries.SHIPPED if key not in keys],
        "form": form,
        "may_open": access_of(request).may(OPEN),
    }
    return render(request, "survey/instruments.html", shown, status=status)


def _field(
    request: HttpRequest, study: studies.Study, form: RoundForm | None = None, status: int = 200
) -> HttpResponse:
    board = queries.response_board(study, on=timezone.localdate())
    shown = {
        "study": study,
        "board": board,
        "figure": figure.draw(board),
        "form": form or _round_form(study),
        "may_open": access_of(request).may(OPEN),
    }
    return render(request, "survey/field.html", shown, status=status)


def _round_form(study: studies.Study, request: HttpRequest | None = None) -> RoundForm:
    waves = [(wave.key, str(wave)) for wave in studies.waves(study) if wave.opens_on]
    return RoundForm(request.POST if request else None, waves=waves, instruments=list(queries.instruments()))


def _links(request: HttpRequest, found: Round, tokens: dict[str, str]) -> HttpResponse:
    """Links for letters: those without an address. Seeing a link counts as a look, for it opens the answers."""
    by_letter = [p for p in tokens if consent.address_of(found.study.code, p) is None]
    ledger.looked(
        by=access_of(request).account,
        at=timezone.now(),
        side=RESEARCH,
        act="survey.see_link",
        subjects=by_letter,
    )
    shown = {
        "round": found,
        "study": found.study,
        "sent": len(tokens) - len(by_letter),
        "links": [(pseudonym, letters.link(tokens[pseudonym])) for pseudonym in by_letter],
    }
    return render(request, "survey/invited.html", shown)
