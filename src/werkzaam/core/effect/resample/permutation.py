"""The permutation test: would the lot, drawn again, have shown as much?

It needs no model but the lottery itself. Under a null effect everybody's outcome without the programme is
known, so that every other way the lot might have fallen can be looked at (Fisher 1935; Rosenbaum 2002,
doi:10.1214/ss/1042727942). Covariates and strata are taken out of the outcome first. The difference in means is
studentised by its robust standard error: exact for a constant effect, and in larger samples right for the
average effect when people differ (Wu & Ding 2021, doi:10.1080/01621459.2020.1750415).

A shift of the null moves the numerator along a line and the variance along a parabola, so that the interval
is inverted exactly. Without studentising, the statistic would be linear in the shift.
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.resample.batches import matrix_product
from werkzaam.core.effect.resample.inversion import Curves, Resampled, joined
from werkzaam.core.effect.resample.lots import allocations
from werkzaam.core.effect.resample.units import Units, draw_units
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Plan, Unit
from werkzaam.problem import Problem


def permute(
    design: Design,
    sample: Sample,
    plan: Plan,
    *,
    draws: int,
    rng: np.random.Generator,
    alpha: float = 0.05,
) -> Alternative:
    """Test no effect, and find the interval at level 1 - alpha, by drawing the registered lot again.

    `plan.allocation` says what was drawn (person or cluster) and within which strata; every way is taken where
    those are at most `draws`. The point is the covariate-adjusted difference (least squares on arm, covariates
    and strata). Diagnostics: `p_raw` without studentising, `smallest_p` that this lot can give at all, `units`
    and `treated_units`, and `shared_clusters`, groups that the lot did not know (it then speaks of these
    coaches only). Raises Problem `no-lottery`, `split-unit`, `split-stratum`, `one-cluster`,
    `nothing-to-permute`, `too-few-degrees-of-freedom`.
    """
    if not plan.lottery:
        message = "No lot decided who came into the programme, so there is no lot to draw again."
        raise Problem(message, code="no-lottery", design=str(plan.design))
    units = draw_units(design, sample, plan.allocation)
    observed = _curves(units, units.lot.treated[None, None].astype(float))
    _check_spread(observed, design)
    rows = [_curves(units, drawn) for drawn in allocations(units.lot, draws, rng)]
    test = Resampled(observed, joined(rows), units.lot.ways <= draws)
    unit = float(np.sqrt(observed.constant[0]) / abs(observed.slope[0]))
    return Alternative(
        key="permutation",
        points=test.interval(units.value, unit, alpha),
        p=test.p(-units.value),
        diagnostics=_diagnostics(units, test) | _shared(sample, plan),
    )


def _curves(units: Units, treated: Floats) -> Curves:
    """The studentised difference of every allocation (k, b, U) as a function of the shift."""
    (level, slope, *spread), (less, fall, *other) = (_arm(units, arm) for arm in (treated, 1.0 - treated))
    constant, linear, square = (one + two for one, two in zip(spread, other, strict=True))
    return Curves(level - less, fall - slope, constant, -2 * linear, square)


def _arm(units: Units, chosen: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Means of outcome and arm among the chosen (k, b, U), and their variances and covariance (kb,)."""
    w, f, z = units.weight, units.outcome, units.arm
    products = (w, f, z, f * f, f * z, z * z, f * w, z * w, w * w)
    sums = matrix_product(chosen, np.column_stack(products))
    sw, sf, sz, ff, fz, zz, fw, zw, ww = sums.reshape(-1, len(products)).T
    f_mean, z_mean = sf / sw, sz / sw
    count = chosen[0, 0].sum()
    scale = count / (count - 1) / sw**2
    return (
        f_mean,
        z_mean,
        scale * (ff - 2 * f_mean * fw + f_mean**2 * ww),
        scale * (fz - f_mean * zw - z_mean * fw + f_mean * z_mean * ww),
        scale * (zz - 2 * z_mean * zw + z_mean**2 * ww),
    )


def _diagnostics(units: Units, test: Resampled) -> dict[str, float]:
    lot, drawn = units.lot, len(test.draws.level)
    least = (2 if lot.mirrored else 1) / lot.ways
    return {
        "p_raw": test.p_raw(-units.value),
        "smallest_p": least if test.whole else max(least, 1 / (drawn + 1)),
        "units": float(len(lot.treated)),
        "treated_units": float(lot.treated.sum()),
        "draws": float(drawn),
        "enumerated": float(test.whole),
    }


def _shared(sample: Sample, plan: Plan) -> dict[str, float]:
    """How many groups share something that a lot per person did not draw."""
    _, sizes = np.unique(sample.cluster, return_counts=True)
    ignored = plan.allocation.unit is Unit.PERSON
    return {"shared_clusters": float((sizes > 1).sum()) if ignored else 0.0}


def _check_spread(observed: Curves, design: Design) -> None:
    if not float(np.sqrt(observed.constant[0])) > 1e-12 * float(np.abs(design.y).max()):
        message = "Too little spread is left within the arms to draw the lot again."
        raise Problem(message, code="too-few-degrees-of-freedom")
