"""Experienced discrimination: who may know, and what may be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkzaam.web.journey.rules.codes.voice import Reader
from werkzaam.web.journey.rules.disclosure import suppressed

LISTENERS = (Reader.COACH, Reader.TEAM_LEAD)
"""Who can bring someone into contact with a service."""


def changes(now: Iterable[str], wanted: Iterable[str]) -> tuple[list[str], list[str]]:
    """(readers to let in, readers to shut out), each in the order of the code list."""
    has, wants = set(now), {Reader(reader).value for reader in wanted}
    order = [reader.value for reader in Reader]
    return [r for r in order if r in wants - has], [r for r in order if r in has - wants]


def may_refer(readers: Iterable[str]) -> bool:
    """Nobody can be asked to bring someone into contact who may not know of it."""
    return bool(set(readers) & {reader.value for reader in LISTENERS})


def signal(
    total: int, parts: Mapping[str, int], *, threshold: int
) -> tuple[int | None, dict[str, int | None]]:
    """People who told something, all and by part; None where fewer than `threshold` stand behind a number.

    Where the total is hidden, nothing of it is shown, not even a nought.
    """
    if total < threshold:
        return None, dict.fromkeys(parts)
    shown = suppressed(parts, threshold=threshold)
    return total, {key: n or None for key, n in shown.items()}
