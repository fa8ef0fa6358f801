"""A form as it was compiled, and answers to it part-way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from werkzaam.core.measure.form.compile import Expression
from werkzaam.core.measure.form.model import Group, Part, Question, Rules
from werkzaam.core.measure.form.node import At, Node, Shape
from werkzaam.core.measure.form.order import Unit
from werkzaam.core.measure.form.problem import FormProblem
from werkzaam.core.measure.form.state import State

ADDRESS = re.compile(r"([^\[\]]+)((?:\[\d{1,4}\])*)")
NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers part-way, never changed in place. `given` holds what was answered, as text, by address."""

    given: Mapping[str, str]
    state: State = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in one turn. `address` is its key, with [1] and so on behind it inside repeats."""

    address: str
    question: Question
    at: At
    value: str
    required: bool
    readonly: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown together: one question, or a group that asks to be shown as one (`field-list`)."""

    asked: tuple[Asked, ...]
    groups: tuple[Group, ...] = ()
    at: At = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer; `message` is the form's own, per language, where it has one."""

    address: str
    code: str
    message: Mapping[str, str] = field(default_factory=dict)


class AnswerProblem(FormProblem):
    """An answer that cannot be kept; `fault` says why, and the earlier answer stays."""

    code = "answer-refused"

    def __init__(self, fault: Fault) -> None:
        super().__init__("This answer cannot be kept. The earlier one stays.", code=fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """`languages`: the default first; `questions` by key, in the order of asking; `names`: nodes by key."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    root: Node
    rules: Mapping[int, Rules]
    parts: tuple[Part, ...]
    questions: Mapping[str, Question]
    units: tuple[Unit, ...]
    names: Mapping[str, Node]
    keys: Mapping[int, str]
    defaults: Mapping[int, str]
    first: Mapping[int, Expression]

    def address(self, node: Node, at: At) -> str:
        return self.keys[node.number] + "".join(f"[{turn}]" for turn in at)

    def place(self, address: str) -> tuple[Node, At] | None:
        """The node and turns of an address; None for one that this form does not have."""
        known = self.names.get(address)
        if known is not None and not known.depth:
            return known, ()
        match = ADDRESS.fullmatch(address)
        node = self.names.get(match[1]) if match else None
        if match is None or node is None:
            return None
        at = tuple(int(turn) for turn in re.findall(r"\d+", match[2]))
        return (node, at) if len(at) == node.depth and all(turn >= 1 for turn in at) else None

    def rule(self, node: Node) -> Rules:
        return self.rules.get(node.number, NO_RULES)

    @property
    def filtered(self) -> list[Question]:
        """Questions whose choices depend on other answers."""
        return [one for one in self.questions.values() if one.choices and one.choices.keep]

    def leaves(self) -> Iterator[Node]:
        return (node for node in self.root.below() if node.shape is Shape.LEAF)
