"""The lot, drawn again: every way, or many ways, in which the arms could have been filled."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.resample.batches import batches


@dataclass(frozen=True, slots=True)
class Lot:
    """Which units (U,) came into the programme, and the stratum within which each was drawn."""

    treated: Flags
    stratum: Integers

    @property
    def strata(self) -> list[Integers]:
        """The units of each stratum."""
        return [np.flatnonzero(self.stratum == each) for each in np.unique(self.stratum)]

    @property
    def ways(self) -> int:
        """In how many ways the lot could have fallen, each as likely."""
        return math.prod(math.comb(len(units), int(self.treated[units].sum())) for units in self.strata)

    @property
    def mirrored(self) -> bool:
        """True where the arms could have been swapped: then each two-sided statistic comes twice."""
        return all(2 * int(self.treated[units].sum()) == len(units) for units in self.strata)


def allocations(lot: Lot, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Stacks (k, b, U) of ones (programme) and zeros: every way where those are at most `draws`, else random."""
    if lot.ways <= draws:
        yield _every(lot)
        return
    strata = [(units, int(lot.treated[units].sum())) for units in lot.strata]
    for size in batches(draws, len(lot.treated)):
        drawn = np.zeros((*size, len(lot.treated)))
        for units, treated in strata:
            drawn[..., units] = _shuffled((*size, len(units)), treated, rng)
        yield drawn


def _every(lot: Lot) -> Floats:
    choices = [combinations(units, int(lot.treated[units].sum())) for units in lot.strata]
    every = np.zeros((1, lot.ways, len(lot.treated)))
    for row, chosen in enumerate(product(*choices)):
        every[0, row, [unit for of_stratum in chosen for unit in of_stratum]] = 1.0
    return every


def _shuffled(size: tuple[int, int, int], treated: int, rng: np.random.Generator) -> Flags:
    """The `treated` smallest of as many random numbers as there are units, row by row."""
    numbers = rng.random(size)
    if treated == 0:
        return np.zeros(size, dtype=bool)
    chosen: Flags = numbers <= np.partition(numbers, treated - 1)[..., treated - 1 : treated]
    return chosen
