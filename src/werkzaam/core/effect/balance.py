"""Were the groups alike at the start? Compared among those who are analysed."""

from __future__ import annotations

import math

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.result import Balance, BalanceRow
from werkzaam.core.effect.sample import Flags, analysed, draw_sample
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Plan


def balance(wide: Wide, plan: Plan, estimand: Estimand) -> Balance:
    """The outcome at baseline and every covariate. Raises what `draw_sample` raises."""
    everybody = draw_sample(wide, plan, estimand)
    sample = everybody.only(analysed(everybody, estimand.method))
    characteristics = {estimand.outcome: sample.baseline, **sample.covariates}
    rows = (_row(name, values, sample.treated) for name, values in characteristics.items())
    return Balance(estimand.key, tuple(row for row in rows if row is not None))


def _row(name: str, values: Floats, treated: Flags) -> BalanceRow | None:
    """None where one of the groups has fewer than two known values."""
    known = ~np.isnan(values)
    programme, comparison = values[known & treated], values[known & ~treated]
    if min(len(programme), len(comparison)) < 2:
        return None
    mean_p, mean_c = float(programme.mean()), float(comparison.mean())
    var_p, var_c = float(programme.var(ddof=1)), float(comparison.var(ddof=1))
    weight = (len(programme) - 1) / (len(programme) + len(comparison) - 2)
    pooled = math.sqrt(weight * var_p + (1 - weight) * var_c)
    return BalanceRow(name, mean_p, mean_c, _ratio(mean_p - mean_c, pooled), _ratio(var_p, var_c))


def _ratio(above: float, below: float) -> float:
    """Infinite where the groups differ without any spread within them: nothing could be less alike."""
    if below > 0:
        return above / below
    return 0.0 if above == 0 else math.copysign(math.inf, above)
