"""The registered comparison on everybody who started, with what is missing imputed many times."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.credibility.impute import impute
from werkzaam.core.effect.credibility.many import LinearContrast, arm_contrast, honest_df
from werkzaam.core.effect.credibility.rubin import Pooled, pool
from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.intervals import t_interval, t_p_value
from werkzaam.core.effect.regression import Flags, Floats, Integers
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.plan.model import Estimand, Method, Plan
from werkzaam.problem import Problem

FEWEST = 2
"""Imputations, clusters a side: one has no spread."""

NOTHING = 1e-12
"""A standard error below this share of the largest answer is arithmetic, not spread."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """The arm's coefficient in each of m imputations, and what shifting the imputed answers changes.

    `values` (m,); `step` (m or 1,) is what one point taken from every imputed answer of the programme takes off
    them. `squares` (3, m, sides): each side's variance is a + b shift + c shift^2. `freedom` (1, 1 + sides) are
    the degrees of freedom, of all and of each side. `lost` persons of the programme have an imputed answer;
    no answer is larger than `size`.
    """

    values: Floats
    step: Floats
    squares: Floats
    freedom: Floats
    lost: int
    size: float
    clustered: bool

    def pooled(self, shift: float = 0.0) -> Pooled:
        """Rubin's answer when every imputed answer of the programme is `shift` points lower."""
        variances = self.squares[0] + shift * (self.squares[1] + shift * self.squares[2])
        complete_df = honest_df(variances.mean(axis=0)[None], self.freedom)
        values, squared = self.values - shift * self.step, variances.sum(axis=1)
        return pool(values, squared, float(complete_df[0]), clustered=self.clustered)


def imputed(everybody: Sample, plan: Plan, estimand: Estimand, rng: np.random.Generator) -> Alternative:
    """The estimate, in points, had everybody been asked: the lost like those of their arm who answered.

    The completed sample of `everybody` at the start is weighted or matched as the plan registered. Raises
    Problem `nothing-to-impute`, `too-few-to-impute`, `too-few-imputations`, `one-cluster`,
    `too-few-degrees-of-freedom`, and what `weigh` raises. Source: Rubin (1987); Barnard & Rubin (1999).
    """
    return alternative(analyse_imputed(everybody, plan, estimand, rng), plan.alpha)


def alternative(answers: Imputed, alpha: float) -> Alternative:
    """The pooled answer; `missing` is the share of its variance that is due to what is missing."""
    found = answers.pooled()
    if not (found.contrast.se > NOTHING * answers.size and found.contrast.df >= 1):
        message = "Too little spread is left within the arms to say how precise the imputed difference is."
        raise Problem(message, code="too-few-degrees-of-freedom")
    return Alternative(
        key="imputed",
        points=t_interval(found.contrast, alpha),
        p=t_p_value(found.contrast),
        df=found.contrast.df,
        diagnostics={"se": found.contrast.se, "missing": found.missing, "imputations": len(answers.values)},
    )


def analyse_imputed(everybody: Sample, plan: Plan, estimand: Estimand, rng: np.random.Generator) -> Imputed:
    """The registered regression on each imputation. Raises what `imputed` raises."""
    if plan.imputations < FEWEST:
        raise Problem("Two imputations are the least: set `imputations` higher.", code="too-few-imputations")
    method = _method(estimand.method)
    baseline, later = impute(everybody, plan.baseline.key, estimand.wave, plan.imputations, rng)
    if method is not Method.DIFFERENCE and np.isnan(baseline).any():
        raise Problem("An arm has no baseline to impute the others' from.", code="too-few-to-impute", n=0)
    people, rows = _weighted(everybody, baseline, later, plan, estimand)
    if min(people.clusters().values()) < FEWEST:
        raise Problem("One arm consists of a single cluster; its spread is not known.", code="one-cluster")
    x = _designs(people, baseline[:, rows], method)
    contrast = arm_contrast(x, people.cluster, people.weights, people.treated)
    response = later - baseline if method is Method.DID else later
    shift = (np.isnan(everybody.later) & everybody.treated)[rows]
    return _read(contrast, response[:, rows], shift)


def _method(registered: Method) -> Method:
    """What the completed sample is analysed by: a model that is not linear has the adjusted one in its place."""
    linear = (Method.DIFFERENCE, Method.DID, Method.ANCOVA)
    return registered if registered in linear else Method.ANCOVA


def _weighted(
    everybody: Sample, baseline: Floats, later: Floats, plan: Plan, estimand: Estimand
) -> tuple[Sample, Integers]:
    """Who is compared, weighted by their mean imputed baseline, and their places among everybody."""
    places = {"place": np.arange(len(everybody.treated), dtype=float)}  # matching leaves people out
    completed = replace(everybody, baseline=baseline.mean(axis=0), later=later.mean(axis=0), history=places)
    everyone = np.ones(len(everybody.treated), dtype=bool)
    people = weigh(completed, everyone, plan, estimand, _method(estimand.method))
    return people, people.history["place"].astype(np.int64)


def _designs(people: Sample, baseline: Floats, method: Method) -> Floats:
    """The design matrices (m, n, p); one (1, n, p) where the baseline is the same in every imputation."""
    design = build_design(people, method)
    if "baseline" not in design.names or (baseline == baseline[0]).all():
        return design.x[None]
    x = np.tile(design.x, (len(baseline), 1, 1))
    centre = np.average(baseline, axis=1, weights=people.weight)
    x[:, :, design.names.index("baseline")] = baseline - centre[:, None]
    x[:, :, design.names.index("arm:baseline")] = (baseline - centre[:, None]) * people.treated
    return x


def _read(contrast: LinearContrast, y: Floats, shift: Flags) -> Imputed:
    step = shift[None].astype(float)
    scores, less = contrast.scores(y), contrast.scores(step)
    squares = np.stack([scores**2, -2 * scores * less, np.broadcast_to(less**2, scores.shape)])
    return Imputed(
        values=contrast.values(y),
        step=contrast.values(step),
        squares=squares @ contrast.sides.T.astype(float),
        freedom=contrast.freedom.mean(axis=0, keepdims=True),
        lost=int(shift.sum()),
        size=float(np.abs(y).max()),
        clustered=bool((contrast.clusters.persons > 1).any()),
    )
