"""What every cluster adds to every cell, from its sums alone: no person is looked at again.

The influence of `nuisance.py` is linear in a person's x, y, xx', xy, and these weighted by odds and by chance;
so its sum over a cluster is the same line over the cluster's sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from werkzaam.core.effect.register.balanced.nuisance import Fitted, against, stacked
from werkzaam.core.effect.register.balanced.persons import Fits
from werkzaam.core.effect.register.balanced.propensity import Propensity
from werkzaam.core.effect.register.blocks import Floats, Segment
from werkzaam.core.effect.register.moments import Moments


def of_clusters(model: Fits, segments: Mapping[Segment, Moments], clusters: int) -> Floats:
    """(clusters, cells)."""
    found = np.zeros((clusters, len(model.fits)))
    for pair in dict.fromkeys(against(each.cell) for each in model.fits):
        at = np.flatnonzero([against(each.cell) == pair for each in model.fits])
        line = _Line([model.fits[int(index)] for index in at], model)
        for (cohort, cluster), sums in segments.items():
            if cohort == pair[0]:
                found[cluster, at] += line.treated((cohort, cluster), sums)
            if cohort in pair[1]:
                found[cluster, at] += line.controls((cohort, cluster), sums)
    return found


class _Line:
    """The cells of one cohort against one set of controls; vectors are (k, cells), numbers (cells,)."""

    def __init__(self, fits: Sequence[Fitted], model: Fits) -> None:
        self.later = [model.column[each.cell.t] for each in fits]
        self.first = [model.column[each.cell.base] for each in fits]
        self.propensity: Propensity | None = model.propensities.get(against(fits[0].cell))
        self.outcome, self.leverage = stacked(fits, "outcome"), stacked(fits, "leverage")
        self.chance, self.programme = stacked(fits, "chance"), stacked(fits, "programme")
        self.control, self.treated_weight = stacked(fits, "control"), stacked(fits, "treated_weight")
        self.control_weight = stacked(fits, "control_weight")

    def treated(self, key: Segment, sums: Moments) -> Floats:
        own = (self._residual(sums) - sums.weight * self.programme) / self.treated_weight
        if self.propensity is None:
            return np.asarray(own)
        return np.asarray(own - (sums.x - self.propensity.chance[key]) @ self.chance)

    def controls(self, key: Segment, sums: Moments) -> Floats:
        pulled = sums.xy[:, self.later] - sums.xy[:, self.first] - sums.xx @ self.outcome
        own = -(pulled * self.leverage).sum(axis=0)
        if self.propensity is None:
            return np.asarray(own)
        weighed = self.propensity.weighed[key]
        apart = self._residual(weighed) - weighed.weight * self.control
        return np.asarray(own - apart / self.control_weight + self.propensity.chance[key] @ self.chance)

    def _residual(self, sums: Moments) -> Floats:
        return np.asarray(sums.y[self.later] - sums.y[self.first] - sums.x @ self.outcome)
