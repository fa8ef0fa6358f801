"""Which columns enter: missing, constant, collinear, and decided by one person or coach."""

from __future__ import annotations

import numpy as np
import pytest

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method

RNG = np.random.default_rng(5)
N = 40
TREATED = np.arange(N) < 18


def sample(cluster: np.ndarray | None = None, **covariates: np.ndarray) -> Sample:
    base = np.random.default_rng(3)
    return Sample(
        "programme",
        "control",
        TREATED,
        base.normal(size=N),
        base.normal(size=N),
        np.arange(N) if cluster is None else cluster,
        covariates,
    )


def test_a_constant_covariate_is_left_out_and_told() -> None:
    design = build_design(sample(same=np.full(N, 3.0)), Method.ANCOVA)
    assert design.names == ("intercept", "arm", "baseline", "arm:baseline")
    assert design.notes == {"dropped.same": 1.0}


def test_a_covariate_constant_within_one_arm_is_left_out() -> None:
    only_control = np.where(TREATED, 1.0, RNG.normal(size=N))
    assert "dropped.x" in build_design(sample(x=only_control), Method.ANCOVA).notes


def test_of_collinear_covariates_the_first_registered_stays() -> None:
    first, second = RNG.normal(size=N), RNG.normal(size=N)
    design = build_design(sample(first=first, second=second, both=first - 3 * second + 1), Method.ANCOVA)
    assert "dropped.both" in design.notes
    assert {"first", "second"} < set(design.names)
    assert np.linalg.matrix_rank(design.x) == design.x.shape[1]


def test_a_copy_of_the_baseline_is_left_out() -> None:
    known = sample()
    assert "dropped.copy" in build_design(sample(copy=known.baseline * 1000), Method.ANCOVA).notes


def test_a_covariate_that_one_person_decides_is_left_out() -> None:
    lone = np.zeros(N)
    lone[[2, 25, 30]] = 1.0  # one in the programme, two in the comparison
    assert "dropped.lone" in build_design(sample(lone=lone), Method.ANCOVA).notes


def test_a_covariate_that_one_coach_decides_is_left_out() -> None:
    """It varies within one coach's people only, and everybody else's value follows from the other columns."""
    cluster = np.where(TREATED, np.arange(N) % 4, 100 + np.arange(N))
    inside = np.where(TREATED, np.where(cluster == 2, RNG.normal(size=N), 0.0), RNG.normal(size=N))
    inside[cluster == 2] -= inside[cluster == 2].mean()
    known = sample(cluster, x=inside)
    plain = Sample("programme", "control", TREATED, np.zeros(N), known.later, cluster, {"x": inside})
    assert build_design(plain, Method.ANCOVA).notes == {"dropped.baseline": 1.0, "dropped.x": 1.0}
    spread = Sample("programme", "control", TREATED, np.zeros(N), known.later, np.arange(N), {"x": inside})
    assert build_design(spread, Method.ANCOVA).notes == {"dropped.baseline": 1.0}


def test_a_missing_covariate_takes_the_common_mean_and_an_indicator() -> None:
    values = RNG.normal(size=N)
    values[[1, 4, 20, 30]] = np.nan
    design = build_design(sample(x=values), Method.ANCOVA)
    assert "x.missing" in design.names
    assert design.notes == {"imputed.x": 0.1}
    column = design.x[:, design.names.index("x")]
    assert column[[1, 4, 20, 30]] == pytest.approx(0.0, abs=1e-12)


def test_the_scale_of_a_covariate_does_not_matter() -> None:
    values = RNG.normal(size=N)
    for scale in (1e-9, 1e9):
        assert "x" in build_design(sample(x=values * scale), Method.ANCOVA).names


def test_differences_use_no_covariates() -> None:
    known = sample(x=RNG.normal(size=N))
    assert build_design(known, Method.DIFFERENCE).x.shape == (N, 2)
    assert build_design(known, Method.DID).y == pytest.approx(known.later - known.baseline)
