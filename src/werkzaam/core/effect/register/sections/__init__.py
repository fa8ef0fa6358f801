"""Persons who are not seen in every period, and repeated cross-sections: every row a person was seen in counts.

As `did` with `allow_unbalanced_panel`: a cell takes the rows of its two periods, whoever they are of, by the estimators
for repeated cross-sections (Sant'Anna & Zhao 2020, section 3.2); a person's rows are summed before they are squared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from werkzaam.core.effect.register.blocks import Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.influence import Spread
from werkzaam.core.effect.register.sections.chance import chances_of, weighed
from werkzaam.core.effect.register.sections.fitted import fit_cell
from werkzaam.core.effect.register.sections.persons import of_block
from werkzaam.core.effect.register.sections.sums import by_period
from werkzaam.core.effect.register.spec import Method

__all__ = ["fit"]


def fit(wide: Wide, asked: Sequence[Cell], column: Mapping[int, int], method: Method) -> Spread:
    """The effect of every cell, and what gives each person's influence on them."""
    seen = by_period(wide)
    chances = chances_of(wide, asked, column) if method.weighs else {}
    controls = weighed(wide, chances, column)
    fits = [fit_cell(cell, column, seen, chances.get(cell), controls, method) for cell in asked]
    return Spread(tuple(each.att for each in fits), partial(of_block, fits=fits))
