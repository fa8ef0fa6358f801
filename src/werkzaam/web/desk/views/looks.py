"""What every page of the claims room does: reach the study, know the day, note a look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import queries
from werkzaam.web.desk.room import Room, room
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of

CLAIM = "desk.claim"


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": access_of(request), "at": timezone.now()}


def room_of(request: HttpRequest, permission: str, code: str) -> Room:
    return room(queries.study(access_of(request), permission, code), on=timezone.localdate())


def show(request: HttpRequest, page: str, study: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    may = {verb: access_of(request).may(f"desk.{verb}") for verb in ("claim", "publish", "release")}
    return render(request, f"desk/{page}.html", {"study": study, "may": may, **context}, status=status)


def looked(request: HttpRequest, act: str, subjects: Iterable[str]) -> None:
    """Pages that name pseudonyms are noted for each of them."""
    account = access_of(request).account
    listed = list(dict.fromkeys(subjects))
    ledger.looked(by=account, at=timezone.now(), side=RESEARCH, act=f"desk.{act}", subjects=listed)


def kept(form: Any, act: Any, **values: Any) -> Any:
    """What the action gives; None where it refused, with its reason on the form. A closed door stays a closed door."""
    try:
        return act(**values)
    except Problem as problem:
        if problem.status == 403:
            raise
        form.add_error(None, problem.message)
        return None


def language() -> str:
    return (get_language() or "nl")[:2]
