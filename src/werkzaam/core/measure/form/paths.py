"""Paths of an expression to nodes of the form, and values of repeats by their turn."""

from __future__ import annotations

from collections.abc import Sequence

from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.node import At, Node, Shape, shared
from werkzaam.core.measure.form.parse import Path
from werkzaam.core.measure.form.state import Here, Run, own_turn
from werkzaam.core.measure.form.values import Value, whole

__all__ = ["column", "indexed", "position", "resolve", "shared"]


def resolve(path: Path, node: Node, root: Node) -> Node:
    """The node a path leads to, from `node` or from the root. Raises Unreadable."""
    here = node
    steps = list(path.steps)
    if path.start == "/":
        if steps[0].name != root.name:
            raise Unreadable(f'there is no "/{steps[0].name}" in this form')
        here = root
        _no_filter(steps.pop(0).filters)
    for step in steps:
        _no_filter(step.filters)
        here = _step(here, step.name)
    return here


def _step(here: Node, name: str) -> Node:
    if name == ".":
        return here
    found = here.parent if name == ".." else here.children.get(name)
    if found is None:
        raise Unreadable(f'there is no question "{name}" in {here.path}')
    return found


def _no_filter(filters: Sequence[object]) -> None:
    if filters:
        raise Unreadable("a filter between square brackets is possible on a choice list only")


def column(path: Path) -> str:
    """The column of a choice list that a path inside a filter names."""
    names = [step.name for step in path.steps if step.name != "."]
    if len(names) != 1 or names[0] == ".." or any(step.filters for step in path.steps):
        raise Unreadable("a filter on a choice list uses the names of its columns")
    return names[0]


def position(node: Node, here: Node) -> Run:
    """Which turn of the repeat `node` this is."""
    if shared(node, here) < node.depth:
        raise Unreadable(f"position() of {node.name} can be asked inside that repeat only")
    return lambda place: float(own_turn(node, place.at))


def indexed(target: Node, repeats: Sequence[Node], numbers: Sequence[Run], here: Node) -> Run:
    """The value of `target` in the turns that are numbered; below 1 counts as 1."""
    if any(repeat.shape is not Shape.REPEAT or repeat not in target.repeats for repeat in repeats):
        raise Unreadable(f"indexed-repeat() names a repeat that {target.name} does not stand in")
    common = shared(target, here)
    if common + len(repeats) < target.depth:
        raise Unreadable(f"indexed-repeat() of {target.name} leaves a repeat without a number")

    def run(place: Here) -> Value:
        at = [*place.at[:common], *[1] * (target.depth - common)]
        for repeat, number in zip(repeats, numbers, strict=True):
            at[repeat.depth - 1] = _turn(number(place))
        return _value(place, target, tuple(at))

    return run


def _turn(value: Value) -> int:
    given = whole(value)
    return int(given) if 1 <= given < 1e9 else 1


def _value(place: Here, target: Node, at: At) -> Value:
    return place.state.value(target, at)
