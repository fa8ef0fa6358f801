"""Positions in a text, after its letters and marks are composed (NFC)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise


def composed(text: str, positions: Iterable[int]) -> tuple[str, Mapping[int, int]]:
    """The text in NFC, and where each position of `text` went. A position within a letter goes before it."""
    whole = unicodedata.normalize("NFC", text)
    wanted = sorted({0, *positions})
    if whole == text:
        return whole, {position: position for position in wanted}
    return whole, _moved(text, whole, wanted)


def _moved(text: str, whole: str, wanted: list[int]) -> dict[int, int]:
    """Piece by piece where pieces add up to the whole; else each from the start, as a letter was cut in two."""
    moved, pieces = {0: 0}, []
    for start, end in pairwise([*wanted, len(text)]):
        pieces.append(unicodedata.normalize("NFC", text[start:end]))
        moved[end] = moved[start] + len(pieces[-1])
    if "".join(pieces) == whole:
        return moved
    return {position: _prefix(text, whole, position) for position in wanted}


def _prefix(text: str, whole: str, position: int) -> int:
    before = unicodedata.normalize("NFC", text[:position])
    same = len(before)
    while same and not whole.startswith(before[:same]):
        same -= 1
    return same
