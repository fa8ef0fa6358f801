"""A brake on the open form: an address that sent many has to wait."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

MOST = 5
SECONDS = 3600


def is_over(request: HttpRequest) -> bool:
    """Whether this address sent MOST forms in the last SECONDS."""
    return int(cache.get(_key(request), 0)) >= MOST


def count(request: HttpRequest) -> None:
    key = _key(request)
    cache.add(key, 0, SECONDS)
    cache.incr(key)


def _key(request: HttpRequest) -> str:
    """Hashed, so that no address stands in a cache."""
    address = request.META.get("REMOTE_ADDR", "")
    return "refer-self-" + hashlib.sha256(address.encode()).hexdigest()
