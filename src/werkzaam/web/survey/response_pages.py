"""Response and attrition: the board in finer grain, the flow of people, who may be lost, how pages were walked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import board, flow_figure, losing, paradata, queries, tongues
from werkzaam.web.survey.losing import Sign
from werkzaam.web.survey.outbox.rules import letter_number

SEE = "survey.see_field"
SHOWN = 50  # of those who may be lost


@needs(SEE)
@require_GET
def response(request: HttpRequest, code: str) -> HttpResponse:
    """Counts only: `by` splits them by language, mode, or both."""
    study = queries.study_of(access_of(request), SEE, code)
    by = [one for one in board.BY if one in request.GET.getlist("by")]
    people = board.flow(study, on=timezone.localdate())
    named = {"language": tongues.called, "mode": dict(queries.modes()).__getitem__}
    rows = [
        (row, [named[name](said) for name, said in zip(by, row.split, strict=True)])
        for row in board.rows(study, by)
    ]
    heads = {"language": _("Language"), "mode": _("Filled in")}
    shown = {
        "study": study,
        "rows": rows,
        "by": by,
        "heads": [heads[one] for one in by],
        "flow": people,
        "figure": flow_figure.draw(people),
    }
    return render(request, "survey/board.html", shown)


@needs(SEE)
@require_GET
def at_risk(request: HttpRequest, code: str) -> HttpResponse:
    """Who may be lost, by number, with why; each of them is a look."""
    access, now = access_of(request), timezone.now()
    study = queries.study_of(access, SEE, code)
    found = losing.forecast(study, on=timezone.localdate(now))
    people = found.people[:SHOWN] if found else []
    act = "survey.see_at_risk"
    subjects = [one.pseudonym for one in people]
    ledger.looked(by=access.account, at=now, side=RESEARCH, act=act, subjects=subjects)
    rows = [(letter_number(one.pseudonym), [_said(sign) for sign in one.signs], one.odds) for one in people]
    shown = {
        "study": study,
        "forecast": found,
        "rows": rows,
        "all": len(found.people) if found else 0,
        "enough": losing.ENOUGH,
    }
    return render(request, "survey/at_risk.html", shown)


@needs(SEE)
@require_GET
def walked(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How one round's questionnaire was walked through."""
    found = queries.round_of(queries.study_of(access_of(request), SEE, code), number)
    told = paradata.paradata(found)
    spoken = [(tongues.called(code), many) for code, many in told.languages]
    shown = {"study": found.study, "round": found, "told": told, "spoken": spoken}
    return render(request, "survey/walked.html", shown)


def _said(sign: Sign) -> str:
    return {
        Sign.MISSED: _("did not answer the last time"),
        Sign.HALF_WAY: _("stopped half-way before"),
        Sign.LATE: _("answered late the last time"),
        Sign.LETTER: _("reached by letter only"),
    }[sign]
