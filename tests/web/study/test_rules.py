from datetime import date
from pathlib import Path

import pytest

from werkzaam.core.plan import Design, read_plan
from werkzaam.web.study import rules

A, B = "a" * 32, "b" * 32


def test_a_window_holds_through_its_last_day():
    window = {"opens_on": date(2026, 3, 1), "closes_on": date(2026, 3, 31)}
    assert rules.is_open(**window, on=date(2026, 3, 31))
    assert not rules.is_open(**window, on=date(2026, 4, 1))
    assert not rules.is_open(opens_on=None, closes_on=None, on=date(2026, 3, 1))


def test_matching_is_no_lottery():
    assert rules.is_lottery(Design.RANDOMISED)
    assert not rules.is_lottery(Design.MATCHED)


@pytest.mark.parametrize(("n", "d"), [(26, 0.8), (64, 0.5), (394, 0.2)])
def test_detectable_difference_is_cohens_table(n, d):
    """Cohen (1988), table 2.4.1: n per group for power .80 at two-sided alpha .05 (d .80: 26, .50: 64, .20: 393)."""
    assert rules.detectable_d(n, n, 0.05) == pytest.approx(d, abs=0.01)


def test_one_person_detects_nothing():
    assert rules.detectable_d(1, 60, 0.05) is None


def test_lines_are_read_with_comma_semicolon_or_tab():
    lines, wrong = rules.read_lines(
        f"{A},programme\n\n{B.upper()}; control\nJanssen, control\n{A}\tprogramme"
    )
    assert [(line.number, line.arm) for line in lines] == [(1, "programme"), (3, "control"), (5, "programme")]
    assert lines[1].pseudonym == B
    assert wrong == [4]


def test_who_sits_elsewhere_is_moved():
    assert rules.moved({A: "control", B: "control"}, {A: "programme"}) == 1
    assert rules.moved({A: "programme"}, {A: "programme"}) == 0


def test_a_question_names_the_arms_not_the_programme_behind_them():
    plan = read_plan(Path(__file__).with_name("plan.toml"))
    asked = rules.questions(plan, "nl")[0]
    assert (asked.programme, asked.comparison) == ("Deelnemers", "Controlegroep")
