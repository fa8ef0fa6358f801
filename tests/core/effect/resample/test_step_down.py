"""Romano-Wolf against loops over draws, and what it must never do."""

from __future__ import annotations

import numpy as np
import pytest

from werkzaam.core.effect.design import Design, build_design
from werkzaam.core.effect.multiplicity import adjust, holm, step_down
from werkzaam.core.effect.resample import romano_wolf, wild
from werkzaam.core.effect.resample.signs import signs
from werkzaam.core.effect.sample import Sample
from werkzaam.core.plan.model import Method
from werkzaam.problem import NotSupported

from .conftest import Refer
from .test_wild import columns, naive

Family = list[tuple[Design, Sample]]


def family(refer: Refer) -> Family:
    """Three outcomes of one study, each answered by others: the first loses a group and some persons."""
    design, sample = refer("ancova", "partial")
    rng = np.random.default_rng(2)
    some = sample.only((sample.cluster != 1) & (rng.random(len(design.y)) < 0.9))
    change = build_design(sample, Method.DID)
    noise = Design(design.y + 3 * rng.normal(size=len(design.y)) + 3 * sample.treated, design.x, design.names)
    return [(build_design(some, Method.ANCOVA), some), (change, sample), (noise, sample)]


def rank_by_rank(asked: list[float], drawn: np.ndarray) -> list[float]:
    """Romano & Wolf (2016), algorithm 4.1, in words of loops."""
    order = sorted(range(len(asked)), key=lambda k: -asked[k])
    adjusted, before = [0.0] * len(asked), 0.0
    for rank, k in enumerate(order):
        largest = [max(row[j] for j in order[rank:]) for row in drawn]
        before = max(before, (1 + sum(value >= asked[k] for value in largest)) / (len(drawn) + 1))
        adjusted[k] = before
    return adjusted


def test_it_is_the_algorithm_with_one_sign_per_cluster(refer: Refer) -> None:
    asked_of = family(refer)
    draws = 199
    codes = np.unique(np.concatenate([sample.cluster for _, sample in asked_of]))
    v = columns(signs("webb", draws, len(codes), np.random.default_rng(8)))
    found = [
        naive(design, sample, v[np.searchsorted(codes, np.unique(sample.cluster))], 0.0, restricted=True)
        for design, sample in asked_of
    ]
    expected = rank_by_rank([abs(t) for t, _ in found], np.abs(np.array([row for _, row in found]).T))
    assert romano_wolf(asked_of, draws=draws, rng=np.random.default_rng(8)) == expected


def test_alone_it_is_the_wild_bootstrap(refer: Refer) -> None:
    study = refer("did", "both")
    alone = wild(*study, draws=999, rng=np.random.default_rng(3))
    assert romano_wolf([study], draws=999, rng=np.random.default_rng(3)) == [alone.p]


def test_the_same_question_twice_costs_nothing(refer: Refer) -> None:
    """What Holm would double: two copies hang together wholly."""
    study = refer("did", "both")
    once = romano_wolf([study], draws=999, rng=np.random.default_rng(3))
    assert romano_wolf([study, study], draws=999, rng=np.random.default_rng(3)) == once * 2


def test_asking_more_never_strengthens(refer: Refer) -> None:
    asked = family(refer)
    both, three = (romano_wolf(part, draws=999, rng=np.random.default_rng(3)) for part in (asked[:2], asked))
    assert all(more >= less for less, more in zip(both, three, strict=False))


def test_a_lost_question_stays_in_the_family(refer: Refer) -> None:
    asked = family(refer)
    without = romano_wolf(asked, draws=999, rng=np.random.default_rng(3))
    lost = romano_wolf(asked, draws=999, rng=np.random.default_rng(3), unanswered=2)
    single = [romano_wolf([each], draws=999, rng=np.random.default_rng(3))[0] for each in asked]
    assert all(more > less for less, more in zip(without, lost, strict=True) if less < 1)
    assert all(p >= min(1.0, 3 * alone) - 0.05 for p, alone in zip(lost, single, strict=True))


def test_independent_questions_are_about_as_with_holm() -> None:
    """Two independent statistics of absolute normals: 1 - (1 - p)^2 and p, where Holm says 2p and p."""
    rng = np.random.default_rng(4)
    drawn = np.abs(rng.normal(size=(100_000, 2)))
    found = step_down(np.array([1.0, 2.5]), drawn)
    p = [0.3173, 0.01242]
    assert found == pytest.approx([p[0], 1 - (1 - p[1]) ** 2], abs=0.005)
    assert found == pytest.approx(holm(p), abs=0.005)


def test_nobody_asked_nobody_answered() -> None:
    assert romano_wolf([], draws=99, rng=np.random.default_rng(1)) == []


def test_p_values_alone_cannot_follow_the_rule() -> None:
    with pytest.raises(NotSupported):
        adjust([0.01, 0.2], "romano-wolf")


def test_twenty_outcomes_without_effect_find_one_in_five_percent_of_families() -> None:
    """Correlated outcomes, four groups and forty single persons; 200 families: standard error 1.5 points."""
    rng = np.random.default_rng(77)
    cluster = np.r_[np.repeat(np.arange(10), 4), 10 + np.arange(40)]
    treated = cluster < 10
    wrong = 0
    for draw in range(200):
        common = rng.normal(size=80) + 0.5 * rng.normal(size=50)[cluster]
        asked: Family = []
        for _ in range(20):
            later = common + rng.normal(size=80)
            sample = Sample("programme", "control", treated, later, later, cluster, {})
            asked.append((build_design(sample, Method.DIFFERENCE), sample))
        wrong += min(romano_wolf(asked, draws=199, rng=np.random.default_rng(draw))) <= 0.05
    assert 0.01 <= wrong / 200 <= 0.095
