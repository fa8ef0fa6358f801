"""Agreement beyond chance, against published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import (
    Coding,
    Disagreement,
    Level,
    Sentence,
    agreement,
    alpha,
    disagreements,
    ratings,
)  # fmt: skip

NAN = np.nan
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section E: four observers, twelve units.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)
TOLERANCE = 5e-4  # the paper gives three decimals


@pytest.mark.parametrize(
    ("level", "published"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849), (Level.RATIO, 0.797)],
)
def test_alpha_is_as_published(level: Level, published: float) -> None:
    assert alpha(PUBLISHED, level) == pytest.approx(published, abs=TOLERANCE)


def test_two_coders_of_yes_and_no_are_as_published() -> None:
    """The same paper, section A: two observers, ten units, 0.095."""
    two = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], dtype=float)
    assert alpha(two) == pytest.approx(0.095, abs=TOLERANCE)


def test_two_coders_of_five_names_are_as_published() -> None:
    """The same paper, section B: two observers, twelve units, 0.692."""
    one, other = "aabbdcccedda", "babbbcccedd" + "d"
    two = np.array([[ord(sign) for sign in row] for row in (one, other)], dtype=float)
    assert alpha(two) == pytest.approx(0.692, abs=TOLERANCE)


def test_alpha_is_undefined_where_nothing_varies_or_nothing_pairs() -> None:
    assert alpha(np.ones((2, 5))) is None
    assert alpha(np.array([[1, NAN], [NAN, 2]])) is None
    assert alpha(np.full((2, 3), NAN)) is None


TABLES = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, 2.0, NAN]), min_size=3, max_size=3), min_size=2, max_size=8
)


@given(TABLES, st.sampled_from(list(Level)), st.randoms())
def test_alpha_does_not_care_for_order(rows: list[list[float]], level: Level, random: object) -> None:
    table = np.array(rows).T
    turned = table[::-1, ::-1]
    found, other = alpha(table, level), alpha(turned, level)
    assert (found is None) == (other is None)
    assert found is None or (found == pytest.approx(other) and found <= 1 + 1e-12)


UNITS = {f"t{n}": tuple(Sentence(i + 1, 1, i * 10, i * 10 + 9) for i in range(40)) for n in range(12)}
CODERS = dict.fromkeys(UNITS, ("dirk", "olga"))


def codings(rng: np.random.Generator, flip: float) -> list[Coding]:
    """Dirk codes a third, more in some transcripts than in others; Olga does so too, save a share of units."""
    found = []
    for source, units in UNITS.items():
        often = rng.uniform(0.1, 0.6)
        for index, unit in enumerate(units):
            truth = rng.random() < often
            for coder, says in (("dirk", truth), ("olga", truth ^ (rng.random() < flip))):
                if says:
                    found.append(
                        Coding(f"{source}{index}{coder}", source, unit.start, unit.start + 3, "c", coder)
                    )
    return found


def test_agreement_per_code_with_an_interval_over_transcripts() -> None:
    found = codings(np.random.default_rng(1), 0.1)
    one, unused = agreement(UNITS, found, CODERS, ("c", "never"), np.random.default_rng(2))
    table, coders, clusters = ratings(UNITS, found, CODERS, "c")
    assert coders == ["dirk", "olga"]
    assert one.alpha == alpha(table)
    assert (one.units, one.sources, len(np.unique(clusters))) == (480, 12, 12)
    assert one.coded == int((table.sum(axis=0) > 0).sum())
    assert one.given_one == pytest.approx((table.sum(axis=0) == 2).sum() / one.coded)
    assert one.low is not None
    assert one.high is not None
    assert one.alpha is not None
    assert one.low < one.alpha < one.high
    assert (unused.alpha, unused.low, unused.coded, unused.given_one) == (None, None, 0, None)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Alpha of the process itself, from many transcripts; 60 studies of twelve; 95 % should hold, 80 % at least do."""
    truth = np.mean([agreement(UNITS, codings(np.random.default_rng(1000 + n), 0.1), CODERS, ("c",),
                               np.random.default_rng(0), draws=2)[0].alpha or 0 for n in range(60)])  # fmt: skip
    held = 0
    for seed in range(60):
        found = codings(np.random.default_rng(seed), 0.1)
        one = agreement(UNITS, found, CODERS, ("c",), np.random.default_rng(seed), draws=300)[0]
        held += one.low is not None and one.high is not None and one.low <= truth <= one.high
    assert held >= 48


def test_few_transcripts_have_no_interval_and_a_source_of_one_coder_does_not_count() -> None:
    few = {name: UNITS[name] for name in list(UNITS)[:4]}
    found = codings(np.random.default_rng(1), 0.1)
    one = agreement(few, found, {**CODERS, "t3": ("dirk",)}, ("c",), np.random.default_rng(2))[0]
    assert one.alpha is not None
    assert (one.low, one.high, one.sources, one.units) == (None, None, 3, 120)


def test_the_same_seed_gives_the_same_interval() -> None:
    found = codings(np.random.default_rng(1), 0.2)
    first, second = (agreement(UNITS, found, CODERS, ("c",), np.random.default_rng(5)) for _ in range(2))
    assert first == second


def test_disagreements_are_a_work_list() -> None:
    found = [
        Coding("1", "t0", 0, 25, "c", "dirk"),
        Coding("2", "t0", 12, 14, "c", "olga"),
        Coding("3", "t0", 0, 3, "d", "stranger"),
        Coding("4", "t1", 0, 3, "d", "olga"),
    ]
    assert disagreements(UNITS, found, CODERS, ("c", "d")) == (
        Disagreement("t0", 0, "c", ("dirk",), ("olga",)),
        Disagreement("t0", 2, "c", ("dirk",), ("olga",)),
        Disagreement("t1", 0, "d", ("olga",), ("dirk",)),
    )
