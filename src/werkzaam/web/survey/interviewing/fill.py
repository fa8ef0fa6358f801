"""The respondent's own pages under an interviewer's session: the same questions in the same order."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import queries as survey
from werkzaam.web.survey.interviewing import queries
from werkzaam.web.survey.respond.door import walk
from werkzaam.web.survey.respond.media import media_page
from werkzaam.web.survey.respond.question import question_page
from werkzaam.web.survey.respond.views import WAYS, check_page, start_page
from werkzaam.web.survey.respond.way import Way
from werkzaam.web.survey.rules import ASKED_BY, INTERVIEW, Interviewer


def by_interviewer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the way of this case, once the interviewer chose telephone or paper; each page is a look."""

    @needs(INTERVIEW)
    @wraps(view)
    def guarded(request: HttpRequest, case: int, **kwargs: Any) -> HttpResponse:
        access = access_of(request)
        found = queries.case(access, case)
        if found.asked.mode not in ASKED_BY and survey.submission(found.asked) is None:
            return redirect("survey:case", case)
        if request.method == "GET":
            _looked(access.account, found.asked.pseudonym)
        return walk(view, request, _way(access.account, found), kwargs)

    return guarded


def _way(account: str, found: queries.Case) -> Way:
    pk = found.asked.pk
    back = reverse("survey:case", args=[pk])
    return Way(Interviewer(account, pk), found.asked, reverse("survey:fill", args=[pk]), found.number, back)


def _looked(by: str, pseudonym: str) -> None:
    ledger.looked(by=by, at=timezone.now(), side=RESEARCH, act="survey.fill_in", subjects=[pseudonym])


start = require_http_methods(WAYS)(by_interviewer(start_page))
question = require_http_methods(WAYS)(by_interviewer(question_page))
check = require_http_methods(WAYS)(by_interviewer(check_page))
media = require_safe(by_interviewer(media_page))
