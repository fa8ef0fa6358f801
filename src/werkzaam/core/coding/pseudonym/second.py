"""A second opinion on a Dutch text by `deduce`, where someone installed it; never in place of a reader.

deduce (Menger and others 2018, Telematics and Informatics 35, 727-736) is LGPL-3.0-or-later and no part of what is
shipped: it is asked only where an administrator put it beside this software. It was made for Dutch medical notes and
knows Dutch names best, so what it leaves is no proof of anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from werkzaam.core.coding.fold import fold
from werkzaam.core.coding.pseudonym.mark import Mark, Reason

_KINDS = {
    "persoon": "name", "patient": "name", "locatie": "place", "instelling": "organisation",
    "ziekenhuis": "organisation",
    "datum": "date", "telefoonnummer": "telephone", "emailadres": "mail", "url": "url", "bsn": "citizen-number",
}  # fmt: skip
_FEWEST = 2  # letters that a rest must have to be worth a mark


def second_opinion(text: str, language: str) -> Iterator[Mark]:
    """What deduce would hide: nothing where it is not installed, or for another language than Dutch."""
    if language.partition("-")[0].lower() != "nl" or find_spec("deduce") is None:
        return
    for one in _deduce().deidentify(text).annotations:
        kind = _KINDS.get(one.tag)
        if kind:
            who = fold(one.text) if kind == "name" else ""
            yield Mark(one.start_char, one.end_char, Reason.DEDUCE, f"[{kind}]", who)


def beside(seconds: Iterator[Mark], marks: Sequence[Mark], text: str) -> Iterator[Mark]:
    """What the second opinion adds: the part of each of its marks that no other mark covers."""
    for one in seconds:
        start = one.start
        for mark in (*(m for m in marks if m.start < one.end and one.start < m.end), None):
            end = one.end if mark is None else max(start, mark.start)
            yield from _worth(one, text, start, end)
            start = one.end if mark is None else max(start, mark.end)


def _worth(one: Mark, text: str, start: int, end: int) -> Iterator[Mark]:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip(" ,.")), end - len(words) + len(words.rstrip(" ,."))
    if sum(sign.isalnum() for sign in text[start:end]) >= _FEWEST:
        yield Mark(start, end, one.reason, one.replacement, one.who)


@cache
def _deduce() -> Any:
    """Made once: its lists of names take seconds to load."""
    return import_module("deduce").Deduce()
