"""The lottery: fair, balanced, and the same for whoever repeats it."""

import hashlib
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from werkzaam.core.plan.lottery import Entry, LotteryProblem, Slot, blocks, draw, list_hash, seed_hash

ARMS = [Slot("programme", "programme"), Slot("control", "control")]
ENOUGH = 0.001
"""A fair lottery fails each chi-square test below once in a thousand seeds; these seeds are fixed."""


def people(count, *, strata=("",), clusters=0):
    return [
        Entry(
            hashlib.md5(f"{n}".encode()).hexdigest(),
            strata[n % len(strata)],
            f"team-{n % clusters}" if clusters else "",
        )
        for n in range(count)
    ]


def by_person(tickets):
    return {ticket.pseudonym: ticket.slot for ticket in tickets}


@given(st.permutations(people(30, strata=("north", "south"))), st.text(min_size=1))
def test_the_order_of_the_list_does_not_matter(listed, seed):
    straight = people(30, strata=("north", "south"))
    assert by_person(draw([listed], ARMS, seed=seed)) == by_person(draw([straight], ARMS, seed=seed))
    assert list_hash(listed) == list_hash(straight)


def test_another_seed_is_another_lottery():
    found = {tuple(sorted(by_person(draw([people(40)], ARMS, seed=f"{n}")).items())) for n in range(50)}
    assert len(found) == 50


@given(st.integers(1, 80), st.text(min_size=1), st.integers(2, 4))
def test_in_every_stratum_arms_are_nearly_even_at_every_moment(count, seed, arms):
    """The property of permuted blocks (Matts & Lachin 1988): apart by at most half the largest block for two."""
    slots = [Slot(f"a{n}", "x") for n in range(arms)]
    tickets = draw([people(count, strata=("a", "b", "c"))], slots, seed=seed)
    for stratum in "abc":
        drawn = sorted((t.place, t.slot) for t in tickets if t.stratum == stratum)
        assert [place for place, _slot in drawn] == list(range(1, len(drawn) + 1))
        for so_far in range(len(drawn) + 1):
            counted = Counter(slot for _place, slot in drawn[:so_far])
            numbers = [counted[slot.key] for slot in slots]
            assert max(numbers) - min(numbers) <= 3


def test_late_comers_draw_on_from_the_same_sequence_and_move_nobody():
    first, late = people(20), people(26)[20:]
    before = by_person(draw([first], ARMS, seed="s"))
    after = draw([first, late[:1], late[1:]], ARMS, seed="s")
    assert {key: slot for key, slot in by_person(after).items() if key in before} == before
    whole = list(itertools.islice(itertools.chain.from_iterable(blocks("s", "", ARMS)), 26))
    assert [t.slot for t in sorted(after, key=lambda t: t.place)] == [slot.key for slot in whole]


def test_every_person_has_the_same_chance():
    drawn = Counter(
        slot
        for n in range(2000)
        for slot in [by_person(draw([people(5)], ARMS, seed=f"{n}"))[people(5)[2].pseudonym]]
    )
    assert chisquare(list(drawn.values())).pvalue > ENOUGH
    assert len(drawn) == 2


def test_block_sizes_and_their_arrangements_are_uniform():
    found = [next(blocks(f"{n}", "north", ARMS)) for n in range(6000)]
    sizes = Counter(len(block) for block in found)
    assert sorted(sizes) == [2, 4, 6]
    assert chisquare(list(sizes.values())).pvalue > ENOUGH
    for size, ways in ((2, 2), (4, 6), (6, 20)):
        arranged = Counter(tuple(s.key for s in block) for block in found if len(block) == size)
        assert len(arranged) == ways
        assert chisquare(list(arranged.values())).pvalue > ENOUGH


def test_who_draws_first_is_uniform():
    three = people(3)
    first = Counter(
        next(t.pseudonym for t in draw([three], ARMS, seed=f"{n}") if t.place == 1) for n in range(3000)
    )
    assert len(first) == 3
    assert chisquare(list(first.values())).pvalue > ENOUGH


