"""A brake on guessing: an address that tries many links or codes that do not exist has to wait."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Brake:
    """`most` wrong tries in `seconds` from one address; `from_all` together, where what is guessed is short."""

    name: str
    most: int
    seconds: int
    from_all: int | None = None


WRONG = 30
LINKS = Brake("link", WRONG, 600)
CODES = Brake(
    "code", 5, 1800, from_all=100
)  # of a million: at most one in ten thousand per open code and window


def is_over(request: HttpRequest, brake: Brake = LINKS) -> bool:
    """Whether this address, or all together, tried too often."""
    if int(cache.get(_key(request, brake), 0)) >= brake.most:
        return True
    return brake.from_all is not None and int(cache.get(_all(brake), 0)) >= brake.from_all


def count_wrong(request: HttpRequest, brake: Brake = LINKS) -> None:
    for key in (_key(request, brake), _all(brake)):
        cache.add(key, 0, brake.seconds)
        cache.incr(key)


def _key(request: HttpRequest, brake: Brake) -> str:
    """Hashed, so that no address stands in a cache."""
    address = request.META.get("REMOTE_ADDR", "")
    return f"respond-wrong-{brake.name}-" + hashlib.sha256(address.encode()).hexdigest()


def _all(brake: Brake) -> str:
    return f"respond-wrong-{brake.name}"
