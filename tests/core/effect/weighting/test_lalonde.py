"""Participants of the National Supported Work beside the CPS: from -8,498 dollars towards the lottery's 1,794.

Dehejia & Wahba (1999, JASA 94:1053-1062, table 3, CPS-1) found by propensity score between 1,117 (a quadratic in the
score) and 1,774 (strata, adjusted): 1,713 by strata, 1,582 and 1,616 by matching; by regression 972.
"""

from __future__ import annotations

import numpy as np
import pytest

from werkzaam.core.effect.sample import Sample, effective_number
from werkzaam.core.plan.model import Weighting

PUBLISHED = (1117, 1774)
R = 1e-10  # relative; R and this iterate a logit to the last digits


def difference(found: Sample) -> float:
    arms = (found.treated, ~found.treated)
    ours, theirs = (np.average(found.later[arm], weights=found.weight[arm]) for arm in arms)
    return float(ours - theirs)


def test_without_weights_it_is_far_off(lalonde: Sample, weighing) -> None:
    assert round(difference(weighing(lalonde, Weighting.NONE))) == -8498


@pytest.mark.parametrize(
    "kind", [Weighting.ENTROPY, Weighting.PROPENSITY, Weighting.OVERLAP, Weighting.NEAREST, Weighting.FULL]
)
def test_with_weights_it_comes_where_published(lalonde: Sample, weighing, kind: Weighting) -> None:
    low, high = PUBLISHED
    assert low <= difference(weighing(lalonde, kind)) <= high


@pytest.mark.parametrize("kind", ["propensity", "overlap", "nearest", "exact", "coarsened"])
def test_as_in_r(lalonde: Sample, weighing, survey, kind: str) -> None:
    """Exact and coarsened matching lose most participants, and with them the question: they answer another."""
    found, expected = weighing(lalonde, Weighting(kind)), survey[kind]
    assert difference(found) == pytest.approx(expected["value"], rel=R)
    assert found.counts() == {"programme": expected["programme"], "control": expected["comparison"]}
    assert effective_number(found.weight[~found.treated]) == pytest.approx(expected["effective"], rel=R)


def test_equal_scores_leave_nearest_neighbours_to_chance(lalonde: Sample, weighing) -> None:
    """Many in the CPS have equal scores; which of them is taken follows the order of the panel, which is fixed."""
    found = [difference(weighing(lalonde.only(order), Weighting.NEAREST)) for order in orders(lalonde, 12)]
    assert max(found) - min(found) > 50
    assert PUBLISHED[0] <= min(found) and max(found) <= PUBLISHED[1]


def orders(sample: Sample, times: int) -> list[np.ndarray]:
    rng = np.random.default_rng(11)
    return [rng.permutation(len(sample.treated)) for _ in range(times)]
