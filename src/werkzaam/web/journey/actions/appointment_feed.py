"""A personal address for a calendar: made, made anew, and withdrawn."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.models import CalendarFeed
from werkzaam.web.journey.rules.appointment_feed import digest
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

HAVE = "journey.have_calendar"


@transaction.atomic(using=GUIDANCE)
def open_feed(*, by: Access, at: datetime) -> str:
    """A new address; the last one stops. The token is told once: only its hash is kept."""
    require(by.may(HAVE))
    CalendarFeed.objects.filter(account=UUID(by.account), revoked_at__isnull=True).update(revoked_at=at)
    token = secrets.token_urlsafe(24)
    CalendarFeed.objects.create(account_id=by.account, token_hash=digest(token), created_at=at)
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.open_feed", subject=by.person or "")
    return token


@transaction.atomic(using=GUIDANCE)
def close_feed(*, by: Access, at: datetime) -> int:
    """Withdraw the own address: from now on it tells nothing. How many were open (0 or 1)."""
    require(by.may(HAVE))
    closed = CalendarFeed.objects.filter(account=UUID(by.account), revoked_at__isnull=True).update(
        revoked_at=at
    )
    if closed:
        ledger.record(by=by.account, at=at, side=GUIDANCE, act="journey.close_feed", subject=by.person or "")
    return closed
