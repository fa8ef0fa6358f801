from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.journey.rules.attention import (
    Next,
    Standing,
    days_silent,
    is_silent,
    next_contact_by,
    next_step,
)
from werkzaam.web.journey.rules.codes import counted_minutes, is_conversation
from werkzaam.web.journey.rules.disclosure import shown, suppressed

START = date(2026, 1, 5)


def standing(spoken=None, needs=True, rating=True):
    return Standing(START, spoken, has_needs=needs, has_rating=rating)


@pytest.mark.parametrize(
    ("channel", "outcome", "spoken"),
    [
        ("office", "held", True),
        ("telephone", "held", True),
        ("home-visit", "no-show", False),
        ("message", "held", False),
        ("e-mail", "held", False),
        ("video", "cancelled-by-us", False),
    ],
)
def test_a_message_or_a_no_show_is_no_conversation(channel, outcome, spoken):
    assert is_conversation(channel, outcome) is spoken


def test_minutes_count_only_where_it_took_place():
    assert counted_minutes("held", 35) == 35
    assert counted_minutes("no-show", 35) == 0


def test_silence_begins_on_the_fourteenth_day():
    spoken = START + timedelta(3)
    assert not is_silent(standing(spoken), on=spoken + timedelta(13))
    assert is_silent(standing(spoken), on=spoken + timedelta(14))
    assert days_silent(standing(), on=START + timedelta(9)) == 9


def test_the_most_pressing_comes_first():
    day = START + timedelta(5)
    assert next_step(standing(), on=START + timedelta(20)) is Next.CALL
    assert next_step(standing(), on=day) is Next.MEET
    assert next_step(standing(day, needs=False, rating=False), on=day) is Next.ASK_NEEDS
    assert next_step(standing(day, rating=False), on=day) is Next.RATE
    assert next_step(standing(day), on=day) is Next.PLAN


def test_the_norm_says_when_the_next_contact_is_due():
    assert next_contact_by(START, 1.0) == START + timedelta(7)
    assert next_contact_by(START, 0.5) == START + timedelta(14)
    assert next_contact_by(START, 0.0) is None


def test_small_counts_are_hidden_also_by_subtraction():
    assert suppressed({"a": 40, "b": 3, "c": 20}) == {"a": 40, "b": None, "c": None}
    assert suppressed({"a": 40, "b": 8, "c": 9}) == {"a": 40, "b": None, "c": None}
    assert suppressed({"a": 40, "b": 2, "c": 3, "d": 11}) == {"a": 40, "b": None, "c": None, "d": None}
    assert suppressed({"a": 40, "b": 0, "c": 20}) == {"a": 40, "b": 0, "c": 20}
    assert suppressed({"a": 4}) == {"a": None}
    assert (shown(9), shown(10), shown(0)) == (None, 10, 0)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 60), max_size=8))
def test_what_is_hidden_cannot_be_found_from_the_total(counts):
    safe = suppressed(counts)
    hidden = [counts[key] for key, n in safe.items() if n is None]
    assert all(n is None or n == 0 or n >= 10 for n in safe.values())
    shown_positive = any(safe.values())
    assert not hidden or not shown_positive or (len(hidden) >= 2 and sum(hidden) >= 10)
