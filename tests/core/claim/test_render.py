"""Numbers as readers of Dutch and English write them."""

from __future__ import annotations

import pytest

from werkzaam.core.claim import references, render
from werkzaam.core.claim.evidence import lookup
from werkzaam.problem import NotSupported, Problem


@pytest.mark.parametrize(
    ("value", "hint", "nl", "en"),
    [
        (1794.3423, "points", "1.794", "1,794"),
        (-8497.516, "points", "−8.498", "−8,498"),
        (12.345, "points", "12,3", "12.3"),
        (0.25, "points", "0,25", "0.25"),
        (-0.001, "points", "0,00", "0.00"),
        (0.5, "sd", "0,50", "0.50"),
        (0.95, "percent", "95%", "95%"),
        (0.0363, "percent", "3,6%", "3.6%"),
        (0.0, "percent", "0%", "0%"),
        (0.167, "percentpoints", "17", "17"),
        (15992, "count", "15.992", "15,992"),
        (0.0004, "p", "< 0,001", "< 0.001"),
        (0.0412, "p", "0,041", "0.041"),
        (float("nan"), "points", "–", "–"),
        (float("inf"), "sd", "–", "–"),
        (None, "count", "–", "–"),
    ],
)
def test_number(value: float | None, hint: str, nl: str, en: str) -> None:
    table = {"a": {"b-1": value}}
    assert render(f"x {{a.b-1|{hint}}} y", table, "nl") == f"x {nl} y"
    assert render(f"x {{a.b-1|{hint}}} y", table, "en") == f"x {en} y"


def test_points_is_the_usual_hint() -> None:
    assert render("{a}", {"a": 0.5}, "nl") == "0,50"


def test_what_cannot_be_rendered_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        render("{a.c}", {"a": {"b": 1.0}}, "nl")
    assert refused.value.code == "unknown-reference"
    with pytest.raises(Problem):
        lookup({"a": {"b": 1.0}}, "a")
    with pytest.raises(NotSupported):
        render("{a|furlongs}", {"a": 1.0}, "nl")
    with pytest.raises(NotSupported):
        render("{a}", {"a": 1.0}, "fy")


def test_references_come_once_in_order() -> None:
    assert references("{b.x} {a|sd} {b.x|count}") == ("b.x", "a")
