"""How pages are walked through: when each was shown, answered and listened to, written with the answer itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.survey.models import Invitation, Visit

WITHOUT_NETWORK = "survey.save_offline"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, by the address of its first question, and since when it was there."""

    item: str
    at: datetime


def note(asked: Invitation, page: Shown, *, at: datetime, answered: bool) -> None:
    """One line per showing: a second post of the same page, or a sound played on it, belongs to the same line."""
    told = {"answered_at": at} if answered else {}
    same = asked.visits.filter(item=page.item, shown_at__gte=page.at, shown_at__lte=at)
    if not same.update(shown_at=page.at, language=asked.language, mode=asked.mode, **told):
        Visit.objects.create(
            invitation=asked,
            item=page.item,
            shown_at=page.at,
            language=asked.language,
            mode=asked.mode,
            **told,
        )


def listened(asked: Invitation, item: str, *, at: datetime) -> None:
    """A sound on the page of `item` was asked for; the answer joins this line when it comes."""
    waiting = asked.visits.filter(item=item, listened=True, answered_at__isnull=True)
    if not waiting.update(shown_at=at):
        Visit.objects.create(
            invitation=asked,
            item=item,
            shown_at=at,
            language=asked.language,
            mode=asked.mode,
            listened=True,
        )


def answered(asked: Invitation) -> dict[str, datetime]:
    """Per page when it was last answered or passed over."""
    found = asked.visits.filter(answered_at__isnull=False).order_by("answered_at")
    return {item: at for item, at in found.values_list("item", "answered_at") if at is not None}


def taken(pseudonym: str, round_id: int) -> set[str]:
    """The ids of answers without network that were taken up already: the ledger knows each, so none counts twice."""
    found = ledger.acts_on(pseudonym, side=RESEARCH).filter(act=WITHOUT_NETWORK)
    return {
        str(one) for event in found if event.details["round"] == round_id for one in event.details["taken"]
    }
