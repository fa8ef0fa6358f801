"""Scoring worked out by hand."""

import pytest

from werkzaam.core.measure import Instrument, InstrumentProblem, parse_instrument, score

SMALL = """
schema = "werkzaam-instrument/1"
key = "small"
version = "1"
title = { nl = "Klein", en = "Small" }
licence = "CC0-1.0"
languages = ["nl", "en"]
minutes = 1

[answers]
four = [
    { value = 1, label = { nl = "een", en = "one" } },
    { value = 4, label = { nl = "vier", en = "four" } },
]

[[items]]
key = "a"
kind = "choice"
choices = "four"
text = { nl = "A?", en = "A?" }

[[items]]
key = "b"
kind = "choice"
choices = "four"
text = { nl = "B?", en = "B?" }

[[items]]
key = "c"
kind = "number"
low = 0
high = 10
text = { nl = "C?", en = "C?" }

[[scales]]
outcome = "total"
items = ["a", "b", "c"]
reverse = ["b", "c"]
rule = "sum"
at_least = 2

[[scales]]
outcome = "mean"
items = ["a", "b"]
"""


@pytest.fixture
def small() -> Instrument:
    return parse_instrument(SMALL, "small.toml")


@pytest.mark.parametrize(
    ("answers", "total", "mean"),
    [
        ({"a": 1.0, "b": 1.0, "c": 0.0}, 1 + 4 + 10, 1.0),
        ({"a": 4.0, "b": 4.0, "c": 10.0}, 4 + 1 + 0, 4.0),
        ({"a": 4.0, "b": 1.0}, (4 + 4) / 2 * 3, 2.5),  # one passed over: the mean of the others stands in
        ({"a": 4.0, "b": None, "c": 4.0}, (4 + 6) / 2 * 3, None),
        ({"a": 4.0}, None, None),
        ({}, None, None),
    ],
)
def test_scores(
    small: Instrument, answers: dict[str, float | None], total: float | None, mean: float | None
) -> None:
    assert score(small, answers) == {"total": total, "mean": mean}


def test_an_unknown_item_is_a_mistake(small: Instrument) -> None:
    with pytest.raises(KeyError):
        score(small, {"z": 1.0})


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('schema = "werkzaam-instrument/1"', 'schema = "other/1"', "expected"),
        ('licence = "CC0-1.0"', "", "'licence' is missing"),
        ('kind = "number"', 'kind = "scale"', "not a valid Kind"),
        ('text = { nl = "C?", en = "C?" }', 'text = { nl = "C?" }', 'without words in "en"'),
        ('text = { nl = "C?", en = "C?" }', 'text = "C?"', 'without words in "nl"'),
        ('choices = "four"', 'choices = "five"', "'five' is missing"),
        ('choices = "four"', "", "has choices"),
        ('key = "b"', 'key = "a"', "same key"),
        ('items = ["a", "b"]', 'items = ["a", "z"]', "cannot use: z"),
        ("at_least = 2", "at_least = 9", "at_least"),
        ("low = 0\n", "", "needs a number with bounds"),
        ("minutes = 1", "minutes = ", "not valid TOML"),
    ],
)
def test_a_mistake_in_an_instrument_is_named(right: str, wrong: str, words: str) -> None:
    assert right in SMALL
    with pytest.raises(InstrumentProblem, match=r"small\.toml") as caught:
        parse_instrument(SMALL.replace(right, wrong), "small.toml")
    assert words in caught.value.message


PERCENT = """survey
,type,name,label,scale,scale_rule,reverse,constraint
,integer,a,A,well,percent,,. >= 0 and . <= 5
,integer,b,B,well,,,. >= 0 and . <= 5
,integer,c,C,calm,percent,yes,. >= 1 and . <= 6
settings
,form_id,version
,p,1
"""


def test_a_percentage_of_the_range_is_the_who_5_rule_and_turns_round() -> None:
    """WHO-5: items of 0 to 5, the sum times 4 for five items; so 20 times the mean (Topp et al. 2015)."""
    told = parse_instrument(PERCENT, "p.csv")
    assert score(told, {"a": 5, "b": 2, "c": 1}) == {"well": 20 * 3.5, "calm": 100}
    assert score(told, {"a": 0, "b": 0, "c": 6}) == {"well": 0, "calm": 0}


@pytest.mark.parametrize("bounds", ["", ". >= 0", ". >= 5 and . <= 5"])
def test_a_percentage_without_a_range_is_a_fault(bounds: str) -> None:
    with pytest.raises(InstrumentProblem, match="percentage"):
        parse_instrument(PERCENT.replace(". >= 0 and . <= 5", bounds, 1), "p.csv")
