"""Passages in code points, and how they lie beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import (
    Coding,
    CodingProblem,
    Sentence,
    apart,
    contains,
    gap,
    overlaps,
    passage,
    touched,
)

TEXT = "Ze belde elke week 👩🏽‍💼 — ዕድል! Dat hielp."


def at(start: int, end: int) -> Coding:
    return Coding("k", "t1", start, end, "trust", "dirk")


def test_passages_count_in_code_points() -> None:
    start = TEXT.index("Dat")
    assert passage(TEXT, at(start, start + 10)) == "Dat hielp."
    emoji = TEXT.index("👩")
    assert passage(TEXT, at(emoji, emoji + 4)) == "👩🏽‍💼"


def test_a_passage_past_the_text_is_refused() -> None:
    with pytest.raises(CodingProblem) as caught:
        passage(TEXT, at(3, len(TEXT) + 1))
    assert caught.value.code == "coding-outside"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_passage_is_refused(start: int, end: int) -> None:
    with pytest.raises(CodingProblem) as caught:
        at(start, end)
    assert caught.value.code == "coding-empty"


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: at(pair[0], sum(pair)))


@given(SPANS, SPANS)
def test_spans_agree_with_sets_of_positions(one: Coding, other: Coding) -> None:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert overlaps(one, other) == bool(mine & theirs)
    assert contains(one, other) == (theirs <= mine)
    assert gap(one, other) == (
        0 if mine & theirs else max(min(mine), min(theirs)) - min(max(mine), max(theirs)) - 1
    )


UNITS = tuple(Sentence(n + 1, 1, n * 5, n * 5 + 4) for n in range(10))


@given(SPANS)
def test_touched_units_are_those_that_share_a_position(span: Coding) -> None:
    assert list(touched(UNITS, span)) == [n for n, unit in enumerate(UNITS) if overlaps(unit, span)]


def test_units_apart() -> None:
    assert apart(UNITS, at(0, 4), at(1, 2)) == 0
    assert apart(UNITS, at(0, 4), at(5, 9)) == 1
    assert apart(UNITS, at(20, 24), at(5, 9)) == 3
    assert apart(UNITS, at(4, 5), at(5, 9)) is None
