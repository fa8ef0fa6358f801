"""What every page of this room does: note the look, and know the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of

MAY = "interview.code"


def today() -> date:
    return timezone.localdate()


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": access_of(request), "at": timezone.now()}


def looked(request: HttpRequest, act: str, subjects: Iterable[str]) -> None:
    """Every text someone's words are shown from is noted once."""
    ledger.looked(
        by=access_of(request).account,
        at=timezone.now(),
        side=RESEARCH,
        act=f"interview.{act}",
        subjects=list(dict.fromkeys(subjects)),
    )


def show(request: HttpRequest, page: str, study: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of a study, with whether its reader may also write."""
    may_code = access_of(request).may(MAY)
    return render(
        request, f"interview/{page}.html", {"study": study, "may_code": may_code, **context}, status=status
    )
