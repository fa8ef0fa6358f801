"""What is said: no typed digits, no causal words without a verdict, references that resolve, both languages alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core import effect
from werkzaam.core.claim import Kind, Verdict, evidence, judge, references, render
from werkzaam.core.claim.words import LANGUAGES, sentences
from werkzaam.core.effect.result import Interval, Reliable

TABLE = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
Tell = Callable[..., Any]

CAUSAL = {
    "nl": r"door (het programma|de aanpak|de begeleiding)|dankzij|zorg\w* voor|leid\w* tot|geleid tot|veroorza\w+|"
    r"verbeter\w*|verho\w+gd?|verla\w+gd?|help\w*|hielp\w*|bewerkstellig\w*|resulte\w+|draagt bij|"
    r"heeft bijgedragen|als gevolg van|komt doordat|maakt dat|effectief|werkzaam",
    "en": r"caus\w+|because of|thanks to|due to|owing to|leads? to|led to|results? in|resulted in|improv\w+|"
    r"increas\w+|reduc\w+|decreas\w+|boost\w*|rais\w+|help\w*|effective\w*|contribut\w+|brought about|"
    r"the programme changed",
}
SPOKEN = {"effect", "harm"}

DESCRIBED_NEVER = {
    "nl": r"omdat|dankzij|effect|waardoor|daardoor",
    "en": r"because|thanks to|effect|due to|therefore",
}


def templates() -> Iterator[tuple[str, str, str, str]]:
    """(table, name, language, words) of every sentence there is."""
    for table, entries in sentences().items():
        if isinstance(entries, dict):
            for name, words in entries.items():
                for language in LANGUAGES:
                    yield table, name, language, words[language]


EVERY = list(templates())
NAMES = [f"{table}-{name}-{language}" for table, name, language, _ in EVERY]


@pytest.mark.parametrize(("table", "name", "language", "words"), EVERY, ids=NAMES)
def test_a_sentence_keeps_the_rules(table: str, name: str, language: str, words: str) -> None:
    plain = re.sub(r"\{[^}]*\}", "", words)
    assert not re.search(r"\d", plain), "no digit is typed"
    found = re.search(CAUSAL[language], plain, re.IGNORECASE)
    if table == "verdict" and name in SPOKEN:
        assert found, "an effect is said as one"
    else:
        assert not found, f"causal: {found and found[0]}"
    if table == "described":
        assert not re.search(DESCRIBED_NEVER[language], plain, re.IGNORECASE)


def test_the_causal_list_would_catch_one() -> None:
    assert re.search(CAUSAL["nl"], "De begeleiding leidt tot meer werk")
    assert re.search(CAUSAL["en"], "The pilot increased participation")


@pytest.mark.parametrize(("table", "name"), sorted({(table, name) for table, name, *_ in EVERY}))
def test_both_languages_rest_on_the_same_numbers(table: str, name: str) -> None:
    words = sentences()[table][name]
    assert set(references(words["nl"])) == set(references(words["en"]))
    assert set(re.findall(r"\$\w+", words["nl"])) == set(re.findall(r"\$\w+", words["en"]))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["why"].replace(" ", "-"))
def test_every_reference_resolves(case: dict[str, Any], tell: Tell) -> None:
    """Rendering raises on an unknown path; nothing unfilled is left."""
    told = tell(**case)
    texts = [claim.sentence for claim in (told.effect, *told.others)] + [
        gate.reason for gate in told.effect.gates
    ]
    for text in texts:
        for language in LANGUAGES:
            said = render(text[language], told.evidence, language)
            assert not re.search(r"[{}$]", said)
            assert said
    for path in told.effect.evidence:
        assert re.fullmatch(r"[a-z_]+(\.[A-Za-z0-9_-]+)+", path)


def test_no_causal_word_is_read_without_a_verdict(tell: Tell) -> None:
    """Over every case, as rendered, with the plan's own words in it."""
    for case in TABLE["cases"]:
        told = tell(**case)
        if told.effect.verdict in (Verdict.EFFECT, Verdict.HARM):
            continue
        for language in LANGUAGES:
            assert not re.search(CAUSAL[language], told.read(language)), case["why"]


def test_insufficient_says_what_could_have_been_seen_and_was_needed(tell: Tell) -> None:
    told = tell(low=-0.2, high=1.5, p_adjusted=0.12)
    dutch, english = told.read("nl"), told.read("en")
    assert "Dat is iets anders dan dat de aanpak niet werkt." in dutch
    assert "That is something else than that the approach does not work." in english
    assert "1,03 treden (0,82 standaarddeviatie)" in dutch
    # (1.959964 + 0.841621)^2 x (0.35 / 0.5)^2 x 120 = 461.5
    assert "ongeveer 462 mensen bij de start nodig geweest; het waren er 120" in dutch
    assert "about 462 people would have been needed at the start; there were 120" in english


