"""Marks on what may give someone away, and the text without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from werkzaam.core.coding.source import Source, Turn


class Reason(StrEnum):
    """Why something was marked; the first ones win where marks overlap."""

    IBAN = "iban"
    MAIL = "mail"
    URL = "url"
    CITIZEN_NUMBER = "citizen-number"
    TELEPHONE = "telephone"
    POSTCODE = "postcode"
    DATE = "date"
    FULL_NAME = "full-name"
    PART_OF_NAME = "part-of-name"
    INITIALS = "initials"
    SMALL_LETTERS = "small-letters"  # a name that may as well be an ordinary word
    NEAR_SPELLING = "near-spelling"
    DEDUCE = "deduce"  # a second opinion, see `second`


_DOUBTED = {Reason.INITIALS, Reason.SMALL_LETTERS, Reason.NEAR_SPELLING, Reason.DEDUCE}
CERTAIN = frozenset(Reason) - _DOUBTED


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] may give someone away. `who` tells apart what gets the same replacement; it never leaves."""

    start: int
    end: int
    reason: Reason
    replacement: str
    who: str = ""

    @property
    def certain(self) -> bool:
        """Whether no reader needs to decide it is one at all."""
        return self.reason in CERTAIN


def settled(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks without overlap, in order: the longer wins, then the more certain reason."""
    rank = {reason: number for number, reason in enumerate(Reason)}
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start - one.end, rank[one.reason], one.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda one: one.start))


def redact(source: Source, marks: Iterable[Mark], speakers: dict[str, str] | None = None) -> Source:
    """The source with every mark replaced, turns moved along; `speakers` gives names of speakers a new one.

    Marks are those the reader kept; they must not overlap (see `settled`). Make it before anything is coded: positions
    change.
    """
    text = source.text
    pieces, moved, last, shift = [], [], 0, 0
    for mark in sorted(marks, key=lambda one: one.start):
        pieces += [text[last : mark.start], mark.replacement]
        shift += len(mark.replacement) - (mark.end - mark.start)
        moved.append((mark.start, mark.end, shift))
        last = mark.end
    new = "".join([*pieces, text[last:]])
    turns = tuple(_moved(turn, moved, speakers or {}) for turn in source.turns)
    return replace(source, text=new, turns=turns)


def _moved(turn: Turn, moved: list[tuple[int, int, int]], speakers: dict[str, str]) -> Turn:
    return replace(
        turn,
        start=_place(turn.start, moved),
        words=_place(turn.words, moved),
        end=_place(turn.end, moved),
        speaker=speakers.get(turn.speaker, turn.speaker),
    )


def _place(position: int, moved: list[tuple[int, int, int]]) -> int:
    """Where a position goes; one within a mark goes to the end of its replacement."""
    shift = 0
    for start, end, after in moved:
        if start >= position:
            break
        if position < end:
            return end + after
        shift = after
    return position + shift
