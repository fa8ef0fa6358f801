"""Marks names in a text that comes from the research side, and hands over none of them.

Rooms above that know names (employers, contacts) lend them here: `lend` a function that takes codes of organisations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from werkzaam.core.coding.pseudonym import Mark, Registered, Sort, suggest
from werkzaam.core.coding.source import Source
from werkzaam.sides import GUIDANCE
from werkzaam.web.consent.models import Key
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import queries as people
from werkzaam.web.people.rules import Access

Lender = Callable[[Collection[int]], Iterable[Registered]]
_lenders: list[Lender] = []


def lend(lender: Lender) -> None:
    """Have names marked that another room keeps, by ids of the organisations that keep them."""
    if lender not in _lenders:
        _lenders.append(lender)


def mark(*, by: Access, at: datetime, study: str, source: Source, language: str = "en") -> tuple[Mark, ...]:
    """What may give someone away in a text: registered names of the study's organisations, and patterns.

    What comes back says where and of which sort, never who. That a text was held against the names is noted.
    """
    marks = tuple(replace(one, who="") for one in suggest(source, _register(study), language=language))
    ledger.record(
        by=by.account,
        at=at,
        side=GUIDANCE,
        act="consent.mark_names",
        details={"study": study, "marks": len(marks)},
    )
    return marks


def _register(study: str) -> list[Registered]:
    homes = set(Key.objects.filter(study=study).values_list("person__organisation_id", flat=True))
    own = [Registered(name, Sort(sort), who) for name, sort, who in people.registered_names(homes)]
    return [*own, *(one for lender in _lenders for one in lender(homes))]
