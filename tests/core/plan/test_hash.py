"""The hash follows the content: layout of the file does not count, every value does."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.plan import plan_hash

VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**6), 10**6), st.floats(allow_nan=False), st.text(), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=10,
)
TABLES = st.dictionaries(st.text(min_size=1).filter(lambda key: key != "lock"), VALUES, max_size=5)


def reordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: reordered(inner) for key, inner in reversed(value.items())}
    return [reordered(inner) for inner in value] if isinstance(value, list) else value


@given(TABLES)
def test_order_of_keys_and_the_lock_do_not_count(tables: dict[str, object]) -> None:
    other = {"lock": {"by": "someone"}, **reordered(tables)}
    assert plan_hash(other) == plan_hash(tables)


@given(TABLES, st.text(min_size=1).filter(lambda key: key != "lock"), VALUES)
def test_a_further_key_counts(tables: dict[str, object], key: str, value: object) -> None:
    if key not in tables:
        assert plan_hash({**tables, key: value}) != plan_hash(tables)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x = 1000", "x  =  1_000 # a thousand", True),
        ("x = 1000", "x = 1e3", True),
        ("x = 0.5", "x = 5e-1", True),
        ("x = {a = 1, b = 2}", "[x]\nb = 2\na = 1", True),
        ("x = 0.5", "x = 0.50001", False),
        ("x = [1, 2]", "x = [2, 1]", False),
        ("x = 1", 'x = "1"', False),
        ("x = 1", "x = true", False),
        ("x = 0.5", 'x = "0.5"', False),
    ],
)
def test_what_counts_in_toml(one: str, other: str, same: bool) -> None:
    assert (plan_hash(tomllib.loads(one)) == plan_hash(tomllib.loads(other))) is same


def test_the_hash_is_the_one_that_was_promised() -> None:
    """A lock must hold for ever: this hash was made with version 0.1.0 (sha256sum of {"a":{"b":[1,true]}})."""
    import hashlib

    assert plan_hash({"a": {"b": [1.0, True]}}) == hashlib.sha256(b'{"a":{"b":[1,true]}}').hexdigest()
