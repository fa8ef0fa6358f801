"""A plan that is written from its tables is the same plan."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.plan import has_comments, parse_plan, plan_text
from werkzaam.core.simulate import plan_text as enschede

ROOT = Path(__file__).parents[3]
PLANS = [*ROOT.glob("tests/**/plan*.toml"), *ROOT.glob("tests/**/small.toml")]

TEXTS = st.text(alphabet="aB9_-.é\"'\\\n\t\r#[]{}=, \x00\x1f\x7f\u2028\U0001f600", max_size=12)
PLAIN = st.one_of(
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    st.dates(min_value=date(1900, 1, 1)),
)
VALUES = st.recursive(
    st.one_of(PLAIN, st.lists(PLAIN, max_size=3)),
    lambda inner: st.one_of(
        st.dictionaries(TEXTS, inner, max_size=4),
        st.lists(st.dictionaries(TEXTS, inner, max_size=3), min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_tables_come_back_as_they_were(tables):
    assert tomllib.loads(plan_text(tables)) == tables


def test_there_are_plans_to_write():
    assert len(PLANS) >= 3


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_plans_keep_their_hash(path):
    text = path.read_text(encoding="utf-8")
    if "[study]" not in text:
        pytest.skip("no plan")
    again = parse_plan(plan_text(tomllib.loads(text)), path.name)
    assert again.hash == parse_plan(text, path.name).hash


def test_the_reference_plan_keeps_its_hash():
    again = plan_text(tomllib.loads(enschede()))
    assert parse_plan(again, "p").hash == parse_plan(enschede(), "p").hash
    assert has_comments(enschede())
    assert not has_comments(again)
