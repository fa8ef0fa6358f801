"""The National Supported Work demonstration: published figures from LaLonde (1986) and Dehejia & Wahba (1999)."""

from __future__ import annotations

import numpy as np
import pytest

from werkzaam.core.effect.design import build_design
from werkzaam.core.effect.regression import Contrast, contrast, fit
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method

causaldata = pytest.importorskip("causaldata")
NAMES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]


def sample(comparison: str) -> Sample:
    lottery = causaldata.nsw_mixtape.load_pandas().data
    other = lottery if comparison == "lottery" else causaldata.cps_mixtape.load_pandas().data
    treated, controls = lottery[lottery.treat == 1], other[other.treat == 0]
    both = {name: np.r_[treated[name], controls[name]].astype(float) for name in [*NAMES, "re78"]}
    return Sample(
        programme="programme",
        comparison="control",
        treated=np.arange(len(both["re78"])) < len(treated),
        baseline=both["re75"],
        later=both["re78"],
        cluster=np.arange(len(both["re78"])),
        covariates={name: both[name] for name in NAMES},
    )


def answer(asked: Sample, method: Method) -> Contrast:
    design = build_design(asked, method)
    weights = np.zeros(design.x.shape[1])
    weights[1] = 1
    return contrast(fit(design.y, design.x, asked.cluster), weights)


def test_the_lottery_gives_the_published_difference() -> None:
    """Dehejia & Wahba (1999), table 3: 1,794 dollars; its heteroskedastic standard error is 671."""
    found = answer(sample("lottery"), Method.DIFFERENCE)
    assert round(found.value) == 1794
    assert round(found.se) == 671


def test_against_the_survey_the_raw_difference_is_far_off() -> None:
    """Dehejia & Wahba (1999), table 3, CPS-1: -8,498 dollars."""
    assert round(answer(sample("survey"), Method.DIFFERENCE).value) == -8498


def test_the_adjusted_difference_is_two_regressions() -> None:
    """Lin's estimator equals the difference of two arms' predictions at the common mean."""
    asked = sample("lottery")
    x = np.column_stack([np.ones(len(asked.later)), *asked.covariates.values()])
    arms = [
        np.linalg.lstsq(x[rows], asked.later[rows], rcond=None)[0] for rows in (asked.treated, ~asked.treated)
    ]
    assert answer(asked, Method.ANCOVA).value == pytest.approx(x.mean(axis=0) @ (arms[0] - arms[1]), rel=1e-9)


def test_sixteen_thousand_people_take_no_square_matrix() -> None:
    """A 16,177 x 16,177 matrix would take two gigabytes; this works in a few hundred megabytes, well below a second."""
    found = answer(sample("survey"), Method.ANCOVA)
    assert np.isfinite([found.value, found.se, found.df]).all()
