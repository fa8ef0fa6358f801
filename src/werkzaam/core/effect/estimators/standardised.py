"""The scale's own model, standardised over the people at hand (g-computation).

Everybody's outcome is predicted in either arm and the predictions averaged, weighted as the people are (Robins
1986, doi:10.1016/0270-0255(86)90088-6; Moore & van der Laan 2009, doi:10.1002/sim.3445). The error follows by
the delta method from the model's CR2 variance, given the people, as that of the baseline-adjusted comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import solve_triangular

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.estimators.found import (
    Found,
    arm_names,
    check_leverage,
    exponentiated,
    sandwich_name,
)
from werkzaam.core.effect.estimators.likelihood import BINOMIAL, POISSON, Family, maximum
from werkzaam.core.effect.estimators.logistic import logistic
from werkzaam.core.effect.regression import Contrast, Floats, Model, contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem

LOGISTIC = "Moore & van der Laan (2009); Pustejovsky & Tipton (2018)"
PENALISED = "Firth (1993); Heinze & Schemper (2002); Moore & van der Laan (2009)"
LOG_LINEAR = "Gourieroux, Monfort & Trognon (1984); Rosenblum & van der Laan (2010)"

Logs = Mapping[str, tuple[float, Floats]]
"""Logarithms of ratios, each with its derivative to the coefficients (p,)."""


@dataclass(frozen=True, slots=True)
class Mean:
    """An arm's standardised mean with its derivative to the coefficients (p,)."""

    value: float
    slope: Floats

    def log(self) -> tuple[float, Floats]:
        return float(np.log(self.value)), self.slope / self.value

    def logit(self) -> tuple[float, Floats]:
        odds = self.value / (1 - self.value)
        return float(np.log(odds)), self.slope / (self.value * (1 - self.value))


@dataclass(frozen=True, slots=True)
class Pair:
    """Both arms' means and the least squares behind their errors; `separated` answers leave hardly a residual."""

    programme: Mean
    comparison: Mean
    model: Model
    sample: Sample
    separated: bool = False


def linear(sample: Sample) -> Found:
    """A scale: the baseline-adjusted comparison itself. Raises what the regression raises."""
    design = build_design(sample, Method.ANCOVA)
    model = fit(design.y, design.x, sample.cluster, sample.weights)
    found = contrast(model, np.eye(design.x.shape[1])[1], sample.treated)
    return Found(
        value=found.value,
        se=found.se,
        df=found.df,
        variance=sandwich_name(sample),
        citation="Lin (2013); Bell & McCaffrey (2002); Pustejovsky & Tipton (2018)",
        diagnostics=design.notes,
    )


def binary(sample: Sample, alpha: float) -> Found:
    """The risk difference by logistic regression per arm; `risk-ratio` and `odds-ratio` of the same risks.

    Separated answers get Firth's estimate, the diagnostic `separated`, and the wider of the robust and the
    model's own error. Raises Problem `not-binary`, `not-converged`, `leverage-one`.
    """
    if not np.isin(sample.later, (0.0, 1.0)).all():
        raise Problem("A binary outcome holds only 0 and 1; recode it.", code="not-binary")
    design = build_design(sample, Method.ANCOVA)
    found = logistic(sample.later, design.x, sample.weight)
    model = _working(sample, design, BINOMIAL.spread(found.probability), found.left)
    pair = Pair(*_means(sample, design, BINOMIAL, found.beta), model, sample, found.separated)
    logs = {"risk-ratio": _less(pair, Mean.log), "odds-ratio": _less(pair, Mean.logit)}
    answer = _answer(pair, design, logs, alpha)
    if not found.separated:
        return replace(answer, citation=LOGISTIC)
    return replace(answer, citation=PENALISED, diagnostics={**answer.diagnostics, "separated": 1.0})


