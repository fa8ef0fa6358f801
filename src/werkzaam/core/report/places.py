"""What a path of the evidence is called: the kind of number, then the group, outcome, wave or element it is about."""

from __future__ import annotations

from werkzaam.core.report.document import Number, Text, Words
from werkzaam.core.report.paths import lookup
from werkzaam.core.report.teller import Teller

_SHARES = frozenset({"overall", "share", "differential", "channels", "level", "heaviest", "overlap"})
_NUMBERS = frozenset({"value", "points", "standardised"})
"""Steps that say no more than that there is a number."""


def label(teller: Teller, path: str) -> str:
    """`development.participants.rung.t2.improved` as *Developments · Participants · Participation · 15 months · …*."""
    root, *steps = path.split(".")
    told = [teller.known(f"evidence.group_{root}").removeprefix("group_")]
    told += [named for step in steps if step not in _NUMBERS and (named := _step(teller, root, step))]
    return " · ".join(told)


def form(teller: Teller, path: str) -> str:
    """How a number at this path is written."""
    if _SHARES & set(path.split(".")):
        return "percent"
    value = lookup(teller.material.evidence, path)
    return "count" if value is not None and value.is_integer() and abs(value) >= 1 else "points"


def number(teller: Teller, path: str) -> Words | Number:
    return teller.number(path, form(teller, path))


def told(teller: Teller, path: str) -> Text:
    """The name of a number with its value."""
    return (Words(f"{label(teller, path)}: "), number(teller, path))


def _step(teller: Teller, root: str, step: str) -> str:
    plan = teller.material.plan
    if step in {one.key for one in plan.arms}:
        return teller.arm(step)
    if step in {one.key for one in plan.outcomes}:
        return teller.outcome(step)
    if step in {one.key for one in plan.waves}:
        return teller.wave(step)
    if step in {one.key for one in plan.estimands}:
        return teller.asked(step)
    return _named(teller, root, step)


def _named(teller: Teller, root: str, step: str) -> str:
    element = teller.material.element(step)
    if root == "element" and element is not None:
        return teller.label(element.label)
    for table in ("perspective", "number", "channel"):
        named = teller.known(f"{table}.{step}")
        if named != step:
            return named
    return step
