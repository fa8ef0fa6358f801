"""What is asked, in which words, and which numbers the answers become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA = "werkzaam-instrument/1"

Text = Mapping[str, str]
"""The same words per language: {"nl": …, "en": …}."""

Answer = float | str | None
"""A number for a choice or a number, text for open questions, None for a question passed over."""


class Kind(StrEnum):
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class Rule(StrEnum):
    """How the items of a scale become one number; PERCENT: from 0 (all lowest) to 100 (all highest)."""

    SUM = "sum"
    MEAN = "mean"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Choice:
    value: float
    label: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `low` and `high` bound its value, `longest` a text (in code points)."""

    key: str
    kind: Kind
    text: Text
    help: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    longest: int = 1000
    required: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """`outcome` from `items`; those in `reverse` count from the other end.

    With fewer than `at_least` answers there is no score. A sum over fewer items than all is the mean times
    the number of items, so that a passed-over question does not count as zero.
    """

    outcome: str
    items: tuple[str, ...]
    rule: Rule = Rule.MEAN
    reverse: tuple[str, ...] = ()
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire: its items in the order of asking, and the scales they make."""

    key: str
    version: str
    title: Text
    intro: Text
    licence: str
    languages: tuple[str, ...]
    minutes: int
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]

    def item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)
