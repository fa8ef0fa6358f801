"""The standardised means of the two arms under one model: their difference, their ratios, and the errors of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.estimators.found import Found, arm_names, exponentiated, sandwich_name
from werkzaam.core.effect.estimators.likelihood import Family
from werkzaam.core.effect.estimators.scores import Solved, model_based, robust, solved
from werkzaam.core.effect.proportion import design_effect
from werkzaam.core.effect.regression import Contrast, Floats, Integers
from werkzaam.core.effect.sample import Sample


@dataclass(frozen=True, slots=True)
class Mean:
    """A number made of an arm's standardised mean, with its derivative to the coefficients (p,)."""

    value: float
    slope: Floats

    def log(self) -> Mean:
        return Mean(float(np.log(self.value)), self.slope / self.value)

    def logit(self) -> Mean:
        rest = 1 - self.value
        return Mean(float(np.log(self.value / rest)), self.slope / (self.value * rest))

    def less(self, other: Mean) -> Mean:
        return Mean(self.value - other.value, self.slope - other.slope)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model at its solution: coefficients (p,) and what is `left` of each answer (n,)."""

    family: Family
    beta: Floats
    left: Floats
    separated: bool = False


Ratios = Mapping[str, Callable[[Mean], Mean]]
"""Names of ratios with the logarithm in which the arms are compared."""


def compared(
    sample: Sample, design: Design, fitted: Fitted, ratios: Ratios, alpha: float, citation: str
) -> Found:
    """The arms' standardised means compared. Raises Problem `leverage-one`, `no-information`."""
    programme, comparison = (_mean(sample, _in_arm(design, arm), fitted) for arm in (1.0, 0.0))
    model = _solved(sample, design, fitted, sample.cluster)
    difference = _robust(model, fitted, programme.less(comparison))
    alone = _robust(
        _solved(sample, design, fitted, np.arange(len(sample.later))), fitted, programme.less(comparison)
    )
    logs = {name: turned(programme).less(turned(comparison)) for name, turned in ratios.items()}
    return Found(
        value=difference.value,
        se=difference.se,
        df=difference.df,
        variance=sandwich_name(sample),
        citation=citation,
        ratios={name: exponentiated(_robust(model, fitted, log), alpha) for name, log in logs.items()},
        diagnostics=dict(design.notes)
        | arm_names(sample, "standardised-mean", programme.value, comparison.value)
        | {"design_effect": design_effect(difference.se, alone.se)},
    )


def _mean(sample: Sample, x: Floats, fitted: Fitted) -> Mean:
    share = sample.weight / sample.weight.sum()
    predicted = fitted.family.mean(x @ fitted.beta)
    return Mean(float(share @ predicted), (share * fitted.family.spread(predicted)) @ x)


def _in_arm(design: Design, arm: float) -> Floats:
    """The design (n, p) as if everybody were in this arm."""
    columns = design.x[:, 2 : 2 + (design.x.shape[1] - 2) // 2]
    ones = np.ones(len(columns))
    return np.column_stack([ones, arm * ones, columns, arm * columns])


def _solved(sample: Sample, design: Design, fitted: Fitted, cluster: Integers) -> Solved:
    """One row per person, in units of the model's own standard deviation."""
    spread = fitted.family.spread(fitted.family.mean(design.x @ fitted.beta))
    rows = np.sqrt(sample.weight * spread)[:, None] * design.x
    left = fitted.left * np.sqrt(sample.weight / spread)
    return solved(rows[:, None], left[:, None], cluster, sample.treated)


def _robust(model: Solved, fitted: Fitted, asked: Mean) -> Contrast:
    """Separated answers leave hardly a residual: then the model's own error counts where it is wider."""
    found = robust(model, asked.slope, asked.value)
    if not fitted.separated:
        return found
    return replace(found, se=max(found.se, model_based(model, asked.slope)))
