"""The persons of the two arms who are compared, as arrays: one place per person."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.panel.wide import Wide
from werkzaam.core.plan.model import Estimand, Method, Outcome, Plan, Role
from werkzaam.problem import Problem

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """`later` and `baseline` are NaN where unanswered, as is `history`: the outcome at every wave, by its key.

    `weights` are all one until `weigh` says otherwise; `sets` numbers the matched set of each person, where
    people were matched. `event` (1 came, 0 not yet) goes with a time outcome.
    """

    programme: str
    comparison: str
    treated: Flags
    baseline: Floats
    later: Floats
    cluster: Integers
    covariates: Mapping[str, Floats]
    history: Mapping[str, Floats] = field(default_factory=dict)
    event: Floats | None = None
    weights: Floats | None = None
    sets: Integers | None = None

    @property
    def weight(self) -> Floats:
        """A weight per person (n,)."""
        return np.ones(len(self.treated)) if self.weights is None else self.weights

    def only(self, keep: Flags) -> Sample:
        """The sample restricted to the persons in `keep` (n,)."""
        return replace(self, **{part.name: _only(getattr(self, part.name), keep) for part in fields(self)})

    def counts(self) -> dict[str, int]:
        """Persons per arm."""
        return {self.programme: int(self.treated.sum()), self.comparison: int((~self.treated).sum())}

    def clusters(self) -> dict[str, int]:
        """Clusters per arm; who stands alone counts as one."""
        return {
            self.programme: len(np.unique(self.cluster[self.treated])),
            self.comparison: len(np.unique(self.cluster[~self.treated])),
        }

    def effective(self) -> dict[str, float]:
        """Kish's effective number of persons per arm: what the weights leave of them."""
        return {
            self.programme: effective_number(self.weight[self.treated]),
            self.comparison: effective_number(self.weight[~self.treated]),
        }


def effective_number(weights: Floats) -> float:
    """(sum w)^2 / sum w^2 (Kish 1965), and the plain number where all weigh the same."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def _only(part: Any, keep: Flags) -> Any:
    if isinstance(part, np.ndarray):
        return part[keep]
    if isinstance(part, Mapping):
        return {name: values[keep] for name, values in part.items()}
    return part


def draw_sample(wide: Wide, plan: Plan, estimand: Estimand) -> Sample:
    """Everybody in the two arms at the start, whether or not they answered later.

    Raises Problem `no-comparison`, `unknown-rater`, `duplicate-value`, `infinite-value`, `missing-covariate`.
    """
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    if programme is None or comparison is None:
        raise Problem("The plan names no comparison group, so nothing can be compared.", code="no-comparison")
    outcome = plan.outcome(estimand.outcome)
    whole = Sample(
        programme=programme.key,
        comparison=comparison.key,
        treated=wide.arm == programme.key,
        baseline=wide.answers(outcome, plan.baseline.key),
        later=wide.answers(outcome, estimand.wave),
        cluster=wide.cluster,
        covariates={name: wide.covariate(name) for name in plan.covariates},
        history=_history(wide, plan, outcome),
        event=_event(wide, plan, outcome, estimand.wave),
    )
    return whole.only((wide.arm == programme.key) | (wide.arm == comparison.key))


def _history(wide: Wide, plan: Plan, outcome: Outcome) -> dict[str, Floats]:
    """The outcome at every wave at which the registered rater was heard."""
    found: dict[str, Floats] = {}
    for wave in plan.waves:
        with suppress(Problem):
            found[wave.key] = wide.answers(outcome, wave.key)
    return found


def _event(wide: Wide, plan: Plan, outcome: Outcome, wave: str) -> Floats | None:
    return wide.answers(plan.outcome(outcome.event), wave) if outcome.event else None


def analysed(sample: Sample, method: Method) -> Flags:
    """Who enters the estimate: an answer at the later wave and, where the method uses it, at baseline."""
    answered = ~np.isnan(sample.later)
    if sample.event is not None:
        answered &= ~np.isnan(sample.event)
    needs_baseline = method is not Method.DIFFERENCE and sample.event is None
    return answered & ~np.isnan(sample.baseline) if needs_baseline else answered
