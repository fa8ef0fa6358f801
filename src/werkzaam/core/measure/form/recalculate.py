"""One pass over a form: what is asked, how often repeats turn, what is calculated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from werkzaam.core.measure.form.node import At, Node, Shape
from werkzaam.core.measure.form.order import Unit, Work
from werkzaam.core.measure.form.state import MOST_TURNS, Here, State
from werkzaam.core.measure.form.values import NAN, Value, number, truth


def recalculate(state: State, units: Sequence[Unit]) -> None:
    """Fill `state` anew from its given values. Raises Mismatch where an expression meets a value it cannot use."""
    state.hidden.clear()
    state.turns.clear()
    for unit in units:
        if unit.work is Work.SHOW:
            _show(state, unit)
        elif unit.work is Work.TURNS:
            _turns(state, unit)
        else:
            _value(state, unit)


def _show(state: State, unit: Unit) -> None:
    """A repeat is shown or not as a whole, so its expression is read at its first turn."""
    node = unit.node
    outer = node.parent if node.shape is Shape.REPEAT else node
    for at in state.places(outer) if outer else [()]:
        if (node.number, at) in state.hidden or unit.expression is None:
            continue
        place = (*at, 1) if node.shape is Shape.REPEAT else at
        if not truth(unit.expression.run(Here(state, place))):
            _hide(state, node, at)


def _hide(state: State, node: Node, at: At) -> None:
    state.hidden.add((node.number, at))
    for child in node.children.values():
        if node.shape is not Shape.REPEAT:
            _hide(state, child, at)


def _turns(state: State, unit: Unit) -> None:
    node = unit.node
    for at in state.places(node.parent) if node.parent else [()]:
        shown = (node.number, at) not in state.hidden
        state.turns[(node.number, at)] = _count(state, unit, (*at, 1)) if shown else 0


def _count(state: State, unit: Unit, at: At) -> int:
    wanted = number(unit.expression.run(Here(state, at))) if unit.expression else NAN
    return 0 if math.isnan(wanted) else max(0, min(MOST_TURNS, int(min(wanted, 1e9))))


def _value(state: State, unit: Unit) -> None:
    node = unit.node
    for at in state.places(node):
        key = (node.number, at)
        if key not in state.hidden and unit.expression is not None:
            state.values[key] = _kept(unit.expression.run(Here(state, at)), node.type)


def _kept(value: Value, kind: str) -> Value:
    """NaN is kept as nothing; a whole-number question cuts off behind the point."""
    if isinstance(value, float) and not isinstance(value, bool):
        if math.isnan(value):
            return ""
        return float(int(value)) if kind == "int" and math.isfinite(value) else value
    return value
