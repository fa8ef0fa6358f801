"""Numbers in sentences are references: resolved, formatted per language, and traceable."""

import re
import tomllib
from importlib import resources

import pytest

from werkzaam.core.claim import references
from werkzaam.core.report.document import Number, Words, plain
from werkzaam.core.report.paths import anchor, lookup
from werkzaam.core.report.teller import Teller

WORDS = resources.files("werkzaam.core.report") / "words"


def told(language):
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def flat(words):
    return {(section, key): text for section, own in words.items() for key, text in own.items()}


def test_both_languages_say_the_same_things_about_the_same_numbers():
    dutch, english = flat(told("nl")), flat(told("en"))
    assert set(dutch) == set(english)
    for key in dutch:
        assert sorted(references(dutch[key])) == sorted(references(english[key])), key
        assert set(re.findall(r"\$[a-z]+", dutch[key])) == set(re.findall(r"\$[a-z]+", english[key])), key


def test_no_digit_is_typed_into_a_sentence():
    """Years of a citation, the name of a standard, shares on an axis and the threshold of disclosure are no results."""
    for key, text in (flat(told("nl")) | flat(told("en"))).items():
        rest = re.sub(r"\{[^}]*\}|\([A-Z][^()]* \d{4}\)|SHA-256|0 (tot|to) 100|< 10", "", text)
        assert not re.search(r"\d", rest), key


def test_a_number_keeps_its_path_and_its_full_value(material):
    estimate = material.findings.estimates[0]
    teller = Teller(material, "nl")
    number = next(
        p
        for p in teller.text(f"Het verschil is {{estimate.{estimate.key}.points.value|points}}.")
        if isinstance(p, Number)
    )
    assert number.value == estimate.points.value
    assert number.path == f"estimate.{estimate.key}.points.value"
    assert number.anchor == f"e-estimate-{estimate.key}"


@pytest.mark.parametrize(("language", "shape"), [("nl", r"^−?\d+,\d\d$"), ("en", r"^−?\d+\.\d\d$")])
def test_a_number_is_written_as_its_language_writes_it(material, language, shape):
    assert re.match(
        shape, plain((Teller(material, language).number("dose.per_week.participants", "points"),))
    )


def test_a_number_that_is_not_there_is_a_dash_and_leads_nowhere(material):
    part = Teller(material, "en").number("estimate.nothing.points.value", "points")
    assert part == Words("–")


def test_words_filled_in_are_never_read_as_references(material):
    text = Teller(material, "en").text("A $name.", name="{estimate.x|points} $name")
    assert plain(text) == "A {estimate.x|points} $name."


def test_anchors_name_the_row_and_nothing_else():
    assert anchor("development.participants.rung.t2.change.value") == "e-development-participants-rung-t2"
    assert anchor("dose.per_week.controls") == "e-dose-controls"
    assert anchor("plan.level") is None


def test_what_is_no_finite_number_is_looked_up_as_nothing():
    table = {"a": {"b": float("nan"), "c": 1, "d": None}}
    assert [lookup(table, path) for path in ("a.b", "a.c", "a.d", "a", "x.y")] == [
        None,
        1.0,
        None,
        None,
        None,
    ]
