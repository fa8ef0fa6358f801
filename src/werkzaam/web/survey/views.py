"""The field as a researcher sees it: response per wave and arm, rounds, invitations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import actions, figure, queries
from werkzaam.web.survey.forms import RoundForm

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
        "may_give": access_of(request).may("survey.give_incentive"),
    }
    return render(request, "survey/field.html", shown, status=status)


def _round_form(study: studies.Study, request: HttpRequest | None = None) -> RoundForm:
    waves = [(wave.key, str(wave)) for wave in studies.waves(study) if wave.opens_on]
    return RoundForm(request.POST if request else None, waves=waves, instruments=list(queries.instruments()))
