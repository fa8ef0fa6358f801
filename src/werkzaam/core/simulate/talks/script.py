"""The codebook and the words of each language, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from werkzaam.core.simulate.spoken import Code

TONGUES = ("nl", "en", "ar", "tr", "ti")
Said = tuple[int, int]  # how many persons say so, and how many the contrary


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))


@cache
def codes() -> tuple[Code, ...]:
    """Themes before the codes below them."""
    return tuple(
        Code(one["key"], one["kind"], one["label"], one.get("below")) for one in _read("codes.toml")["codes"]
    )


@cache
def planted() -> Mapping[tuple[str, str], Said]:
    """By code and perspective."""
    return {
        (one["key"], perspective): (count[0], count[1] if len(count) > 1 else 0)
        for one in _read("codes.toml")["codes"]
        for perspective, count in one.get("said", {}).items()
    }


@cache
def words(language: str) -> Mapping[str, Any]:
    return _read(f"words/{language}.toml")


def says(language: str, stance: str, code: str) -> list[str]:
    """The ways in which this language says it; [] where it has none."""
    found: list[str] = words(language)[stance].get(code, [])
    return found
