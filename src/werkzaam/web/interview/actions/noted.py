"""One line in the ledger per act, and the refusals of this room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access


class BadSource(Problem):
    """A source that cannot be kept."""

    code = "interview-source"


class BadCoding(Problem):
    """A code or a passage that does not hold."""

    code = "interview-coding"


class BadRound(Problem):
    """A round of double coding that cannot go on as asked."""

    code = "interview-round"
    status = 409


class BadQuote(Problem):
    """A quote that may not be published as asked."""

    code = "interview-quote"


class BadTalk(Problem):
    """A talk that cannot be planned as asked."""

    code = "interview-talk"


def record(by: Access, at: datetime, act: str, subject: str, **details: object) -> None:
    ledger.record(
        by=by.account, at=at, side=RESEARCH, act=f"interview.{act}", subject=subject, details=details
    )


def check_listed(value: str, known: Collection[str]) -> None:
    if value not in known:
        raise BadSource(
            _("“%(value)s” is not in the list: %(known)s. Nothing was kept.")
            % {"value": value, "known": ", ".join(known)}
        )
