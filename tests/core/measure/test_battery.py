"""The shipped battery: short, whole in both languages, and scored the way it says."""

import pytest

from werkzaam.core.measure import InstrumentProblem, Kind, read_answer, score, shipped

BATTERY = shipped("core-battery")


def test_it_is_short_and_free() -> None:
    assert len(BATTERY.items) <= 20
    assert BATTERY.minutes <= 12
    assert BATTERY.licence == "CC0-1.0"
    assert BATTERY.languages == ("nl", "en", "ar", "ti", "fa", "tr", "uk")


def test_every_question_makes_an_outcome_but_the_open_one() -> None:
    scored = {key for scale in BATTERY.scales for key in scale.items}
    assert {item.key for item in BATTERY.items} - scored == {"helped"}
    assert BATTERY.item("helped").kind is Kind.TEXT


def test_dutch_questions_are_plain() -> None:
    """B1: short sentences. Twenty words is far above what any of them needs."""
    for item in BATTERY.items:
        for text in (item.text["nl"], item.help.get("nl", "")):
            for sentence in text.replace("?", ".").split("."):
                assert len(sentence.split()) <= 20, sentence


def test_a_filled_in_battery() -> None:
    typed = {
        "ladder": "3", "paid-work": "0", "job-search": "12", "language-course": "1", "dutch": "2", "solve": "3",
        "go-on": "4", "leave-it": "2",
        "know-jobs": "1", "know-help": "4", "contact": "5", "treated-worse": "0", "health": "4", "life": "7",
        "helped": "De taalles",
    }  # fmt: skip
    answers = {key: read_answer(BATTERY.item(key), raw).value for key, raw in typed.items()}
    assert score(BATTERY, answers) == {
        "rung": 3, "paid-work": 0, "job-search": 12, "language-course": 1, "dutch": 2,
        "self-efficacy": 3 + 4 + (1 + 4 - 2),
        "labour-market": 7.5, "discrimination": 0, "contact-satisfaction": 5, "health": 4, "life": 7,
    }  # fmt: skip


def test_there_is_no_other() -> None:
    with pytest.raises(InstrumentProblem) as caught:
        shipped("who-5")
    assert caught.value.code == "instrument-not-found"
