"""Persons who are seen in every period: changes within persons (Sant'Anna & Zhao 2020, section 3.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from werkzaam.core.effect.register.balanced.nuisance import against, fit_cell
from werkzaam.core.effect.register.balanced.persons import Fits, of_block
from werkzaam.core.effect.register.balanced.propensity import Against, Propensity, propensities
from werkzaam.core.effect.register.blocks import Block, Floats, Wide
from werkzaam.core.effect.register.cells import Cell
from werkzaam.core.effect.register.moments import Moments
from werkzaam.core.effect.register.spec import Method

__all__ = ["fit"]


def fit(
    wide: Wide,
    asked: Sequence[Cell],
    column: Mapping[int, int],
    moments: Mapping[int, Moments],
    method: Method,
) -> tuple[list[float], Callable[[Block], Floats]]:
    """The effect of every cell, and what gives each person's influence on them."""
    chosen: dict[Against, Propensity] = {}
    if method is not Method.REGRESSION:
        chosen = propensities(wide, list(dict.fromkeys(against(cell) for cell in asked)))
    fits = [fit_cell(cell, column, moments, chosen.get(against(cell)), method) for cell in asked]
    return [each.att for each in fits], partial(of_block, model=Fits(fits, column, chosen))
