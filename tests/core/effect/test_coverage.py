"""A short Monte-Carlo grid: does the 95 % interval hold the truth as often as it says, where the verdict may speak?

n = 60 a side, four coaches on the programme side only, 40 % lost at random given the baseline, and the usual method:
baseline-adjusted, CR2, Satterthwaite. The long grid is issue 3's. Seeded; 1,000 draws a cell, so that the Monte-Carlo
error (two-sided 99.9 %) is 2.3 points for coverage and 1.6 for a one-sided error of 2.5 %.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.regression import contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method

DRAWS = 1000
CORRELATION = 0.6
COVERAGE_ERROR = 3.29 * np.sqrt(0.95 * 0.05 / DRAWS)
TAIL_ERROR = 3.29 * np.sqrt(0.025 * 0.975 / DRAWS)


def draw(
    rng: np.random.Generator, *, effect: float, icc: float, loss: float, n: int = 60, coaches: int = 4
) -> Sample:
    """One study: total variance 1 in both arms; more is lost among those who start low."""
    treated = np.arange(2 * n) < n
    coach = np.arange(2 * n) % coaches
    baseline = rng.normal(size=2 * n)
    shared = rng.normal(0, np.sqrt(icc), coaches)[coach] * treated
    noise = rng.normal(0, np.sqrt(1 - CORRELATION**2 - icc * treated))
    stays = rng.random(2 * n) < (1 - loss) + 0.1 * np.clip(baseline, -1, 1)
    whole = Sample(
        programme="programme",
        comparison="control",
        treated=treated,
        baseline=baseline,
        later=CORRELATION * baseline + effect * treated + shared + noise,
        cluster=np.where(treated, coach, 1000 + np.arange(2 * n)),
        covariates={},
    )
    return whole.only(stays)


def answer(sample: Sample) -> tuple[float, float]:
    design = build_design(sample, Method.ANCOVA)
    weights = np.zeros(design.x.shape[1])
    weights[1] = 1.0
    found = contrast(fit(design.y, design.x, sample.cluster), weights)
    reach = stdtrit(found.df, 0.975) * found.se
    return found.value - reach, found.value + reach


@pytest.mark.parametrize(
    ("effect", "icc", "loss"), [(0.2, 0.05, 0.4), (0.0, 0.1, 0.4), (0.0, 0.0, 0.0), (0.2, 0.2, 0.2)]
)
def test_the_interval_keeps_its_promise(effect: float, icc: float, loss: float) -> None:
    rng = np.random.default_rng([int(100 * effect), int(100 * icc), int(100 * loss), 3])
    bands = np.array([answer(draw(rng, effect=effect, icc=icc, loss=loss)) for _ in range(DRAWS)])
    covered = np.mean((bands[:, 0] <= effect) & (effect <= bands[:, 1]))
    assert 0.93 - COVERAGE_ERROR <= covered <= 0.97 + COVERAGE_ERROR
    if effect == 0:
        assert np.mean(bands[:, 0] > 0) <= 0.025 + TAIL_ERROR
