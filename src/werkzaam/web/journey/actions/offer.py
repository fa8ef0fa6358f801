"""The catalogue of offers: adding and changing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.actions.offer_proposal import fill_places
from werkzaam.web.journey.models import Offer
from werkzaam.web.journey.rules.codes.offer import WEEKDAYS
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

EDIT = "journey.edit_offers"


@transaction.atomic(using=GUIDANCE)
def add_offer(*, by: Access, at: datetime, organisation: Any, **fields: Any) -> Offer:
    """Add an offer to the catalogue of an organisation; one name stands there once."""
    require(organisation.pk in by.organisations(EDIT))
    _check(organisation.pk, fields)
    if Offer.objects.filter(organisation=organisation, name=fields["name"], is_active=True).exists():
        message = _(
            "An offer with this name is already in the catalogue. Change that one, or use another name."
        )
        raise JourneyProblem(message, code="offer-exists")
    offer = Offer.objects.create(organisation=organisation, **fields)
    _note(by, at, "add_offer", offer)
    return offer


@transaction.atomic(using=GUIDANCE)
def change_offer(*, by: Access, at: datetime, offer: Offer, **fields: Any) -> Offer:
    """Change an offer. Where places come free, those first on the waiting list get them."""
    require(offer.organisation_id in by.organisations(EDIT))
    _check(offer.organisation_id, fields)
    for name, value in fields.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(fields))
    _note(by, at, "change_offer", offer)
    fill_places(by=by, at=at, offer=offer)
    return offer


def _check(organisation: int, fields: Mapping[str, Any]) -> None:
    """Days exist, the end lies after the start, the place belongs to the same organisation."""
    require(not (place := fields.get("place")) or place.organisation_id == organisation)
    starts, ends = fields.get("starts_on"), fields.get("ends_on")
    if starts and ends and ends < starts:
        message = _("The last day lies before the first. Nothing was saved. Change one of the two.")
        raise JourneyProblem(message, code="ends-before-start")
    if not set(fields.get("days", ())) <= set(WEEKDAYS):
        raise JourneyProblem(_("Days run from Monday to Sunday. Nothing was saved."), code="days")


def _note(by: Access, at: datetime, act: str, offer: Offer) -> None:
    details: dict[str, object] = {"offer": offer.pk}
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=f"journey.{act}", details=details)
