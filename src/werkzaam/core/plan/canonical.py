"""The hash of a plan: the same for the same content, however the file is laid out."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time

UNHASHED = ("lock", "deviations")


def plan_hash(tables: Mapping[str, object]) -> str:
    """SHA-256 (hex) over canonical JSON of every table but `[lock]`.

    Order of keys, comments, white space and the spelling of numbers (1000, 1_000, 1e3) do not count;
    the order of lists and of repeated tables does (the first wave is the baseline).
    """
    content = {key: _plain(value) for key, value in tables.items() if key not in UNHASHED}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
