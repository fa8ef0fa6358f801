"""One answer: the value it stands for, or what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.measure import FAULTS, Choice, Item, Kind, Reading, read_answer

CHOICE = Item("c", Kind.CHOICE, {}, choices=(Choice(1.0, {}), Choice(2.5, {})))
NUMBER = Item("n", Kind.NUMBER, {}, low=0, high=10)
WHOLE = Item("w", Kind.NUMBER, {}, low=0, high=200, whole=True)
FREE = Item("f", Kind.NUMBER, {})
TEXT = Item("t", Kind.TEXT, {}, longest=5)
NEEDED = Item("r", Kind.TEXT, {}, required=True)


@pytest.mark.parametrize(
    ("item", "raw", "reading"),
    [
        (CHOICE, "1", Reading(1.0)),
        (CHOICE, "2,5", Reading(2.5)),
        (CHOICE, "3", Reading(fault="answer-not-a-choice")),
        (CHOICE, "one", Reading(fault="answer-not-a-choice")),
        (CHOICE, "", Reading()),
        (NUMBER, " 7 ", Reading(7.0)),
        (NUMBER, "7.5", Reading(7.5)),
        (NUMBER, "-1", Reading(fault="answer-too-low")),
        (NUMBER, "11", Reading(fault="answer-too-high")),
        (NUMBER, "1e3", Reading(fault="answer-not-a-number")),
        (NUMBER, "inf", Reading(fault="answer-not-a-number")),
        (NUMBER, "1.000,5", Reading(fault="answer-not-a-number")),
        (WHOLE, "3,0", Reading(3.0)),
        (WHOLE, "3,5", Reading(fault="answer-not-whole")),
        (FREE, "-99999", Reading(-99999.0)),
        (TEXT, "  taal ", Reading("taal")),
        (TEXT, "ميلاد", Reading("ميلاد")),
        (TEXT, "taalles", Reading(fault="answer-too-long")),
        (NEEDED, "  ", Reading(fault="answer-required")),
    ],
)
def test_readings(item: Item, raw: str, reading: Reading) -> None:
    assert read_answer(item, raw) == reading


@given(st.text(), st.sampled_from([CHOICE, NUMBER, WHOLE, FREE, TEXT, NEEDED]))
def test_whatever_is_typed_gives_a_value_or_a_known_fault(raw: str, item: Item) -> None:
    reading = read_answer(item, raw)
    assert reading.fault is None or (reading.fault in FAULTS and reading.value is None)
