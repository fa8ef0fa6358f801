"""The numbers that stand for a missing answer in SPSS: one per reason, far from every answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pyarrow.compute as pc

from werkzaam.core.measure.export.model import Frame, Missing

Codes = Mapping[Missing, float]


def missing_codes(frames: Iterable[Frame]) -> Codes:
    """-99, -98 and -97; one digit longer, and so on, where an answer could be as low as that."""
    lowest = min((_lowest(frame) for frame in frames), default=0.0)
    digits = next(size for size in range(2, 16) if lowest > 3 - 10**size)
    last = 1 - 10**digits
    return {Missing.PASSED: last, Missing.NOT_SENT: last + 1, Missing.NOT_ASKED: last + 2}


def _lowest(frame: Frame) -> float:
    """The lowest number that is answered, or may be."""
    told = [v.low for v in frame.variables if v.low is not None]
    told += [value.code for v in frame.variables for value in v.values]
    seen = [pc.min(frame.table[v.name]).as_py() for v in frame.variables if v.coded]
    return min([*told, *(value for value in seen if value is not None)], default=math.inf)
