"""A link as a square to scan: drawn as one path, so that it weighs little and needs no picture file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import qrcode

QUIET = 4  # modules of white around it (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Square:
    """`path` for the `d` of an SVG path, in a view of `size` by `size` modules."""

    path: str
    size: int


def square(address: str) -> Square:
    """The QR code of an address, readable with a fold in the paper (error correction M)."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    return Square("".join(run for y, row in enumerate(rows) for run in _runs(row, y)), len(rows))


def _runs(row: Sequence[bool], y: int) -> Iterator[str]:
    """One rectangle per run of dark modules."""
    x = 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            yield f"M{x} {y}h{width}v1h-{width}z"
        x += width
