"""The log odds of the programme against R's glm, and Firth's against closed forms and a naive maximum."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from werkzaam.core.effect.weighting.propensity import log_odds
from werkzaam.problem import Problem

GLM = 1e-12  # both iterate to the last digits
NAIVE = 1e-5  # what BFGS reaches with numerical derivatives


def test_as_in_r(study, matchit) -> None:
    x = np.column_stack([study[name] for name in ("baseline", "age", "income", "woman", "level")])
    assert log_odds(x, study["treated"] == 1) == pytest.approx(matchit["score"], abs=GLM)


def test_in_any_units_with_repeats(study, matchit) -> None:
    names = ("baseline", "age", "income", "woman", "level")
    x = np.column_stack([1e6 * study[name] - 3 for name in names])
    more = np.column_stack([np.ones(len(x)), x, x @ np.ones(5)])
    assert log_odds(more, study["treated"] == 1) == pytest.approx(matchit["score"], abs=1e-9)


def test_an_empty_cell_counts_half_a_person() -> None:
    """In a 2 x 2 table Firth's is the odds with one half added to every cell (Heinze & Schemper 2002)."""
    table = {(1, 1): 6, (1, 0): 11, (0, 1): 0, (0, 0): 17}  # (treated, trait): persons
    treated = np.concatenate([np.full(n, t) for (t, _), n in table.items()]).astype(bool)
    trait = np.concatenate([np.full(n, v) for (_, v), n in table.items()]).astype(float)
    found = log_odds(trait[:, None], treated)
    assert found[trait == 1] == pytest.approx(np.log(6.5 / 0.5), abs=1e-8)
    assert found[trait == 0] == pytest.approx(np.log(11.5 / 17.5), abs=1e-8)


@pytest.mark.parametrize("alone", [1, 4])
def test_firth_is_the_penalised_maximum(alone: int) -> None:
    rng = np.random.default_rng(4)
    treated = np.arange(40) < 18
    rare = np.r_[np.ones(alone), np.zeros(40 - alone)]  # only in the programme: the likelihood has no maximum
    x = np.column_stack([rng.normal(size=40) + 0.5 * treated, rare])
    design = np.column_stack([np.ones(40), x])

    def penalised(beta: np.ndarray) -> float:
        p = expit(design @ beta)
        information = (design * (p * (1 - p))[:, None]).T @ design
        likelihood = np.where(treated, np.log(p), np.log1p(-p)).sum()
        return -float(likelihood + 0.5 * np.linalg.slogdet(information)[1])

    naive = minimize(penalised, np.zeros(3), method="BFGS", options={"gtol": 1e-9})
    assert log_odds(x, treated) == pytest.approx(design @ naive.x, abs=NAIVE)


@pytest.mark.parametrize("gap", [0.01, 5.0])
def test_arms_that_can_be_told_apart_are_refused(gap: float) -> None:
    """The sum of two characteristics separates the arms, neither does alone."""
    rng = np.random.default_rng(8)
    one = rng.normal(size=50)
    treated = np.arange(50) < 20
    other = -one + np.where(treated, gap, -gap) * rng.uniform(1, 2, 50)
    with pytest.raises(Problem) as refused:
        log_odds(np.column_stack([one, other]), treated)
    assert refused.value.code == "separation"


def test_without_characteristics_everybody_has_the_same_odds() -> None:
    treated = np.arange(30) < 10
    assert log_odds(np.empty((30, 0)), treated) == pytest.approx(np.log(0.5))
