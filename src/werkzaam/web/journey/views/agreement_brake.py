"""A brake on asking for links: no mailbox is flooded, nobody tries many addresses."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

PER_ADDRESS, PER_ASKER = 3, 20
SECONDS = 3600


def allows(request: HttpRequest, email: str) -> bool:
    """Whether this e-mail address, and whoever asks, stayed within their number of this hour; counts this time."""
    asker = request.META.get("REMOTE_ADDR", "")
    return _count("email", email.lower()) <= PER_ADDRESS and _count("asker", asker) <= PER_ASKER


def _count(kind: str, value: str) -> int:
    """Hashed, so that no address stands in a cache."""
    key = f"resend-{kind}-" + hashlib.sha256(value.encode()).hexdigest()
    cache.add(key, 0, SECONDS)
    return int(cache.incr(key))
