"""A form part-way: the values, what is relevant, how often each repeat turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from werkzaam.core.measure.form.node import At, Node, Shape
from werkzaam.core.measure.form.values import Value

Key = tuple[int, At]
"""A node's number and its turns."""

MOST_TURNS = 100  # of one repeat: a slip of the keyboard must not make a million questions


@dataclass(slots=True)
class State:
    """Filled in one pass by `recalculate`, and only read afterwards."""

    now: datetime
    language: str
    values: dict[Key, Value] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    turns: dict[Key, int] = field(default_factory=dict)

    def value(self, node: Node, at: At) -> Value:
        """What an expression sees: nothing where the question is not asked."""
        key = (node.number, at)
        return "" if key in self.hidden else self.values.get(key, "")

    def places(self, node: Node, at: At = ()) -> list[At]:
        """Every turn in which `node` stands, within the turns `at` of the repeats around it."""
        found = [at]
        for repeat in node.repeats[len(at) :]:
            found = [
                (*place, turn)
                for place in found
                for turn in range(1, self.turns.get((repeat.number, place), 0) + 1)
            ]
        return found

    def shown(self, node: Node, at: At) -> bool:
        return (node.number, at) not in self.hidden


@dataclass(slots=True)
class Here:
    """Where an expression is evaluated; `item` is a row of a choice list inside a filter on it."""

    state: State
    at: At
    item: Mapping[str, str] | None = None
    position: int = 0


Run = Callable[[Here], Value]
Many = Callable[[Here], list[Value]]


def own_turn(node: Node, at: At) -> int:
    """Which turn of a repeat this is; 1 for anything that does not repeat."""
    return at[node.depth - 1] if node.shape is Shape.REPEAT else 1
