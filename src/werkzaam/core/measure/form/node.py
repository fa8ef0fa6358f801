"""The shape of a form's answers: groups, repeats and questions, each with its path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    GROUP = "group"
    REPEAT = "repeat"
    LEAF = "leaf"


At = tuple[int, ...]
"""Which turn of each repeat around a node, outermost first, from 1; () outside repeats."""


@dataclass(slots=True, eq=False)
class Node:
    """One element of the instance. `depth` counts the repeats around it, itself included."""

    number: int
    name: str
    parent: Node | None
    shape: Shape = Shape.LEAF
    type: str = "string"
    children: dict[str, Node] = field(default_factory=dict)
    depth: int = 0

    @property
    def path(self) -> str:
        above = self.parent.path if self.parent else ""
        return f"{above}/{self.name}"

    def above(self) -> Iterator[Node]:
        """Itself, then its parents up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def below(self) -> Iterator[Node]:
        """Itself and all inside it, in the order of the form."""
        yield self
        for child in self.children.values():
            yield from child.below()

    @property
    def repeats(self) -> list[Node]:
        """The repeats around it, outermost first."""
        return [node for node in self.above() if node.shape is Shape.REPEAT][::-1]


def shared(one: Node, other: Node) -> int:
    """How many repeats both stand in."""
    count = 0
    for left, right in zip(one.repeats, other.repeats, strict=False):
        if left is not right:
            break
        count += 1
    return count
