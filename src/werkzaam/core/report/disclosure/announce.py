"""Which withheld counts a reader may be told to be under the threshold ("< 10") without giving them away.

A withheld count may be small, or large and only hiding another. Saying which is which tells a reader more: of eleven
persons in a small and a hiding group there is one in the small one. So it is said of all small counts that hang
together by sums, or of none; what is not said is printed as not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from werkzaam.core.report.disclosure.attacker import attack, left
from werkzaam.core.report.disclosure.cells import Cell, Figures, parts
from werkzaam.core.report.disclosure.protect import PUBLIC, DisclosureProblem, Protected
from werkzaam.core.report.disclosure.rules import Rules


@dataclass(frozen=True, slots=True)
class Told:
    """Withheld counts that a reader knows to be under the threshold (`small`), and so others not to be (`large`)."""

    small: frozenset[str] = frozenset()
    large: frozenset[str] = frozenset()

    def __add__(self, other: Told) -> Told:
        return Told(self.small | other.small, self.large | other.large)


NOTHING = Told()


def announce(figures: Figures, found: Protected, rules: Rules, before: Told = NOTHING) -> Told:
    """What is told now; `before` was told in an earlier edition.

    Raises DisclosureProblem where what is now printed gives away what was told before.
    """
    told = NOTHING
    for each in parts(figures):
        told += _announced(each, found, rules, before)
    return told


def _announced(figures: Figures, found: Protected, rules: Rules, before: Told) -> Told:
    small = {one.key for one in figures.cells if one.key in found.unsafe and one.counts and not one.silent}
    said = Told(frozenset(small), found.hiding & figures.cell.keys())
    if small and not given_away(figures, found, rules, said + before):
        return said
    if before.small & figures.cell.keys() and (given := given_away(figures, found, rules, before)):
        raise DisclosureProblem(PUBLIC, cell=given[0])
    return NOTHING


def given_away(figures: Figures, found: Protected, rules: Rules, told: Told) -> tuple[str, ...]:
    """The small groups of which a reader can tell the size, or nearly: no more than `rules.spread` apart."""
    seen = Figures(tuple(_said(one, told, rules) for one in figures.cells), figures.sums)
    small = {
        one.key: one.value + rules.spread
        for one in figures.cells
        if one.key in told.small or rules.reach(one) is not None
    }
    # The figures themselves are possible; so where more by the spread is too, that is enough.
    ends = attack(seen, found.shown, left(seen, found.shown, small))
    return tuple(one.key for one in ends if one.high - one.low < rules.spread)


def _said(one: Cell, told: Told, rules: Rules) -> Cell:
    """As such a reader sees it."""
    if one.key in told.small:
        return replace(one, most=rules.threshold - 1)
    if one.key in told.large and one.counts:
        return replace(one, least=rules.threshold)
    return one
