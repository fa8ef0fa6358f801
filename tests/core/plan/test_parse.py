"""A plan's sections become values, with the defaults that docs/plan.md promises."""

import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from werkzaam.core.plan import Design, Layout, Method, Role, Scale, parse_plan, read_plan

ROOT = Path(__file__).parents[3]


def test_a_small_plan(small: str) -> None:
    plan = parse_plan(small, "small.toml")
    assert (plan.key, plan.design, plan.language, plan.alpha) == ("small", Design.RANDOMISED, "nl", 0.05)
    assert plan.baseline.key == "t0"
    assert plan.arm(Role.COMPARISON).key == "control"
    assert plan.outcome("rung").scale is Scale.ORDINAL
    assert plan.outcome("rung").unit["en"] == "points"
    assert plan.programme == {"nl": "Deelnemers", "en": "Participants"}
    assert plan.text == small
    with pytest.raises(FrozenInstanceError):
        plan.key = "other"  # type: ignore[misc]


def test_estimand_keys_follow_outcome_and_wave(small: str) -> None:
    more = small + '\n[[estimands]]\noutcome = "rung"\nwave = "t1"\nmethod = "difference"\nprimary = false\n'
    plan = parse_plan(more, "small.toml")
    assert [estimand.key for estimand in plan.estimands] == ["rung-t1", "rung-t1-difference"]
    assert [estimand.primary for estimand in plan.estimands] == [True, False]


def test_a_family_decides_what_is_primary(small: str) -> None:
    more = '\n[[estimands]]\nkey = "plain"\noutcome = "rung"\nwave = "t1"\nmethod = "difference"\n'
    text = small.replace("[analysis]", f'{more}\n[analysis]\nfamily = ["plain"]')
    assert {item.key: item.primary for item in parse_plan(text, "x").estimands} == {
        "rung-t1": False,
        "plain": True,
    }


def test_languages_are_those_with_a_title(small: str) -> None:
    assert parse_plan(small, "x").languages == ("nl", "en")
    only = small.replace('title = { nl = "Klein", en = "Small" }', 'title = "Klein"')
    plan = parse_plan(only, "x")
    assert plan.languages == ("nl",)
    assert plan.title == {"nl": "Klein", "en": "Klein"}


def test_covariates_take_their_key_as_label_and_column(small: str) -> None:
    plan = parse_plan(small, "x")
    assert plan.covariate_labels == {"age": {"nl": "age", "en": "age"}}
    named = small + '\n[covariates.age]\nlabel = { nl = "Leeftijd", en = "Age" }\ncolumn = "leeftijd"\n'
    plan = parse_plan(named, "x")
    assert plan.covariate_labels["age"]["nl"] == "Leeftijd"
    assert plan.covariate_columns == {"age": "leeftijd"}


def test_a_study_without_comparison(small: str) -> None:
    text = small.replace('kind = "randomised"', 'kind = "none"')
    alone = re.sub(r'\[\[arms\]\]\nkey = "control".*?\n\n', "", text, flags=re.S)
    assert parse_plan(alone, "x").arm(Role.COMPARISON) is None


def test_the_documented_plan_is_a_whole_plan() -> None:
    text = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/plan.md").read_text(encoding="utf-8"), re.S)[0]
    plan = parse_plan(text, "docs/plan.md")
    assert plan.columns.layout is Layout.LONG
    assert plan.dose is not None
    assert plan.changed  # the lock in the page is an example


@pytest.mark.parametrize("name", ["experiment", "cps"])
def test_the_examples_are_registered(name: str) -> None:
    plan = read_plan(ROOT / f"examples/nsw/{name}.toml")
    assert plan.registered
    assert not plan.changed
    assert plan.estimands[0].method is Method.DIFFERENCE
    assert plan.folder == ROOT / "examples/nsw"
