"""The registered comparison on everybody who started, with what is missing imputed many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from werkzaam.core.effect.credibility.impute import impute
from werkzaam.core.effect.credibility.many import LinearContrast, arm_contrast, welch
from werkzaam.core.effect.credibility.rubin import Pooled, pool
from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.intervals import t_interval, t_p_value
from werkzaam.core.effect.regression import Flags, Floats
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Estimand, Method, Plan
from werkzaam.problem import Problem

FEWEST = 2
"""Imputations, clusters a side: one has no spread."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """The arm's coefficient in each of m imputations, and what taking a point off changes.

    `values` (m,), `scores` (m, G); `step` (m,) and `step_scores` (m, G) are what one point taken from every
    imputed answer of the programme takes off them. `sides` (2 or 1, G), `freedom` (2 or 1,) as in
    `LinearContrast`; `lost` persons of the programme have an imputed later answer.
    """

    values: Floats
    scores: Floats
    step: Floats
    step_scores: Floats
    sides: Flags
    freedom: Floats
    lost: int

    def pooled(self, shift: float = 0.0) -> Pooled:
        """Rubin's answer when every imputed answer of the programme is `shift` points lower."""
        squares = (self.scores - shift * self.step_scores) ** 2
        variances = squares @ self.sides.T.astype(float)
        complete_df = welch(variances.mean(axis=0), self.freedom)
        return pool(self.values - shift * self.step, variances.sum(axis=1), complete_df)


def imputed(everybody: Sample, plan: Plan, estimand: Estimand, rng: np.random.Generator) -> Alternative:
    """The estimate, in points, had everybody been asked and like those of their arm who were.

    `everybody` at the start, weighted or not (who weighs nothing is left out). Raises Problem
    `nothing-to-impute`, `too-few-to-impute`, `too-few-imputations`, `one-cluster`,
    `too-few-degrees-of-freedom`. Source: Rubin (1987); Barnard & Rubin (1999).
    """
    return alternative(analyse_imputed(everybody, plan, estimand, rng), plan.alpha)


def alternative(answers: Imputed, alpha: float) -> Alternative:
    """The pooled answer; `missing` is the share of its variance that is due to what is missing."""
    found = answers.pooled()
    _check(found)
    return Alternative(
        key="imputed",
        points=t_interval(found.contrast, alpha),
        p=t_p_value(found.contrast),
        df=found.contrast.df,
        diagnostics={"se": found.contrast.se, "missing": found.missing, "imputations": len(answers.values)},
    )


def analyse_imputed(everybody: Sample, plan: Plan, estimand: Estimand, rng: np.random.Generator) -> Imputed:
    """The registered regression on each imputation. Raises what `imputed` raises."""
    people = everybody if everybody.weights is None else everybody.only(everybody.weights > 0)
    if plan.imputations < FEWEST:
        raise Problem("Two imputations are the least: set `imputations` higher.", code="too-few-imputations")
    if min(people.clusters().values()) < FEWEST:
        raise Problem("One arm consists of a single cluster; its spread is not known.", code="one-cluster")
    baseline, later = impute(people, plan.baseline.key, estimand.wave, plan.imputations, rng)
    return _joined(list(_analysed(people, _method(estimand.method), baseline, later)))


def _method(registered: Method) -> Method:
    """What the completed sample is analysed by: a model that is not linear has the adjusted one in its place."""
    linear = (Method.DIFFERENCE, Method.DID, Method.ANCOVA)
    return registered if registered in linear else Method.ANCOVA


def _analysed(people: Sample, method: Method, baseline: Floats, later: Floats) -> Iterator[Imputed]:
    """All imputations at once where the baseline is known, so that they share a design; else one by one."""
    shift = np.isnan(people.later) & people.treated
    if not np.isnan(people.baseline).any() or method is not Method.ANCOVA:
        response = later - baseline if method is Method.DID else later
        yield _read(_contrast(people, method, baseline[0], later[0]), response, shift)
        return
    for first, last in zip(baseline, later, strict=True):
        yield _read(_contrast(people, method, first, last), last[None], shift)


def _contrast(people: Sample, method: Method, baseline: Floats, later: Floats) -> LinearContrast:
    design = build_design(replace(people, baseline=baseline, later=later), method)
    return arm_contrast(design.x, people.cluster, people.weights, people.treated)


def _read(contrast: LinearContrast, y: Floats, shift: Flags) -> Imputed:
    step = shift[None].astype(float)
    return Imputed(
        values=contrast.values(y),
        scores=contrast.scores(y),
        step=np.repeat(contrast.values(step), len(y)),
        step_scores=np.repeat(contrast.scores(step), len(y), axis=0),
        sides=contrast.sides,
        freedom=contrast.freedom,
        lost=int(shift.sum()),
    )


def _joined(parts: list[Imputed]) -> Imputed:
    return replace(
        parts[0],
        values=np.concatenate([part.values for part in parts]),
        scores=np.concatenate([part.scores for part in parts]),
        step=np.concatenate([part.step for part in parts]),
        step_scores=np.concatenate([part.step_scores for part in parts]),
        freedom=np.mean([part.freedom for part in parts], axis=0),
    )


def _check(found: Pooled) -> None:
    if not (found.contrast.se > 0 and found.contrast.df >= 1):
        message = "Too little spread is left within the arms to say how precise the imputed difference is."
        raise Problem(message, code="too-few-degrees-of-freedom")
