"""Stepping stones: how one placement leads to the next, and to work."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from werkzaam.web.journey.rules.codes.practice import EndReason, PlacementKind, PlacementStatus

WORK = PlacementKind.PAID_WORK.value
JOB = (EndReason.JOB_HERE, EndReason.JOB_ELSEWHERE)
RUNNING, BROKEN, NOTHING = "running", "broken-off", "nothing-yet"
"""What came after a placement where it is no other placement and no work."""


@dataclass(frozen=True, slots=True)
class Stone:
    """One placement in a chain; `previous` is the one that led here."""

    key: Hashable
    previous: Hashable | None


def chains(stones: Sequence[Stone]) -> list[list[Hashable]]:
    """Keys in order, a chain per first placement; where a chain forks, each branch has the whole way before it.

    A placement whose previous one is not among `stones` begins a chain.
    """
    known = {stone.key for stone in stones}
    after: dict[Hashable, list[Hashable]] = {stone.key: [] for stone in stones}
    for stone in stones:
        if stone.previous in known:
            after[stone.previous].append(stone.key)
    firsts = [stone.key for stone in stones if stone.previous not in known]
    return [way for first in firsts for way in _ways(first, after)]


def _ways(first: Hashable, after: dict[Hashable, list[Hashable]]) -> list[list[Hashable]]:
    return [[first, *way] for one in after[first] for way in _ways(one, after)] or [[first]]


def came_next(*, status: str, end_reason: str, follower: str | None, has_work: bool) -> str:
    """What a placement led to: work, a following kind of placement, or one of the three words above.

    `follower` is the kind of the next placement; `has_work`: an outcome in paid work stands on this placement.
    """
    if has_work or end_reason in JOB:
        return WORK
    if follower:
        return follower
    if status in (PlacementStatus.AGREED, PlacementStatus.RUNNING):
        return RUNNING
    return BROKEN if status == PlacementStatus.BROKEN_OFF else NOTHING
