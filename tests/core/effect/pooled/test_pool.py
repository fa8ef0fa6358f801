"""Pooling against metafor (tests/reference/pooled/make.R) and the published BCG figures."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from werkzaam.core.effect.pooled import Study, pool
from werkzaam.problem import NotSupported

REFERENCE = Path(__file__).parents[3] / "reference/pooled"
CLOSE = 1e-7  # metafor stops its root search for tau squared's ends at about this


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def log_risk_ratio(row):
    a, b, c, d = (int(row[k]) for k in ("treated_cases", "treated_free", "control_cases", "control_free"))
    value = math.log(a / (a + b)) - math.log(c / (c + d))
    return Study(row["trial"], value, math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))


BCG = [log_risk_ratio(row) for row in rows("bcg.csv")]
SETS = {"all": BCG, "three": [BCG[0], BCG[1], BCG[12]]}


@pytest.mark.parametrize("row", rows("expected.csv"), ids=lambda row: "-".join(list(row.values())[:3]))
def test_as_metafor(row):
    found = pool(SETS[row["set"]], method=row["method"], safeguard=row["test"] == "adhoc")
    shown = found.classic if row["test"] == "z" else found.hartung_knapp
    told, wanted = found.heterogeneity, {key: float(row[key]) for key in list(row)[3:]}
    assert shown.value == pytest.approx(wanted["estimate"], abs=CLOSE)
    assert (shown.low, shown.high) == pytest.approx((wanted["low"], wanted["high"]), abs=CLOSE)
    assert (told.tau2.value, told.q, told.p) == pytest.approx(
        (wanted["tau2"], wanted["q"], wanted["q_p"]), abs=CLOSE
    )
    assert 100 * told.i2.value == pytest.approx(wanted["i2"], abs=1e-5)
    assert (told.tau2.low, told.tau2.high) == pytest.approx(
        (wanted["tau2_low"], wanted["tau2_high"]), rel=1e-6
    )
    if row["test"] != "z":
        assert (found.se, found.p) == pytest.approx((wanted["se"], wanted["p"]), abs=CLOSE)
        # metafor predicts with k - 1 degrees of freedom, Higgins et al. (2009) with k - 2
        wider = stats.t.ppf(0.975, told.df - 1) / stats.t.ppf(0.975, told.df)
        half = (wanted["prediction_high"] - wanted["prediction_low"]) / 2 * wider
        assert found.prediction.high - found.prediction.value == pytest.approx(half, abs=1e-6)


def test_the_published_figures():
    """Viechtbauer (2010), Journal of Statistical Software 36(3), p. 13, and the DL values of dat.bcg's help."""
    reml, dl = pool(BCG), pool(BCG, method="DL")
    assert round(reml.classic.value, 4) == -0.7145
    assert round((reml.classic.high - reml.classic.low) / 2 / 1.959964, 4) == 0.1798
    assert round(reml.heterogeneity.tau2.value, 4) == 0.3132
    assert (round(dl.classic.value, 4), round(dl.heterogeneity.tau2.value, 4)) == (-0.7141, 0.3088)
    assert not reml.widened


def test_as_statsmodels():
    theirs = combine_effects(
        np.array([one.value for one in BCG]), np.array([one.se for one in BCG]) ** 2, method_re="dl"
    )
    ours = pool(BCG, method="DL", safeguard=False)
    assert ours.classic.value == pytest.approx(theirs.mean_effect_re, abs=1e-12)
    assert ours.se == pytest.approx(theirs.sd_eff_w_re_hksj, abs=1e-12)
    assert ours.heterogeneity.tau2.value == pytest.approx(theirs.tau2, abs=1e-12)


def test_the_safeguard_never_lets_agreement_narrow_the_interval():
    alike = [Study("a", 0.30, 0.2), Study("b", 0.31, 0.2), Study("c", 0.29, 0.2)]
    safe, bare = pool(alike), pool(alike, safeguard=False)
    assert safe.widened
    assert bare.hartung_knapp.high - bare.hartung_knapp.low < 0.05
    assert safe.hartung_knapp.high - safe.hartung_knapp.low >= safe.classic.high - safe.classic.low


def test_two_studies_have_no_prediction():
    found = pool([Study("a", 0.1, 0.2), Study("b", 0.9, 0.2)])
    assert math.isnan(found.prediction.low)
    assert found.prediction.value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("studies", "code"),
    [
        ([Study("a", 0.1, 0.2)], "pooled-too-few"),
        ([Study("a", 0.1, 0.2), Study("b", 0.1, 0.0)], "pooled-no-precision"),
        ([Study("a", 0.1, 0.2), Study("b", math.nan, 0.1)], "pooled-no-precision"),
    ],
)
def test_what_cannot_be_pooled_is_refused(studies, code):
    with pytest.raises(NotSupported) as problem:
        pool(studies)
    assert problem.value.code == code


STUDIES = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=2, max_size=8)


@settings(deadline=None, max_examples=100)
@given(STUDIES, st.floats(-5, 5), st.floats(0.1, 10))
def test_shift_and_unit_carry_through(pairs, shift, unit):
    first = pool([Study(str(n), value, se) for n, (value, se) in enumerate(pairs)], method="DL")
    moved = pool(
        [Study(str(n), unit * value + shift, unit * se) for n, (value, se) in enumerate(pairs)], method="DL"
    )
    assert moved.classic.value == pytest.approx(unit * first.classic.value + shift, abs=1e-6)
    assert moved.heterogeneity.tau2.value == pytest.approx(unit**2 * first.heterogeneity.tau2.value, abs=1e-6)
    assert sum(one.share for one in moved.studies) == pytest.approx(1)
    assert first.heterogeneity.tau2.low <= first.heterogeneity.tau2.high
