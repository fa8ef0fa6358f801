"""The influence of a person is what the estimate does when that person counts a little more: held against just that."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tests.core.effect.register.conftest import Make

from werkzaam.core.effect.register import Control, Method, Staggered, Wide, estimate_rollout

STEP = 1e-4  # of a person: the error of a central difference is of its square
WITHIN = 2e-6  # relative to the largest influence


def moved(wide: Wide, person: int, by: float, spec: Staggered) -> np.ndarray:
    """All cells and aggregates, with one person counted `1 + by` times."""
    (block,) = wide.read()
    weight = block.weight.copy()
    weight[person] += by
    counted = replace(wide, source=lambda _: iter([replace(block, weight=weight)]))
    found = estimate_rollout(counted, spec)
    return np.array([*(each.value for each in found.effects), found.simple.value, found.group_overall.value])


@pytest.mark.parametrize(("method", "control", "unbalanced"), list(product(Method, Control, (False, True))))
def test_it_is_the_derivative(
    long: pd.DataFrame, gappy: pd.DataFrame, make: Make, method: Method, control: Control, unbalanced: bool
) -> None:
    few = (gappy if unbalanced else long).query("id <= 400")
    alone = few.assign(cl=few["id"])  # every person a cluster: the cluster sums are the influences
    wide, spec = make(alone), Staggered(method, control, clustered=True, unbalanced=unbalanced)
    found = estimate_rollout(wide, spec)
    sums = found.influence.clusters
    assert sums is not None
    gradients = [found.means.simple.gradient, found.means.group_overall.gradient]
    ours = np.hstack([sums[:, : len(found.cells)], sums @ np.array(gradients).T])
    for person in np.random.default_rng(2).integers(0, len(ours), 6):
        slope = (moved(wide, person, STEP, spec) - moved(wide, person, -STEP, spec)) / (2 * STEP)
        assert ours[person] == pytest.approx(slope, abs=WITHIN * np.abs(ours).max())