def count(sample: Sample, alpha: float) -> Found:
    """The difference in mean count by log-linear regression per arm; `rate-ratio` of the same means.

    The mean alone is modelled: the variance is robust, so counts need not be Poisson (Gourieroux, Monfort &
    Trognon 1984, doi:10.2307/1913472). Raises Problem `negative-count`, `no-events`, `separation`, `leverage-one`.
    """
    means = _checked_means(sample)
    design = build_design(sample, Method.ANCOVA)
    start = np.zeros(design.x.shape[1])
    start[:2] = np.log(means[1]), np.log(means[0] / means[1])
    beta = maximum(POISSON, sample.later, design.x, sample.weight, start)
    if beta is None:
        message = (
            "Nothing was counted for some kind of person in an arm, so a rate there cannot be estimated."
        )
        raise Problem(f"{message} Register fewer covariates.", code="separation")
    expected = np.exp(design.x @ beta)
    model = _working(sample, design, expected, sample.later - expected)
    pair = Pair(*_means(sample, design, POISSON, beta), model, sample)
    return replace(_answer(pair, design, {"rate-ratio": _less(pair, Mean.log)}, alpha), citation=LOG_LINEAR)


def _checked_means(sample: Sample) -> tuple[float, float]:
    if sample.later.min() < 0:
        raise Problem("A count cannot be below zero; correct the data.", code="negative-count")
    means = float(sample.later[sample.treated].mean()), float(sample.later[~sample.treated].mean())
    if min(means) == 0:
        message = "Nothing was counted in one arm, so no rate can be estimated there."
        raise Problem(message, code="no-events")
    return means


def _means(sample: Sample, design: Design, family: Family, beta: Floats) -> tuple[Mean, Mean]:
    share = sample.weight / sample.weight.sum()
    return _mean(share, _in_arm(design, 1.0), family, beta), _mean(share, _in_arm(design, 0.0), family, beta)


def _mean(share: Floats, x: Floats, family: Family, beta: Floats) -> Mean:
    predicted = family.mean(x @ beta)
    return Mean(float(share @ predicted), (share * family.spread(predicted)) @ x)


def _in_arm(design: Design, arm: float) -> Floats:
    """The design (n, p) as if everybody were in this arm."""
    columns = design.x[:, 2 : 2 + (design.x.shape[1] - 2) // 2]
    ones = np.ones(len(columns))
    return np.column_stack([ones, arm * ones, columns, arm * columns])


def _working(sample: Sample, design: Design, spread: Floats, left: Floats) -> Model:
    """Least squares whose residuals and leverages are those of the model at its solution."""
    root = np.sqrt(spread)
    model = fit(left / root, design.x * root[:, None], sample.cluster, sample.weights)
    check_leverage(model.leverage)
    return model


def _less(pair: Pair, turned: Callable[[Mean], tuple[float, Floats]]) -> tuple[float, Floats]:
    (one, slope), (other, other_slope) = turned(pair.programme), turned(pair.comparison)
    return one - other, slope - other_slope


def _answer(pair: Pair, design: Design, logs: Logs, alpha: float) -> Found:
    programme, comparison = pair.programme, pair.comparison
    difference = _tested(pair, programme.value - comparison.value, programme.slope - comparison.slope)
    return Found(
        value=difference.value,
        se=difference.se,
        df=difference.df,
        variance=sandwich_name(pair.sample),
        citation="",
        ratios={name: exponentiated(_tested(pair, *log), alpha) for name, log in logs.items()},
        diagnostics=dict(design.notes)
        | arm_names(pair.sample, "standardised-mean", programme.value, comparison.value),
    )


def _tested(pair: Pair, value: float, slope: Floats) -> Contrast:
    found = contrast(pair.model, slope, pair.sample.treated)
    if not pair.separated:
        return Contrast(value, found.se, found.df)
    believed = float(np.linalg.norm(solve_triangular(pair.model.r, slope, trans="T")))
    return Contrast(value, max(found.se, believed), found.df)
