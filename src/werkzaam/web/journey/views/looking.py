"""Every page that shows a person says so in the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access


def look(access: Access, act: str, person_ids: Iterable[object]) -> None:
    """One look per person, however often the page names that person."""
    seen = list(dict.fromkeys(person_ids))
    ledger.looked(by=access.account, at=timezone.now(), side=GUIDANCE, act=act, subjects=seen)
