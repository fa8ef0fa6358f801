"""For whom? How much the difference between the arms varies with a registered covariate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.estimate import pooled_sd, standard_deviation
from werkzaam.core.effect.intervals import t_interval, t_p_value
from werkzaam.core.effect.multiplicity import holm
from werkzaam.core.effect.regression import Contrast, contrast, fit
from werkzaam.core.effect.result import Interval, Moderation
from werkzaam.core.effect.sample import Sample, analysed, draw_sample
from werkzaam.core.effect.shrinkage import shrunk
from werkzaam.core.effect.weighting import weigh
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Moderator, Plan, Scale
from werkzaam.problem import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """An interaction in points per unit of the covariate; `unit` is what one standardised unit is worth."""

    moderator: Moderator
    interaction: Contrast
    unit: float


def moderations(wide: Wide, plan: Plan) -> tuple[Moderation, ...]:
    """One per registered moderator that can be estimated, with Holm over all that were registered.

    The interaction is the arm-by-covariate coefficient of the baseline-adjusted comparison, given every other
    registered covariate; `shrunk` is drawn towards none over the family (`shrinkage`). Left out: a covariate
    that an arm cannot carry, a wave that is not after the baseline, a time outcome, too few persons.
    """
    asked = (_found(wide, plan, one) for one in plan.moderators)
    found = [each for each in asked if each is not None]
    if not found:
        return ()
    drawn = _drawn(found, plan.alpha)
    p_values = [t_p_value(each.interaction) for each in found]
    adjusted = holm(p_values + [1.0] * (len(plan.moderators) - len(found)))
    return tuple(
        Moderation(
            key=each.moderator.key,
            covariate=each.moderator.covariate,
            outcome=each.moderator.outcome,
            wave=each.moderator.wave,
            points=t_interval(each.interaction, plan.alpha),
            shrunk=towards,
            df=each.interaction.df,
            p=p,
            p_adjusted=p_adjusted,
        )
        for each, towards, p, p_adjusted in zip(found, drawn, p_values, adjusted, strict=False)
    )


def interaction(sample: Sample, covariate: str) -> Contrast | None:
    """Arm by `covariate` in points per unit, CR2 and df as for the effect; None where an arm cannot carry it."""
    design = build_design(sample, Method.ANCOVA)
    name = f"arm:{covariate}"
    if name not in design.names or len(design.y) <= design.x.shape[1]:
        return None
    chosen = (np.array(design.names) == name).astype(float)
    model = fit(design.y, design.x, sample.cluster, sample.weights)
    found = contrast(model, chosen, sample.treated)
    sure = found.se > 1e-12 * float(np.abs(design.y).max()) and found.df >= 1
    return found if sure else None


def _found(wide: Wide, plan: Plan, moderator: Moderator) -> Found | None:
    outcome, wave = plan.outcome(moderator.outcome), plan.wave(moderator.wave)
    if outcome.scale is Scale.TIME or wave.months <= plan.baseline.months:
        return None
    question = _question(plan, moderator)
    try:
        everybody = draw_sample(wide, plan, question)
        sample = weigh(everybody, analysed(everybody, question.method), plan, question, question.method)
    except Problem:  # the analysis says so where the question itself is asked
        return None
    if min(sample.counts().values()) < 2:
        return None
    found, unit = interaction(sample, moderator.covariate), _unit(sample, moderator.covariate)
    return Found(moderator, found, unit) if found and unit else None


def _question(plan: Plan, moderator: Moderator) -> Estimand:
    """Always adjusted for the baseline; weighted as the question at this outcome and wave is, if there is one."""
    here = (moderator.outcome, moderator.wave)
    weights = next((each.weights for each in plan.estimands if (each.outcome, each.wave) == here), None)
    return Estimand(moderator.key, *here, Method.ANCOVA, None, weights=weights)


def _unit(sample: Sample, covariate: str) -> float:
    """Points per unit of the covariate that are one sd of the outcome at baseline per sd of the covariate.

    Without spread at baseline (nobody had work) the outcome at the wave stands in, as for the effect.
    """
    below = pooled_sd(sample.covariates[covariate], sample)
    return standard_deviation(sample)[0] / below if below else 0.0


def _drawn(found: Sequence[Found], alpha: float) -> list[Interval]:
    """The shrunk interactions, back in points per unit.

    Errors are the half-widths of the t intervals in units of the normal quantile: few degrees of freedom
    count as less certainty, and an interaction that is not shrunk keeps its own interval.
    """
    units = np.array([each.unit for each in found])
    estimates = np.array([each.interaction.value for each in found]) / units
    intervals = [t_interval(each.interaction, alpha) for each in found]
    half = np.array([(each.high - each.low) / 2 for each in intervals]) / units
    standardised = shrunk(estimates, half / float(ndtri(1 - alpha / 2)), alpha)
    return [
        Interval(each.value * unit, each.low * unit, each.high * unit)
        for each, unit in zip(standardised, units.tolist(), strict=True)
    ]
