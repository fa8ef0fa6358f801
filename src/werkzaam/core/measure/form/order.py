"""In which order a form is worked out: what an expression looks at comes before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkzaam.core.measure.form.compile import Expression
from werkzaam.core.measure.form.model import Rules
from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.problem import Wrong


class Work(StrEnum):
    SHOW = "relevant"
    TURNS = "repeat_count"
    VALUE = "calculate"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to work out for a node, in every turn of it."""

    work: Work
    node: Node
    expression: Expression | None = None


def in_order(
    root: Node, rules: Mapping[int, Rules], turns: Mapping[int, Expression | None]
) -> tuple[list[Unit], list[Wrong]]:
    """Every unit after what it depends on; a circle is told at the question where it closes."""
    units = {(unit.work, unit.node.number): unit for unit in _units(root, rules, turns)}
    done: dict[tuple[Work, int], bool] = {}  # False while we are still inside
    ordered: list[Unit] = []
    wrong: list[Wrong] = []

    def visit(unit: Unit) -> None:
        key = (unit.work, unit.node.number)
        if key in done:
            if not done[key]:
                wrong.append(Wrong(unit.node.path, unit.work.value, "this depends on itself"))
            return
        done[key] = False
        for before in _before(unit):
            if before != key and before in units:
                visit(units[before])
        done[key] = True
        ordered.append(unit)

    for unit in units.values():
        visit(unit)
    return ordered, wrong


def _units(root: Node, rules: Mapping[int, Rules], turns: Mapping[int, Expression | None]) -> Iterator[Unit]:
    for node in root.below():
        told = rules.get(node.number, Rules())
        if told.relevant is not None:
            yield Unit(Work.SHOW, node, told.relevant)
        if node.shape is Shape.REPEAT:
            yield Unit(Work.TURNS, node, turns.get(node.number))
        if told.calculate is not None:
            yield Unit(Work.VALUE, node, told.calculate)


def _before(unit: Unit) -> Iterator[tuple[Work, int]]:
    """What must be known first: everything around it, and all it looks at with everything around that."""
    skip = unit.node if unit.work is Work.SHOW else None
    yield from _around(unit.node, skip)
    for node in unit.expression.needs if unit.expression else ():
        if node is not unit.node:
            yield (Work.VALUE, node.number)
        yield from _around(node, skip)


def _around(node: Node, skip: Node | None) -> Iterator[tuple[Work, int]]:
    for above in node.above():
        if above is not skip:
            yield (Work.SHOW, above.number)
            yield (Work.TURNS, above.number)
