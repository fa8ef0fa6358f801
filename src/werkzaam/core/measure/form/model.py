"""A compiled form: the tree of answers, what is asked in which order, and the expressions that govern it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from werkzaam.core.measure.form.compile import Expression
from werkzaam.core.measure.form.node import Node
from werkzaam.core.measure.form.rows import Filter


class Control(StrEnum):
    """How a question is answered; a note is only read."""

    INPUT = "input"
    ONE = "select1"
    MANY = "select"
    AGREE = "trigger"
    NOTE = "note"


Pieces = tuple[str | Expression, ...]
"""Words, with expressions where an earlier answer is read out."""


@dataclass(frozen=True, slots=True)
class Text:
    """Per language the words, and the file names of sound and pictures ("audio", "image", …)."""

    words: Mapping[str, Pieces] = field(default_factory=dict)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a bind says; None where it says nothing."""

    relevant: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint_text: Text = NOTHING
    required_text: Text = NOTHING
    preload: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows of a list that a question offers: those that pass `keep` (all, without it)."""

    rows: tuple[Mapping[str, str], ...]
    labels: Mapping[str, Text]
    keep: Filter | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question. `key` stays the same over waves, whatever the wording."""

    node: Node
    key: str
    control: Control
    label: Text
    hint: Text
    choices: Choices | None = None
    appearance: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions together; `turns` is the expression that says how often a repeat turns."""

    node: Node | None
    label: Text
    inside: tuple[Part, ...]
    together: bool = False
    turns: Expression | None = None


Part = Question | Group
