"""Design matrices: which columns an estimator regresses on, and which registered covariates cannot be used.

The baseline-adjusted comparison follows Lin (2013, doi:10.1214/12-AOAS583): the arm, the covariates centred
on the analysed sample (its weighted mean, so that the arm's coefficient is for the population that the weights
stand for), and their products. It equals one regression per arm, so a covariate must be usable
in each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers, highest_leverage
from werkzaam.core.effect.sample import Flags, Sample
from werkzaam.core.plan.model import Method

PARALLEL = 1e-8
"""A column whose part outside the earlier ones is shorter than this share of its length is collinear."""

DECIDED = 1 - 1e-9
"""Above this leverage a cluster decides a coefficient alone: it has no residual left to learn from."""


@dataclass(frozen=True, slots=True)
class Design:
    """`x` (n, p) with the intercept and the arm first; `y` (n,). `notes`: what was dropped or imputed."""

    y: Floats
    x: Floats
    names: tuple[str, ...]
    notes: Mapping[str, float] = field(default_factory=dict)


def build_design(sample: Sample, method: Method) -> Design:
    """The regression that answers the estimand by this method, for a sample of complete cases."""
    arm = np.column_stack([np.ones(len(sample.treated)), sample.treated.astype(float)])
    if method is Method.DIFFERENCE:
        return Design(sample.later, arm, ("intercept", "arm"))
    if method is Method.DID:
        return Design(sample.later - sample.baseline, arm, ("intercept", "arm"))
    return _interacted(sample, arm)


def _interacted(sample: Sample, arm: Floats) -> Design:
    offered = dict(_columns(sample))
    kept = usable(offered, sample.treated, sample.cluster)
    notes = {f"dropped.{name}": 1.0 for name in offered if name not in kept}
    notes |= {f"imputed.{name}": share for name, share in _imputed_shares(sample) if share}
    if not kept:
        return Design(sample.later, arm, ("intercept", "arm"), notes)
    columns = np.column_stack([kept[name] for name in kept])
    x = np.hstack([arm, columns, columns * arm[:, 1:]])
    return Design(sample.later, x, ("intercept", "arm", *kept, *(f"arm:{name}" for name in kept)), notes)


def _columns(sample: Sample) -> Iterator[tuple[str, Floats]]:
    """Centred columns: the baseline outcome, then each covariate, then an indicator where it is missing.

    Missing covariates take the mean of both arms together, with an indicator (White & Thompson 2005,
    doi:10.1002/sim.1981): valid for baseline covariates, which the arm cannot have changed.
    """
    yield "baseline", _centred(sample.baseline, sample.weight)
    for name, values in sample.covariates.items():
        missing = np.isnan(values)
        if not missing.all():
            yield name, _centred(np.where(missing, np.nanmean(values), values), sample.weight)
        if missing.any() and not missing.all():
            yield f"{name}.missing", _centred(missing.astype(float), sample.weight)


def _imputed_shares(sample: Sample) -> Iterator[tuple[str, float]]:
    return ((name, float(np.isnan(values).mean())) for name, values in sample.covariates.items())


def _centred(values: Floats, weights: Floats) -> Floats:
    return values - np.average(values, weights=weights)


def usable(offered: Mapping[str, Floats], treated: Flags, cluster: Integers) -> dict[str, Floats]:
    """The columns that each arm can carry, in registered order.

    A column is left out when, in either arm, it is constant, follows from the columns before it, or would be
    decided by one cluster or person alone.
    """
    arms = [np.flatnonzero(treated), np.flatnonzero(~treated)]
    bases = [np.full((len(rows), 1), len(rows) ** -0.5) for rows in arms]
    kept: dict[str, Floats] = {}
    for name, values in offered.items():
        new = [
            _new_direction(basis, values[rows], cluster[rows])
            for basis, rows in zip(bases, arms, strict=True)
        ]
        if all(len(direction) for direction in new):
            kept[name] = values
            bases = [np.column_stack([basis, direction]) for basis, direction in zip(bases, new, strict=True)]
    return kept


def _new_direction(basis: Floats, values: Floats, cluster: Integers) -> Floats:
    """The unit vector of what `values` (n,) adds to an orthonormal basis; empty if nothing, or if by one."""
    rest = values
    for _ in range(2):  # twice is enough (Giraud et al. 2005) for orthogonality to the last digits
        rest = rest - basis @ (basis.T @ rest)
    length = float(np.linalg.norm(rest))
    if length <= PARALLEL * float(np.linalg.norm(values)):
        return np.empty(0)
    direction: Floats = rest / length
    decided = highest_leverage(np.column_stack([basis, direction]), cluster) > DECIDED
    return np.empty(0) if decided else direction
