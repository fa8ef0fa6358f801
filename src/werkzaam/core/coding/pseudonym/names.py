"""Registered names found in a text: whole, in part, by initials, with endings, nearly spelled so.

Names are compared folded (no case, no marks on letters) and word by word. A name in another alphabet than the
register's is not found; nor is a nickname. That is why a reader signs off.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from werkzaam.core.coding.fold import fold
from werkzaam.core.coding.pseudonym.mark import Mark, Reason

LONG_ENOUGH = 5  # letters: shorter words have too many neighbours
_PART = 3  # letters a part of a name must have to be looked for by itself
_BETWEEN = re.compile(r"[ \t\u00a0.,'’-]{0,3}\n?")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u065f\u0670]+[^\W\d_]*)*")  # with marks on letters
_SUFFIX = re.compile(r"['’][^\W\d_]{1,6}")  # Amina's, Amina'nın
_PARTICLES = "van de der den het ten ter te op in aan el al abu ibn bin ben von la le da dos del di"
_SMALL = frozenset(_PARTICLES.split())


class Sort(StrEnum):
    """What a registered name is of; persons are found by part too, the others only whole."""

    PARTICIPANT = "name"
    RELATIVE = "relative"
    COACH = "coach"
    EMPLOYER = "employer"
    SCHOOL = "school"
    STREET = "street"
    PLACE = "place"
    ORGANISATION = "organisation"


PERSONS = frozenset({Sort.PARTICIPANT, Sort.RELATIVE, Sort.COACH})


@dataclass(frozen=True, slots=True)
class Registered:
    """A name as it is registered. Several spellings of one may share `who`; else the name itself tells them apart."""

    name: str
    sort: Sort
    who: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One way a name may stand in a text: these folded words in a row."""

    words: tuple[str, ...]
    reason: Reason
    of: Registered


def names(text: str, register: Iterable[Registered]) -> Iterator[Mark]:
    """Marks on registered names, overlapping where one word could be of several; `settled` chooses.

    The replacement is the sort between brackets; `suggest` numbers them.
    """
    words = [_Word(m.start(), m.end(), fold(m[0]), m[0][0].isupper()) for m in _WORD.finditer(text)]
    forms = [form for one in register for form in _forms(one)]
    by_first = _by_first(forms)
    near = _neighbours({word.folded for word in words}, set(by_first))
    for index, word in enumerate(words):
        for first in near.get(word.folded, (word.folded,)):
            for form in by_first.get(first, ()):
                yield from _match(text, words, index, form)


def _forms(one: Registered) -> Iterator[_Form]:
    parts = [fold(part) for part in _WORD.findall(one.name)]
    if not parts:
        return
    yield _Form(tuple(parts), Reason.FULL_NAME, one)
    if one.sort not in PERSONS:
        return
    telling = [part for part in parts if part not in _SMALL]
    if len(parts) > 1:
        yield _Form((parts[0][0], *parts[1:]), Reason.INITIALS, one)
        yield _Form(tuple(part[0] for part in telling), Reason.INITIALS, one)
        for part in telling:
            if len(part) >= _PART:
                yield _Form((part,), Reason.PART_OF_NAME, one)


def _by_first(forms: Iterable[_Form]) -> dict[str, list[_Form]]:
    found: dict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        found[form.words[0]].append(form)
    return found


def _neighbours(heard: set[str], firsts: set[str]) -> dict[str, tuple[str, ...]]:
    """For each word of the text, the first words of names it is or nearly is."""
    rows = sorted(word for word in heard if len(word) >= LONG_ENOUGH - 1)
    columns = sorted(word for word in firsts if len(word) >= LONG_ENOUGH)
    near: dict[str, tuple[str, ...]] = {word: (word,) for word in heard}
    if not rows or not columns:
        return near
    distances = cdist(rows, columns, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
    for row, column in np.argwhere(distances == 1):
        near[rows[row]] = (*near[rows[row]], columns[column])
    return near


def _match(text: str, words: Sequence[_Word], index: int, form: _Form) -> Iterator[Mark]:
    found = words[index : index + len(form.words)]
    if len(found) < len(form.words) or not all(map(_alike, found, form.words)):
        return
    if not all(_beside(text, a, b) for a, b in pairwise(found)):
        return
    end = _with_ending(text, found[-1].end)
    reason = _reason(text, found, form)
    if reason is not None:
        yield Mark(found[0].start, end, reason, f"[{form.of.sort.value}]", form.of.who or form.of.name)


def _alike(word: _Word, wanted: str) -> bool:
    if word.folded == wanted:
        return True
    return len(wanted) >= LONG_ENOUGH and OSA.distance(word.folded, wanted, score_cutoff=1) <= 1


def _beside(text: str, one: _Word, other: _Word) -> bool:
    return _BETWEEN.fullmatch(text, one.end, other.start) is not None


def _reason(text: str, found: Sequence[_Word], form: _Form) -> Reason | None:
    exact = all(word.folded == wanted for word, wanted in zip(found, form.words, strict=True))
    if form.reason is Reason.INITIALS:
        lone = [word for word, wanted in zip(found, form.words, strict=True) if len(wanted) == 1]
        dotted = all(word.capital and text[word.end : word.end + 1] == "." for word in lone)
        return Reason.INITIALS if dotted else None
    if not exact:
        return Reason.NEAR_SPELLING
    cased = found[0].capital or not text[found[0].start].islower()
    return form.reason if cased or len(form.words) > 1 else Reason.SMALL_LETTERS


def _with_ending(text: str, end: int) -> int:
    ending = _SUFFIX.match(text, end)
    return ending.end() if ending else end
