"""How one event is bound to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64


def seal(
    *,
    previous: str,
    at: datetime,
    actor: str,
    act: str,
    look: bool,
    subject: str,
    details: Mapping[str, object],
) -> str:
    """SHA-256 over the canonical form of an event and the hash before it (64 hex digits)."""
    record = [previous, at.astimezone(UTC).isoformat(), actor, act, look, subject, dict(details)]
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
