"""Which other cells must be withheld with those that may not be known, so that no sum gives them back.

For every unsafe cell the cheapest change of the figures that keeps all sums and lifts the cell to where it is safe is
found; the cells that change are withheld. What a reader sees then allows the lifted figures as well as the true ones.
Source: Kelly, Golden & Assad (1992), Networks 22; the attacker's problem: Fischetti & Salazar-Gonzalez (2000), JASA 95.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce

from werkzaam.core.report.disclosure.cells import Cell, Figures, parts
from werkzaam.core.report.disclosure.lift import Change, Frame, frame, lift
from werkzaam.core.report.disclosure.rules import Rules
from werkzaam.problem import Problem

PUBLIC = (
    "Whatever is withheld, a group under the threshold can be worked out from what is already public. "
    "Nothing was published; publish the later figures for larger groups, or not at all."
)


class DisclosureProblem(Problem):
    """What is already public gives a group away whatever is withheld now."""

    code = "disclosure-public"
    status = 409


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be printed, what is withheld for its own sake, and what is withheld to hide that."""

    shown: frozenset[str]
    unsafe: frozenset[str]
    hiding: frozenset[str]


NOTHING = Protected(frozenset(), frozenset(), frozenset())


def protect(figures: Figures, rules: Rules | None = None) -> Protected:
    """Choose what to withhold. Raises DisclosureProblem where earlier publications leave no way."""
    rules = rules or Rules()
    return reduce(_both, (_protected(each, rules) for each in parts(figures)), NOTHING)


def _both(one: Protected, other: Protected) -> Protected:
    return Protected(one.shown | other.shown, one.unsafe | other.unsafe, one.hiding | other.hiding)


def _protected(figures: Figures, rules: Rules) -> Protected:
    """One group of cells with sums between them."""
    needed = {one.key: reach for one in figures.cells if (reach := rules.reach(one)) is not None}
    if not needed:
        return _told(figures, {one.key for one in figures.cells if one.silent}, needed)
    whole = frame(figures, needed)
    withheld = {one.key for one in figures.cells if one.silent or (one.key in needed and not one.public)}
    proofs: dict[str, Change] = {}
    for key in sorted(withheld & needed.keys(), key=lambda key: (figures.cell[key].value, key)):
        proofs[key] = _proof(whole, key, withheld, proofs)
        withheld |= proofs[key].keys()
    withheld = _released(whole, withheld, proofs)
    return _told(figures, withheld, needed)


def _told(figures: Figures, withheld: set[str], needed: Collection[str]) -> Protected:
    printed = {one.key for one in figures.cells if not one.silent}
    shown = {one.key for one in figures.cells} - withheld
    unsafe = withheld & set(needed)
    return Protected(frozenset(shown), frozenset(unsafe), frozenset((withheld - unsafe) & printed))


def _proof(whole: Frame, key: str, withheld: set[str], proofs: dict[str, Change]) -> Change:
    """Other figures that a reader must hold possible: found already for another cell, or the cheapest."""
    for known in proofs.values():
        if whole.lifted(key, known):
            return known
    free = {one.key for one in whole.figures.cells if one.key in withheld or _free(one)}
    change = lift(whole, key, free, lambda one: _price(one, withheld))
    if change is None:
        raise DisclosureProblem(PUBLIC, cell=key)
    return change


def _free(cell: Cell) -> bool:
    """Printed zeros stay printed (nobody is nobody), and what is public cannot be taken back."""
    return not (cell.public or (cell.counts and cell.value == 0))


_MARGIN = 20.0
"""A total costs as much as so many cells inside a table."""


def _price(cell: Cell, withheld: Collection[str]) -> float:
    """Next to nothing for what is withheld anyhow; else few cells first, then cells of few persons."""
    if cell.key in withheld:
        return 1e-4
    return (_MARGIN if cell.margin else 1.0) + math.sqrt(math.sqrt(min(abs(cell.value), 1e6))) / 10


def _released(whole: Frame, withheld: set[str], proofs: dict[str, Change]) -> set[str]:
    """Print again, totals first and then the largest, what turns out not to be needed."""
    spare = [
        one for one in whole.figures.cells if one.key in withheld - whole.reach.keys() and not one.silent
    ]
    for one in sorted(spare, key=lambda one: (-one.margin, -one.value, one.key)):
        fewer = withheld - {one.key}
        found = _again(whole, one.key, fewer, proofs)
        if found is not None:
            withheld, proofs = fewer, found
    return withheld


def _again(whole: Frame, gone: str, fewer: set[str], proofs: dict[str, Change]) -> dict[str, Change] | None:
    """Proofs that do without `gone`; None where some cell then has none."""
    made = {key: change for key, change in proofs.items() if gone not in change}
    for key in proofs.keys() - made.keys():
        known = next((each for each in made.values() if whole.lifted(key, each)), None)
        change = known or lift(whole, key, fewer, lambda _: 1e-4)
        if change is None:
            return None
        made[key] = change
    return made
