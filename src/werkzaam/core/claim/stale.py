"""Whether a claim still says what it was written on: a number it refers to may have changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from werkzaam.core.claim.dossier import Source, Written
from werkzaam.core.claim.evidence import Evidence, Number, find
from werkzaam.core.claim.render import references

_DIGITS = 9
"""Significant digits that count: a sum in another order is no change."""


def fingerprint(claim: Written, evidence: Evidence) -> str:
    """Of every number the claim refers to or rests on, as it now stands. Kept with the claim when it is written."""
    return _digest((path, find(evidence, path)) for path in paths(claim))


def is_stale(claim: Written, evidence: Evidence, seen: str) -> bool:
    """Whether a number changed, came or went since `seen` was taken."""
    return fingerprint(claim, evidence) != seen


def paths(claim: Written) -> tuple[str, ...]:
    """The numbers in its sentences, and those linked to it."""
    told = {path for words in claim.sentence.values() for path in references(words)}
    linked = {link.target for link in claim.links if link.source is Source.NUMBER}
    return tuple(sorted(told | linked))


def rounded(number: Number) -> str | None:
    return None if number is None else f"{number:.{_DIGITS}g}"


def _digest(numbers: Iterable[tuple[str, Number]]) -> str:
    told = [(path, rounded(number)) for path, number in numbers]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