def test_a_study_that_was_large_enough_is_not_called_too_small(tell: Tell) -> None:
    told = tell(low=-0.01, high=0.6, p_adjusted=0.07, se=0.15)
    assert told.effect.verdict is Verdict.INSUFFICIENT
    assert "nodig geweest" not in told.read("nl")
    assert "met 120 waren die er ook" in told.read("nl")


def test_not_comparable_names_the_check_and_its_value(tell: Tell) -> None:
    told = tell(smd=1.234)
    assert "op “Leeftijd” 1,23 standaarddeviatie, terwijl het niet meer dan 0,25 mag zijn" in told.read("nl")
    assert "by 1.23 standard deviations on “Age”, where no more than 0.25 is allowed" in told.read("en")
    assert "estimate.rung-t2.points.value" in told.effect.evidence, "so that it can be shown in grey"


def test_a_bent_lottery_says_both(tell: Tell) -> None:
    told = tell(design="randomised", smd=0.4, attrition_low=False)
    assert "0,40 standaarddeviatie" in told.read("nl")
    assert "16,7" not in told.read("nl")
    assert "De uitval verschilt te veel tussen de groepen: 17 procentpunt" in told.read("nl")


def test_where_groups_share_nothing(tell: Tell) -> None:
    assert "niets gemeen" in tell(smd=float("inf")).read("nl")


def test_steps_stand_beside_those_of_the_comparison(tell: Tell) -> None:
    told = tell(low=-0.2, high=1.5, p_adjusted=0.12)
    steps = next(claim for claim in told.others if claim.key == "steps-rung-t2")
    assert steps.kind is Kind.DESCRIBED
    assert steps.verdict is None
    english = render(steps.sentence["en"], told.evidence, "en")
    assert "Of the 60 people" in english
    assert "34 are known" in english
    assert "Of them 14 took a step or more forward, 13 stayed the same and 7 went back." in english
    assert "In the group “Other district” these were 8, 13 and 3, of the 24 for whom this is known" in english
    assert english.endswith("(rated by the coach; source: questionnaire)")


def test_where_less_is_better_a_fall_is_a_step_forward(tell: Tell) -> None:
    told = tell(direction="down")
    assert told.evidence["development"]["programme"]["rung"]["t2"]["improved"] == 7


def test_without_a_comparison_only_developments_are_told(tell: Tell) -> None:
    told = tell(comparison=False, design="none")
    assert [claim.key for claim in told.others] == ["steps-rung-t2", "dose"]
    assert "Er is geen vergelijkingsgroep." in told.read("nl")


def test_dose_is_told_for_both_arms(tell: Tell) -> None:
    told = tell()
    dose = next(claim for claim in told.others if claim.key == "dose")
    dutch = render(dose.sentence["nl"], told.evidence, "nl")
    assert "0,75 contacten per persoon per week gepland" in dutch
    assert "0,55 gehouden (19,2 minuten per week)" in dutch
    assert "In de groep “Andere wijk” waren het 0,05 contacten (1,75 minuten) per week." in dutch


def test_shares_are_told_in_percentage_points(tell: Tell) -> None:
    assert "is 100 procentpunt" in tell(scale="binary").read("nl")


def test_every_problem_of_an_estimate_has_a_sentence() -> None:
    """An estimate that could not be made says why, in words of both languages."""
    rooms = Path(effect.__file__).parent
    said = {
        "credibility",
        "power",
        "pooled",
        "register",
    }  # what these refuse is left out, or said on the command line
    files = [path for path in rooms.rglob("*.py") if not said & set(path.relative_to(rooms).parts)]
    codes = {
        code for path in files for code in re.findall(r'code="([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(codes) > 15
    assert codes <= set(sentences()["problem"])


def test_change_beyond_measurement_error_stands_beside_that_of_the_comparison(tell: Tell) -> None:
    share = Interval(0.1, 0.05, 0.2)
    changed = Reliable(2.52, 6, 25, 3, share, share)
    told = tell()
    found = [replace(each, reliable=changed) for each in told.findings.developments]
    findings = replace(told.findings, developments=tuple(found))
    steps = next(claim for claim in judge(findings, told.plan) if claim.key == "steps-rung-t2")
    english = render(steps.sentence["en"], evidence(findings, told.plan), "en")
    assert "more than 2.52 rungs is hardly ever a measurement error alone" in english
    assert "6 moved forward by that much and 3 moved back by that much" in english
    assert "In the group “Other district” these were 6 and 3." in english


def test_the_contrast_in_contact_is_said(tell: Tell) -> None:
    told = tell()
    dose = next(claim for claim in told.others if claim.key == "dose")
    assert "That is a difference of 0.50 contacts a week." in render(dose.sentence["en"], told.evidence, "en")
