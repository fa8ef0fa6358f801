"""Each mistake in a plan gives one message with a code, the line, what was found and what was expected."""

from pathlib import Path

import pytest

from werkzaam.core.plan import PlanProblem, parse_plan, read_plan

CASES = [
    # what is there, what is written instead, code, which line of that is named, words the message must hold
    ('scale = "ordinal"', 'scale = "ordnal"', "plan-value", 0, 'Did you mean "ordinal"?'),
    ('direction = "up"', 'direction = "sideways"', "plan-value", 0, '"up", "down"'),
    ("smallest_effect = 0.5", 'smallest_effect = "half"', "plan-type", 0, "text; expected a number"),
    ("smallest_effect = 0.5", "smallest_effect = -1", "plan-value", 0, "0 or more"),
    ("smallest_effect = 0.5", "smallest_effect = 0", "plan-value", 0, "above 0"),
    ("smallest_effect = 0.5", "smallest_effect = nan", "plan-value", 0, "expected"),
    ("smallest_effect = 0.5\n", "", "plan-missing-key", -5, "smallest_effect in [[outcomes]] number 1"),
    ("high = 6", "hihg = 6", "plan-unknown-key", 0, 'Did you mean "high"?'),
    ("high = 6", "high = 1", "plan-value", 0, "not above low"),
    ("months = 6", "months = 0", "plan-waves", 0, "put waves in order"),
    ("months = 6", "months = true", "plan-type", 0, "true/false; expected a number"),
    ('key = "t1"', 'key = "t0"', "plan-duplicate", 0, "a key of its own"),
    ('key = "t1"', 'key = "t 1"', "plan-value", 0, "letters, digits"),
    ('outcome = "rung"', 'outcome = "rungs"', "plan-unknown-reference", 0, 'Did you mean "rung"?'),
    ('wave = "t1"', 'wave = "t9"', "plan-unknown-reference", 0, "t0, t1"),
    ('wave = "t1"', 'wave = "t0"', "plan-value", 0, "needs a later wave"),
    ('partner = "did"', 'partner = "ancova"', "plan-value", 0, "another method"),
    ('method = "ancova"', 'method = "ols"', "plan-value", 0, '"difference", "ancova", "did"'),
    ('role = "comparison"', 'role = "programme"', "plan-arms", None, "exactly one"),
    ('role = "comparison"', 'role = "compare"', "plan-value", 0, 'Did you mean "comparison"?'),
    ('kind = "randomised"', 'kind = "none"', "plan-arms", None, "expects none"),
    ('kind = "randomised"', 'kind = "randomized"', "plan-value", 0, 'Did you mean "randomised"?'),
    ('schema = "werkzaam-plan/1"', 'schema = "werkzaam-plan/2"', "plan-schema", 0, '"werkzaam-plan/1"'),
    ('schema = "werkzaam-plan/1"\n', "", "plan-missing-key", None, "schema is missing"),
    ('title = { nl = "Klein", en = "Small" }', 'title = { en = "Small" }', "plan-missing-key", 0, '"nl"'),
    ('title = { nl = "Klein", en = "Small" }', "title = 3", "plan-type", 0, "a number; expected text"),
    (
        'title = { nl = "Klein", en = "Small" }',
        'titel = "Klein"',
        "plan-missing-key",
        -2,
        '("titel" stands there)',
    ),
    ('key = "small"', "key = small", "plan-syntax", 0, "not valid TOML"),
    ("[analysis]", "[analisys]", "plan-unknown-key", 0, 'Did you mean "analysis"?'),
    ('covariates = ["age"]', 'covariates = ["age", "age"]', "plan-duplicate", 0, "twice"),
    ('covariates = ["age"]', 'covariates = "age"', "plan-type", 0, "a list"),
    ('covariates = ["age"]', "alpha = 5", "plan-value", 0, "from 0.0001 to 0.5"),
    ('covariates = ["age"]', 'multiplicity = "bonferoni"', "plan-value", 0, '"holm", "romano-wolf", "none"'),
    ('covariates = ["age"]', 'family = ["rung-t2"]', "plan-unknown-reference", 0, 'Did you mean "rung-t1"?'),
    (
        'covariates = ["age"]',
        '[covariates.sex]\ncolumn = "sex"',
        "plan-unknown-reference",
        0,
        "none is defined",
    ),
    ('covariates = ["age"]', '[gates]\nattrition = "hopeful"', "plan-value", 1, '"cautious", "optimistic"'),
    ('covariates = ["age"]', '[columns]\nlayout = "broad"', "plan-value", 1, '"long", "wide"'),
    ('covariates = ["age"]', '[[data]]\nsource = "a.csv"\narm = "x"', "plan-unknown-reference", 2, "no arm"),
    ('covariates = ["age"]', '[[data]]\nsource = ""', "plan-value", 1, "is empty"),
    ('covariates = ["age"]', '[lock]\non = "2026"\nby = "A"\nhash = "b"', "plan-type", 1, "a date such as"),
    ('key = "control"', 'key = "control"\nvalue = "participants"', "plan-duplicate", 1, "a value of its own"),
    ('partner = "did"', 'partner = "did"\nprimary = "yes"', "plan-type", 1, "true or false"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "line", "words"), CASES, ids=lambda value: str(value)[:40]
)
def test_a_mistake_is_named(
    small: str, right: str, wrong: str, code: str, line: int | None, words: str
) -> None:
    text = small.replace(right, wrong)
    if line is not None:
        line += small[: small.index(right)].count("\n") + 1
    with pytest.raises(PlanProblem) as caught:
        parse_plan(text, "small.toml")
    problem = caught.value
    assert problem.code == code
    assert words in problem.message
    assert problem.message.startswith("small.toml" if line is None else f"small.toml, line {line}:")
    assert problem.details["line"] == line


def test_wide_data_need_columns(small: str) -> None:
    wide = small + '\n[[data]]\nsource = "a.csv"\n[columns]\nlayout = "wide"\n'
    with pytest.raises(PlanProblem, match="the column of each wave"):
        parse_plan(wide, "x")


def test_wide_data_need_the_wave_that_is_asked_about(small: str) -> None:
    text = (
        small.replace("high = 6", 'high = 6\ncolumns = { t0 = "rung_t0" }') + '\n[columns]\nlayout = "wide"\n'
    )
    with pytest.raises(PlanProblem, match='outcome "rung" names no column'):
        parse_plan(text, "x")


def test_a_partner_is_not_registered_twice(small: str) -> None:
    twice = small + '\n[[estimands]]\noutcome = "rung"\nwave = "t1"\nmethod = "did"\n'
    with pytest.raises(PlanProblem, match="the same analysis"):
        parse_plan(twice, "x")


def test_binary_outcomes_have_no_other_bounds(small: str) -> None:
    with pytest.raises(PlanProblem, match="values are 0 and 1"):
        parse_plan(small.replace('"ordinal"', '"binary"'), "x")


@pytest.mark.parametrize(
    ("content", "code"), [(None, "plan-not-found"), (b"\xff\xfe", "plan-not-utf8"), (b"", "plan-missing-key")]
)
def test_files_that_are_no_plan(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "plan.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PlanProblem) as caught:
        read_plan(path)
    assert caught.value.code == code


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanProblem) as caught:
        read_plan(tmp_path)
    assert caught.value.code == "plan-unreadable"


def test_a_plan_saved_with_a_byte_order_mark_is_the_same_plan(tmp_path: Path, small: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(small, encoding="utf-8-sig")
    assert read_plan(path).hash == parse_plan(small, "plan.toml").hash
