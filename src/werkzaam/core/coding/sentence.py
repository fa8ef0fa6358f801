"""Sentences: the units in which a text is read and coded.

Every code point that is no blank lies in exactly one sentence; a line is a paragraph and ends its sentence. Same text,
same sentences. Marks that end one: Latin and Cyrillic . ! ? …, Arabic ؟ and Persian/Urdu ۔, Ethiopic ። ፧ ፨ (and ፡፡, as
it is often typed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSE = "\"'”’»)\\]›“"
_END = re.compile(rf"(?:[.!?…‼⁇⁈⁉]+[{_CLOSE}]*(?=\s|$)|(?:[؟۔።፧፨]|፡፡)[؟۔።፧፨!?.]*[{_CLOSE}]*)", re.MULTILINE)
_DUTCH = (
    "art dhr mw mevr mej dr drs ir ing mr prof bijv bv nl ca nr tel blz resp vs evt incl excl jan feb mrt apr aug sept "
    "okt nov dec o.a d.w.z m.b.t i.v.m t.a.v n.a.v i.p.v a.s m.n z.g"
)
_ENGLISH = "mrs ms st jr sr eg ie e.g i.e approx dept fig vol"
_TURKISH = "doç av sn vb vd bkz örn yrd müh"
_UKRAINIAN = "р рр ст вул буд кв ім м тел грн тис млн напр див"
_ARABIC = "د م أ ص"  # titles of one letter
_SHORT = frozenset(" ".join([_DUTCH, _ENGLISH, _TURKISH, _UKRAINIAN, _ARABIC]).split())
_HEARD = 24  # the longest abbreviation with what stands before it, in code points


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence `number` (from 1) of paragraph `paragraph` (from 1): text[start:end], no blanks around it."""

    number: int
    paragraph: int
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a text, in order. A line is a paragraph; a blank line is none."""
    spans = (
        (paragraph, start, end)
        for paragraph, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), 1)
        for start, end in _within(text, line.start(), line.end())
    )
    return tuple(Sentence(number, *span) for number, span in enumerate(spans, 1))


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _END.finditer(text, start, end):
        if mark.start() >= start and _ends(text, start, mark.end(), end):
            yield _trim(text, start, mark.end())
            start = mark.end()
    if text[start:end].strip():
        yield _trim(text, start, end)


def _ends(text: str, start: int, here: int, end: int) -> bool:
    """An abbreviation, an initial or a number of a list, or a small letter next, means the sentence goes on."""
    following = text[here : here + _HEARD].lstrip()[:1] if here < end else ""
    return not following.islower() and not _shortened(text, start, here)


def _shortened(text: str, start: int, here: int) -> bool:
    if text[here - 1] != ".":
        return False
    heard = text[max(start, here - _HEARD) : here - 1].split()
    if not heard:
        return False
    word = heard[-1].lstrip("\"'“‘(«[")
    initial = len(word) == 1 and word.isupper() and word not in "IÍ"
    of_a_list = word.isdecimal() and not text[start : here - 1 - len(word)].strip()
    return (
        word.casefold() in _SHORT
        or initial
        or of_a_list
        or bool(re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word))
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
