"""What every action of the claims room begins and ends with: who may, and one line in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.desk import queries
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access

CLAIM, RELEASE = "desk.claim", "desk.release"


class BadClaim(Problem):
    """Something brought to a report that does not hold together."""

    code = "desk-claim"
    status = 422


class NotReady(Problem):
    """Something that stands in the way of a release or a publication."""

    code = "desk-not-ready"
    status = 409


def reach(by: Access, permission: str, study: Any) -> None:
    """Raises Refused where `permission` does not reach this study."""
    queries.study(by, permission, study.code)


def record(by: Access, at: datetime, act: str, study: Any, **details: object) -> None:
    told = {"study": study.code, **details}
    ledger.record(by=by.account, at=at, side=RESEARCH, act=f"desk.{act}", details=told)


def in_both(texts: dict[str, str], name: str, *, required: bool = True) -> dict[str, str]:
    """A text in Dutch and English from a form. Raises BadClaim where one of the two is missing."""
    found = {key: texts.get(key, "").strip() for key in (f"{name}_nl", f"{name}_en")}
    if any(found.values()) != all(found.values()) or (required and not any(found.values())):
        raise BadClaim(
            _("Write it in Dutch and in English: the report appears in both. Nothing was saved."),
            code="desk-one-language",
        )
    return found
