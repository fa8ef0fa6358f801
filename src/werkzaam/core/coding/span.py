"""How two spans of one text lie beside each other. Half-open, in code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from werkzaam.core.coding.coding import Span


def overlaps(one: Span, other: Span) -> bool:
    """Whether they share at least one code point."""
    return one.start < other.end and other.start < one.end


def contains(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies wholly within `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def gap(one: Span, other: Span) -> int:
    """Code points between them; 0 where they touch or overlap."""
    return max(0, max(one.start, other.start) - min(one.end, other.end))


def touched(units: Sequence[Span], span: Span) -> range:
    """Indices of the units that share a code point with `span`; units are in order and do not overlap."""
    first = bisect_right(units, span.start, key=lambda unit: unit.end)
    last = bisect_left(units, span.end, key=lambda unit: unit.start)
    return range(first, max(first, last))


def apart(units: Sequence[Span], one: Span, other: Span) -> int | None:
    """Units from one span to the other: 0 in one and the same unit, 1 in the next; None where one lies in no unit."""
    here, there = touched(units, one), touched(units, other)
    if not here or not there:
        return None
    return max(0, here[0] - there[-1], there[0] - here[-1])
