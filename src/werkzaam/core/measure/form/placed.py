"""Functions that look at where an expression stands, or choose which of their parts is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from werkzaam.core.measure.form import functions, paths
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.node import Node
from werkzaam.core.measure.form.parse import Call, Literal, Path, Tree, parse
from werkzaam.core.measure.form.state import Here, Run
from werkzaam.core.measure.form.values import Value, empty, truth

ChoiceName = Callable[[str, Here, str], str]
"""Path of a question, where it stands, a choice's name → the label."""


class Maker(Protocol):
    """Who makes an expression of one question: what a function asks of it."""

    @property
    def node(self) -> Node: ...

    @property
    def choice_name(self) -> ChoiceName: ...

    def run(self, tree: Tree) -> Run: ...

    def resolve(self, path: Path) -> Node: ...


def _if(maker: Maker, tree: Call) -> Run:
    counted(tree, 3, 3)
    test, then, other = (maker.run(arg) for arg in tree.args)
    return lambda here: then(here) if truth(test(here)) else other(here)


def _coalesce(maker: Maker, tree: Call) -> Run:
    counted(tree, 2, 2)
    first, second = (maker.run(arg) for arg in tree.args)

    def run(here: Here) -> Value:
        value = first(here)
        return second(here) if empty(value) else value

    return run


def _once(maker: Maker, tree: Call) -> Run:
    counted(tree, 1, 1)
    first, node = maker.run(tree.args[0]), maker.node

    def run(here: Here) -> Value:
        kept = here.state.values.get((node.number, here.at), "")
        return first(here) if empty(kept) else kept

    return run


def _today(_maker: Maker, tree: Call) -> Run:
    counted(tree, 0, 0)
    return lambda here: here.state.now.date()


def _now(_maker: Maker, tree: Call) -> Run:
    counted(tree, 0, 0)
    return lambda here: here.state.now


def _position(maker: Maker, tree: Call) -> Run:
    counted(tree, 0, 1)
    if not tree.args:
        return lambda here: float(here.position or (here.at[-1] if here.at else 1))
    if not isinstance(tree.args[0], Path):
        raise Unreadable("position() takes a repeat")
    node = maker.resolve(tree.args[0])
    return paths.position(node, maker.node)


def _indexed_repeat(maker: Maker, tree: Call) -> Run:
    counted(tree, 3, 7)
    if len(tree.args) % 2 == 0:
        raise Unreadable("indexed-repeat() takes a question, then pairs of a repeat and a number")
    named = [arg for arg in (tree.args[0], *tree.args[1::2]) if isinstance(arg, Path)]
    if len(named) != 1 + len(tree.args) // 2:
        raise Unreadable("indexed-repeat() takes a question, then pairs of a repeat and a number")
    target, *repeats = [maker.resolve(path) for path in named]
    return paths.indexed(target, repeats, [maker.run(arg) for arg in tree.args[2::2]], maker.node)


def _jr_choice_name(maker: Maker, tree: Call) -> Run:
    counted(tree, 2, 2)
    value, place = maker.run(tree.args[0]), tree.args[1]
    if not isinstance(place, Literal):
        raise Unreadable("the second part of jr:choice-name() is a question between quotes")
    asked = parse(str(place.value).strip())
    if not isinstance(asked, Path):
        raise Unreadable("the second part of jr:choice-name() is a question between quotes")
    path, named = maker.resolve(asked).path, maker.choice_name
    return lambda here: named(path, here, str(value(here)))


def counted(tree: Call, low: int, high: int) -> None:
    """Raises Unreadable for too few or too many parts."""
    if not low <= len(tree.args) <= high:
        wanted = (
            f"{low}" if low == high else f"{low} or more" if high == functions.ANY else f"{low} to {high}"
        )
        raise Unreadable(f"{tree.name}() takes {wanted} parts, not {len(tree.args)}")


FUNCTIONS: Mapping[str, Callable[[Maker, Call], Run]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "today": _today,
    "now": _now,
    "position": _position,
    "indexed-repeat": _indexed_repeat,
    "jr:choice-name": _jr_choice_name,
}

PROFILE = (*functions.PLAIN, *functions.GATHERING, *FUNCTIONS)
