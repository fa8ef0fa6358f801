"""A brake on guessing: an address that tries many links that do not exist has to wait."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

WRONG = 30
SECONDS = 600


def is_over(request: HttpRequest) -> bool:
    """Whether this address tried more than WRONG unknown links in the last SECONDS."""
    return int(cache.get(_key(request), 0)) >= WRONG


def count_wrong(request: HttpRequest) -> None:
    key = _key(request)
    cache.add(key, 0, SECONDS)
    cache.incr(key)


def _key(request: HttpRequest) -> str:
    """Hashed, so that no address stands in a cache."""
    address = request.META.get("REMOTE_ADDR", "")
    return "respond-wrong-" + hashlib.sha256(address.encode()).hexdigest()