def test_clusters_are_drawn_whole():
    tickets = draw([people(60, clusters=6)], ARMS, seed="s", by_cluster=True)
    arms = {
        cluster: {t.slot for t in tickets if t.cluster == cluster} for cluster in {t.cluster for t in tickets}
    }
    assert all(len(found) == 1 for found in arms.values())
    assert len(arms) == 6
    late = draw([people(60, clusters=6), [Entry("f" * 32, "", "team-2")]], ARMS, seed="s", by_cluster=True)
    assert {late[-1].slot} == arms["team-2"]


@pytest.mark.parametrize("by_cluster", [False, True])
def test_someone_else_who_reads_the_description_finds_the_same(by_cluster):
    """Written anew from the description on the page: HMAC as RFC 2104 has it, without the library."""
    seed, listed = "0f" * 32, people(37, strata=("n", "z"), clusters=0)
    if by_cluster:
        listed = [Entry(e.pseudonym, e.stratum, f"{e.stratum}{i % 7}") for i, e in enumerate(listed)]
    batches = [listed[:30], listed[30:]]
    assert by_person(draw(batches, ARMS, seed=seed, by_cluster=by_cluster)) == repeat(
        seed, batches, by_cluster
    )


def repeat(seed, batches, by_cluster):
    key = seed.encode().ljust(64, b"\0")

    def number(*parts):
        quoted = ",".join(str(p) if isinstance(p, int) else f'"{p}"' for p in ("werkzaam-lottery/1", *parts))
        inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + f"[{quoted}]".encode()).digest()
        return int.from_bytes(hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).digest(), "big")

    lots, blocks_done, outcome = {}, Counter(), {}
    for batch in batches:
        todo = {((e.cluster if by_cluster else e.pseudonym), e.stratum) for e in batch}
        for unit, stratum in sorted(todo, key=lambda u: number("order", u[1], u[0])):
            if unit in outcome:
                continue
            if not lots.get(stratum):
                block = blocks_done[stratum]
                size = 1 + number("size", stratum, block) % 3
                pool = [
                    (number("slot", stratum, block, a, i), a)
                    for a in ("programme", "control")
                    for i in range(size)
                ]
                lots[stratum] = [arm for _number, arm in sorted(pool, reverse=True)]
                blocks_done[stratum] += 1
            outcome[unit] = lots[stratum].pop()
    return {e.pseudonym: outcome[e.cluster if by_cluster else e.pseudonym] for b in batches for e in b}


def test_hashes_are_those_of_a_shell():
    """printf seed | sha256sum; printf '[["aa","n",""],["bb","","c"]]' | sha256sum."""
    assert seed_hash("seed") == "19b25856e1c150ca834cffc8b59b23adbd0ec0389e58eb22b3b64768098d002b"
    listed = [Entry("bb", "", "c"), Entry("aa", "n", "")]
    assert list_hash(listed) == hashlib.sha256(b'[["aa","n",""],["bb","","c"]]').hexdigest()


@pytest.mark.parametrize(
    ("batches", "by_cluster", "code"),
    [
        ([[Entry("a"), Entry("a", "x")]], False, "lottery-list"),
        ([[Entry("a")], [Entry("a")]], False, "lottery-list"),
        ([[Entry("a")]], True, "lottery-list"),
        ([[Entry("a", "x", "c"), Entry("b", "y", "c")]], True, "lottery-list"),
    ],
)
def test_a_list_that_cannot_be_drawn_says_so(batches, by_cluster, code):
    with pytest.raises(LotteryProblem) as found:
        draw(batches, ARMS, seed="s", by_cluster=by_cluster)
    assert found.value.code == code


def test_one_slot_is_no_lottery():
    with pytest.raises(LotteryProblem):
        draw([people(2)], ARMS[:1], seed="s")
