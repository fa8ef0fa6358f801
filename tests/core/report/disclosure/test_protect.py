"""Withholding cells: by hand-worked tables, and by attack on random sets of tables with waves and editions."""

import math

import numpy as np
import pytest

from werkzaam.core.report.disclosure import (
    Cell,
    DisclosureProblem,
    Figures,
    Rules,
    Sum,
    attack,
    differences,
    one_way,
    protect,
    recovered,
    tree,
    two_way,
)
from werkzaam.core.simulate import tables

RULES = Rules()


def shut(figures):
    """Protected, and held against an attack."""
    found = protect(figures, RULES)
    assert recovered(figures, found.shown, RULES) == ()
    return found


def test_one_small_cell_takes_the_smallest_other_with_it():
    found = shut(one_way("home", {"west": 40, "east": 25, "north": 4}))
    assert found.unsafe == {"home/north"}
    assert found.hiding == {"home/east"}
    assert "home" in found.shown


def test_two_small_cells_that_stay_small_together_take_a_third():
    found = shut(one_way("home", {"west": 40, "east": 25, "north": 4, "south": 3}))
    assert found.hiding == {"home/east"}


def test_two_small_cells_that_hide_each_other_need_no_third():
    assert shut(one_way("home", {"west": 40, "north": 9, "south": 8})).hiding == set()


def test_a_square_hides_one_small_cell_in_a_table():
    found = shut(two_way("rung", [[30, 40, 50], [4, 30, 20], [60, 25, 70]]))
    assert found.unsafe == {"rung/1/0"}
    assert len(found.hiding) == 3
    assert not any("+" in key for key in found.hiding)


def test_nobody_is_told_and_never_used_to_hide():
    found = shut(two_way("rung", [[0, 40, 50], [4, 30, 0], [60, 25, 70]]))
    assert {"rung/0/0", "rung/1/2"} <= found.shown


def test_a_small_total_goes_with_all_that_would_give_it():
    found = shut(one_way("home", {"west": 4, "east": 3}))
    assert found.shown == set()


def test_a_hierarchy_is_protected_at_every_level():
    figures = tree(
        "nl", {"overijssel": {"enschede": 40, "hengelo": 5}, "gelderland": {"ede": 30, "arnhem": 20}}
    )
    found = shut(figures)
    assert found.unsafe == {"nl/overijssel/hengelo"}
    assert found.hiding == {"nl/overijssel/enschede"}


def test_two_tables_that_share_a_margin_are_one():
    """By sex 4 and 36, by age 20 and 20 of the same forty: the margin is one cell, whichever table prints it."""
    figures = one_way("all", {"men": 4, "women": 36}) + one_way("all", {"young": 20, "old": 20})
    assert shut(figures).hiding == {"all/women"}


def test_a_cell_hidden_in_one_table_is_found_in_the_other_unless_both_are_held_together():
    """The withheld four are 44 less 40 where a second table prints those two."""
    first = one_way("all", {"men": 4, "women": 40})
    second = Figures((Cell("all/women", 40.0, public=True), Cell("all", 44.0, public=True, margin=True)), ())
    with pytest.raises(DisclosureProblem) as problem:
        protect(first + second, RULES)
    assert problem.value.code == "disclosure-public"


def test_a_later_wave_may_not_give_away_who_left():
    """53 answered, then 51 of the same: those two are a group."""
    figures = Figures((Cell("t0", 53.0, margin=True), Cell("t1", 51.0, margin=True)), ())
    found = shut(differences(figures, [("t0", "t1")]))
    assert len(found.shown & {"t0", "t1"}) == 1


def test_an_earlier_edition_cannot_be_taken_back_so_the_new_figure_is_withheld():
    old = Figures((Cell("first", 53.0, public=True),), ())
    new = Figures((Cell("second", 56.0),), ())
    found = shut(differences(old + new, [("first", "second")]))
    assert found.hiding == {"second"}


def test_an_unchanged_figure_may_be_printed_again():
    figures = Figures((Cell("first", 53.0, public=True), Cell("second", 53.0)), ())
    assert shut(differences(figures, [("first", "second")])).hiding == set()


def test_a_total_that_one_person_dominates_is_withheld():
    """Twelve incomes of which one is nine tenths (n, k), and twelve of which the second knows the first (p%)."""
    small = tuple([100.0] * 10)
    dominated = Cell("a", 11_000.0, (9_000.0, 1_000.0, *small))
    even = Cell("b", 12_000.0, tuple([1_000.0] * 12))
    few = Cell("c", 5_000.0, tuple([1_000.0] * 5))
    total = Cell(
        "all", 28_000.0, (*dominated.contributions, *even.contributions, *few.contributions), margin=True
    )
    found = protect(Figures((dominated, even, few, total), (Sum("all", ("a", "b", "c")),)), RULES)
    assert found.unsafe == {"a", "c"}
    assert RULES.reach(dominated) == pytest.approx(10_000 / 0.85)
    assert RULES.reach(even) is None
    assert RULES.reach(few) == 10_000


def test_the_attack_finds_what_subtraction_finds():
    """The only blank of a row is the row's total less the rest."""
    figures = two_way("t", [[20, 50, 10], [8, 19, 22], [17, 32, 12]])
    shown = {one.key for one in figures.cells} - {"t/1/0"}
    (found,) = attack(figures, shown)
    assert (found.low, found.high) == (8, 8)
    assert [one.key for one in recovered(figures, shown, RULES)] == ["t/1/0"]


def test_the_attack_gives_the_whole_interval():
    figures = two_way("t", [[20, 50, 10], [8, 19, 22], [17, 32, 12]])
    hidden = {"t/0/0", "t/0/2", "t/1/0", "t/1/2"}
    shown = {one.key for one in figures.cells} - hidden
    found = {one.key: (one.low, one.high) for one in attack(figures, shown)}
    # By hand: 20 + 10 and 8 + 22 across, 28 and 32 down; a withheld count is one at least.
    assert found["t/1/0"] == (1, 27)
    assert found["t/1/2"] == (3, 29)


def test_without_any_sum_a_reader_knows_nothing():
    figures = Figures((Cell("a", 4.0),), ())
    (found,) = attack(figures, set())
    assert (found.low, found.high) == (1, math.inf)


@pytest.mark.parametrize("seed", range(25))
def test_random_tables_with_waves_and_a_second_edition_give_nobody_away(seed):
    """The short version of bench/disclosure.py."""
    rng = np.random.default_rng(seed)
    first = tables.edition(rng)
    old, new = first.figures("e1"), tables.grown(first, rng).figures("e2")
    one = shut(old)
    both = tables.after(old, one.shown, new)
    two = shut(both)
    assert two.shown >= one.shown


def test_an_attack_by_trying_all_tables_agrees(rng):
    """Every table of whole numbers with the printed margins, tried one by one: an oracle without an optimiser."""
    for _ in range(20):
        counts = rng.integers(1, 7, (2, 3)).tolist()
        figures = two_way("t", counts)
        hidden = {"t/0/0", "t/0/1", "t/1/0", "t/1/1"}
        found = {one.key: one for one in attack(figures, {one.key for one in figures.cells} - hidden)}
        a, b, c, d = counts[0][0], counts[0][1], counts[1][0], counts[1][1]
        moves = [m for m in range(-20, 21) if min(a + m, b - m, c - m, d + m) >= 1]
        assert (found["t/0/0"].low, found["t/0/0"].high) == (a + min(moves), a + max(moves))
        assert (found["t/1/0"].low, found["t/1/0"].high) == (c - max(moves), c - min(moves))


@pytest.fixture
def rng():
    return np.random.default_rng(5)
