"""Own drafts: nobody else ever sees them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from werkzaam.web.journey.models import Draft
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes.contact import DraftKind
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 5


def contact_drafts(access: Access) -> list[Draft]:
    """Contacts that were begun and not saved, the last one first; not of a person who left the own reach."""
    within = Q(trajectory__isnull=True) | Q(trajectory__in=trajectories(access, "journey.log_contact"))
    found = Draft.objects.filter(within, account=UUID(access.account), kind=DraftKind.CONTACT.value)
    return list(found.select_related("trajectory__person")[:MOST])


def contact_draft(access: Access, pk: UUID) -> Draft:
    """One own draft; the same refusal whether it is someone else's or does not exist."""
    found = Draft.objects.filter(pk=pk, account=UUID(access.account), kind=DraftKind.CONTACT.value)
    one = found.select_related("trajectory__person").first()
    if one is None:
        raise refuse()
    return one
