from datetime import date

import pytest

from werkzaam.web.survey import rules
from werkzaam.web.survey.rules import Door

WINDOW = {"opens_on": date(2026, 3, 1), "closes_on": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("submitted", "allowed", "on", "door"),
    [
        (False, True, date(2026, 3, 31), Door.OPEN),
        (False, True, date(2026, 2, 28), Door.EARLY),
        (False, True, date(2026, 4, 1), Door.CLOSED),
        (False, False, date(2026, 3, 15), Door.WITHDRAWN),
        (True, True, date(2026, 3, 15), Door.DONE),
        (True, False, date(2026, 4, 1), Door.DONE),
    ],
)
def test_what_a_link_opens(submitted, allowed, on, door):
    assert rules.door(submitted=submitted, allowed=allowed, **WINDOW, on=on) is door


def test_a_token_has_128_bits_and_is_never_the_same():
    tokens = {rules.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {22}  # 22 × 6 bits hold 128


def test_a_hash_does_not_show_the_token():
    assert (
        rules.token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )  # FIPS 180-2


def test_resuming_goes_on_after_the_last_answer():
    assert rules.resume_at(["a", "b", "c"], []) == 1
    assert rules.resume_at(["a", "b", "c"], ["b"]) == 3
    assert rules.resume_at(["a", "b", "c"], ["c"]) == 4
