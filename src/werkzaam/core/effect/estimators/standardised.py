"""The scale's own model, standardised over the people at hand (g-computation).

Everybody's outcome is predicted in either arm and the predictions averaged, weighted as the people are (Robins
1986, doi:10.1016/0270-0255(86)90088-6; Moore & van der Laan 2009, doi:10.1002/sim.3445). The error follows by
the delta method from the model's CR2 variance, given the people, as that of the baseline-adjusted comparison.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.estimators.arms import Fitted, Mean, compared
from werkzaam.core.effect.estimators.found import Found, sandwich_name
from werkzaam.core.effect.estimators.likelihood import BINOMIAL, POISSON, maximum
from werkzaam.core.effect.estimators.logistic import logistic
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import Problem

LOGISTIC = "Moore & van der Laan (2009); Pustejovsky & Tipton (2018)"
PENALISED = "Firth (1993); Heinze & Schemper (2002); Moore & van der Laan (2009)"
LOG_LINEAR = "Gourieroux, Monfort & Trognon (1984); Rosenblum & van der Laan (2010)"


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
    fitted = Fitted(BINOMIAL, found.beta, found.left, found.separated)
    ratios = {"risk-ratio": Mean.log, "odds-ratio": Mean.logit}
    if not found.separated:
        return compared(sample, design, fitted, ratios, alpha, LOGISTIC)
    answer = compared(sample, design, fitted, ratios, alpha, PENALISED)
    return replace(answer, diagnostics={**answer.diagnostics, "separated": 1.0})


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
    fitted = Fitted(POISSON, beta, sample.later - np.exp(design.x @ beta))
    return compared(sample, design, fitted, {"rate-ratio": Mean.log}, alpha, LOG_LINEAR)


def _checked_means(sample: Sample) -> tuple[float, float]:
    if sample.later.min() < 0:
        raise Problem("A count cannot be below zero; correct the data.", code="negative-count")
    means = float(sample.later[sample.treated].mean()), float(sample.later[~sample.treated].mean())
    if min(means) == 0:
        message = "Nothing was counted in one arm, so no rate can be estimated there."
        raise Problem(message, code="no-events")
    return means
