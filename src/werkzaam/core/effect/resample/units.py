"""What the lot was drawn for, person or cluster, with what each unit adds to the means of its arm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.resample.lots import Lot
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Allocation, Unit
from werkzaam.problem import Problem

NOTHING = 1e-10
"""Singular values below this share of the largest are collinear columns."""


@dataclass(frozen=True, slots=True)
class Units:
    """`value` is the estimate. Per unit (U,): the sums of weight, of what is left of the outcome at `value`,
    and of what is left of the arm, once covariates and strata have explained what they can.
    """

    lot: Lot
    value: float
    weight: Floats
    outcome: Floats
    arm: Floats


def draw_units(design: Design, sample: Sample, allocation: Allocation) -> Units:
    """The units of the lot. The outcome under a null is y - null x arm (Rosenbaum 2002, doi:10.1214/ss/1042727942).

    Raises Problem `split-unit`, `split-stratum`, `one-cluster`, `nothing-to-permute`.
    """
    stratum = _strata(sample, allocation)
    codes = sample.cluster if allocation.unit is Unit.CLUSTER else np.arange(len(sample.treated))
    _, first, unit = np.unique(codes, return_index=True, return_inverse=True)
    _check_whole(sample.treated.astype(np.int64), unit, first, "split-unit", "in both arms")
    _check_whole(stratum, unit, first, "split-stratum", "in more than one stratum")
    lot = Lot(sample.treated[first], stratum[first])
    _check_lot(lot)
    y, z = _unexplained(design, sample, stratum)
    weight = sample.weight
    value = float((weight * z) @ y / ((weight * z) @ z))
    parts = np.column_stack([np.ones(len(y)), y - value * z, z]) * weight[:, None]
    sums = np.zeros((len(first), 3))
    np.add.at(sums, unit, parts)
    return Units(lot, value, *sums.T)


def _strata(sample: Sample, allocation: Allocation) -> Integers:
    """A number per stratum (n,); whose stratum is unknown make one of their own."""
    if allocation.strata is None:
        return np.zeros(len(sample.treated), dtype=np.int64)
    _, found = np.unique(sample.covariates[allocation.strata], return_inverse=True)
    return np.asarray(found, dtype=np.int64)


def _unexplained(design: Design, sample: Sample, stratum: Integers) -> tuple[Floats, Floats]:
    """The outcome and the arm (n,) minus what covariates and strata explain of them, by weighted least squares.

    Products with the arm stay out: under the null the arm explains nothing.
    """
    plain = [
        place for place, name in enumerate(design.names) if name != "arm" and not name.startswith("arm:")
    ]
    strata = stratum[:, None] == np.unique(stratum)
    root = np.sqrt(sample.weight)[:, None]
    both = np.column_stack([design.y, sample.treated]) * root
    u, size, _ = np.linalg.svd(np.hstack([design.x[:, plain], strata]) * root, full_matrices=False)
    basis = u[:, size > NOTHING * size[0]]
    left = (both - basis @ (basis.T @ both)) / root
    return left[:, 0], left[:, 1]


def _check_whole(values: Integers, unit: Integers, first: Integers, code: str, where: str) -> None:
    split = len(np.unique(unit[values != values[first][unit]]))
    if split:
        message = f"The lot was registered per cluster, but {split} cluster(s) are {where}. Correct the plan."
        raise Problem(message, code=code, clusters=split)


def _check_lot(lot: Lot) -> None:
    treated = int(lot.treated.sum())
    if min(treated, len(lot.treated) - treated) < 2:
        message = "One arm is a single unit of the lot, so nothing tells what it is from the programme."
        raise Problem(message, code="one-cluster", treated=treated, units=len(lot.treated))
    if lot.ways == 1:
        message = "In every stratum all units are in the same arm: the lot could not have fallen otherwise."
        raise Problem(message, code="nothing-to-permute")
