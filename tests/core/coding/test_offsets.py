"""In whichever way another program counted, passages come out where it meant them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkzaam.core.coding import sentences
from werkzaam.core.coding.exchange import CONVENTIONS, STANDARD, Convention, Marked, diagnose, place
from werkzaam.core.coding.source import unix

PLAIN = (
    "Ze belde 😀 élke week.\nDat hielp 👩🏽‍💼 écht, zei ze.\n\n"
    "كانت تتصل كل أسبوع. نعم.\nዕድል 𝒳 ኣለኒ። ጽቡቕ.\nEinde 😀 hier."
)
WIDE = {"code-point": "utf-32-le", "utf-16": "utf-16-le", "byte": "utf-8"}
ONE = {"code-point": 4, "utf-16": 2, "byte": 1}


def counted(text: str, at: int, way: Convention, stored: str) -> int:
    """A position as the other program writes it: the text before it, with its line ends, in its units."""
    ends = {"stored": stored, "one": "\n", "two": "\r\n"}[way.line_end]
    before = ("\ufeff" if way.mark else "") + text[:at].replace("\n", ends)
    return len(before.encode(WIDE[way.unit])) // ONE[way.unit]


def marked(text: str, way: Convention, stored: str) -> tuple[Marked, list[tuple[int, int]]]:
    meant = [(one.start, one.end) for one in sentences(text)]
    told = [(counted(text, a, way, stored), counted(text, b, way, stored) - way.inclusive) for a, b in meant]
    return Marked("\ufeff" + text.replace("\n", stored), tuple(told)), meant


@pytest.mark.parametrize("stored", ["\n", "\r\n"])
@pytest.mark.parametrize("way", CONVENTIONS, ids=str)
def test_every_way_of_counting_is_recognised(way: Convention, stored: str) -> None:
    text, meant = marked(PLAIN, way, stored)
    found = diagnose([text])
    assert list(place(text, found.convention)) == meant
    assert found.score == 1
    assert found.standard <= found.score


def test_the_standard_is_taken_when_nothing_tells_otherwise() -> None:
    found = diagnose([Marked("Dat hielp mij.", ((0, 14), (4, 9)))])
    assert (found.convention, found.passages) == (STANDARD, 2)
    assert diagnose([]).convention == STANDARD


def test_all_texts_of_a_project_are_judged_together() -> None:
    way = Convention("utf-16")
    plain, _ = marked("Geen teken te veel.", way, "\n")
    rich, meant = marked(PLAIN, way, "\n")
    found = diagnose([plain, rich])
    assert found.convention == way
    assert list(place(rich, found.convention)) == meant


def test_what_lies_outside_or_within_a_sign_has_no_place() -> None:
    text = Marked("Ja 😀 nee", ((0, 2), (3, 99), (-1, 2), (4, 4), (5, 4)))
    assert place(text, STANDARD) == ((0, 2), None, None, None, None)
    assert place(Marked("Ja 😀 nee", ((4, 6),)), Convention("utf-16")) == (None,)


TEXTS = st.text(st.sampled_from("ab é.😀ع\n"), min_size=1, max_size=30)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(CONVENTIONS), st.data())
def test_placing_turns_counting_round(text: str, way: Convention, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = (counted(text, start, way, "\n"), counted(text, end, way, "\n") - way.inclusive)
    assert place(Marked(text, (told,)), way) == ((start, end),)
    assert unix(text) == text
