"""Six short conversations with their codes, read from data; each passage stands word for word in its turn."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from werkzaam.core.simulate.scenario import Code, Interview, Passage, Turn


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "interviews.toml").read_text(encoding="utf-8"))


def codes() -> tuple[Code, ...]:
    return tuple(Code(one["key"], one["kind"], one["label"]) for one in _told()["codes"])


def interviews(start: date) -> tuple[Interview, ...]:
    """The conversations, each dated in weeks since `start`."""
    return tuple(_interview(one, start) for one in _told()["interviews"])


def _interview(told: Mapping[str, Any], start: date) -> Interview:
    return Interview(
        key=told["key"],
        perspective=told["perspective"],
        on=start + timedelta(weeks=told["week"]),
        person=told.get("person"),
        turns=tuple(Turn(speaker, text) for speaker, text in told["turns"]),
        passages=tuple(Passage(**one) for one in told["passages"]),
    )
