"""A lottery that anyone can repeat: permuted blocks of random size, within strata, for persons or whole clusters.

Each decision of chance is an HMAC-SHA256 (RFC 2104) of its own name under the seed. A generator of a library
would do as well today, but its stream may change with its version; this one can be repeated in any language,
decades from now. Nobody who does not know the seed can foresee a decision, so that the hash of the seed can be
shown beforehand and the seed itself afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from werkzaam.problem import Problem

ALGORITHM = "werkzaam-lottery/1"
MULTIPLES = 3
"""A block holds every slot once, twice or three times: who knows the past cannot tell where a block ends."""


class LotteryProblem(Problem):
    """A list that no lot can be drawn over. Nothing was drawn."""

    code = "lottery-list"
    status = 422


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone in the list. `stratum` is drawn within; `cluster` is who they are drawn with."""

    pseudonym: str
    stratum: str = ""
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """What can be drawn: an arm, or one of several starts in it."""

    key: str
    arm: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What someone drew. `place` counts within the stratum, from 1, in the order in which lots were drawn."""

    pseudonym: str
    stratum: str
    cluster: str
    batch: int
    place: int
    slot: str
    arm: str


def seed_hash(seed: str) -> str:
    """What is shown of a seed before the draw: SHA-256 (hex) of its text."""
    return hashlib.sha256(seed.encode()).hexdigest()


def list_hash(entries: Iterable[Entry]) -> str:
    """SHA-256 (hex) of a list of people, whatever its order: JSON of `[pseudonym, stratum, cluster]`, sorted."""
    rows = sorted([entry.pseudonym, entry.stratum, entry.cluster] for entry in entries)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def draw(
    batches: Sequence[Collection[Entry]], slots: Sequence[Slot], *, seed: str, by_cluster: bool = False
) -> tuple[Ticket, ...]:
    """Who drew what. The first batch is the fixed list; each later one draws on from the same sequence.

    Within a batch the order in which lots are drawn is itself drawn, so that the order of a list does not
    matter. Raises LotteryProblem for a person who is listed twice, and for a cluster in two strata or without
    a name.
    """
    _check(batches, slots, by_cluster)
    drawn: dict[str, tuple[int, int, Slot]] = {}
    sequences = {stratum: _sequence(seed, stratum, slots) for stratum in _strata(batches)}
    places: dict[str, int] = defaultdict(int)
    for number, batch in enumerate(batches):
        for unit, stratum in _ordered(seed, batch, by_cluster):
            if unit not in drawn:  # someone who comes later into a cluster that was drawn
                places[stratum] += 1
                drawn[unit] = number, places[stratum], next(sequences[stratum])
    return tuple(_ticket(entry, drawn[_unit(entry, by_cluster)]) for batch in batches for entry in batch)


def blocks(seed: str, stratum: str, slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The blocks of one stratum, without end: how large each is, and how its slots are shuffled, is drawn."""
    number = 0
    while True:
        times = 1 + int(_chance(seed, "size", stratum, number), 16) % MULTIPLES
        places = [(slot, again) for slot in slots for again in range(times)]
        shuffled = sorted(places, key=lambda at: _chance(seed, "slot", stratum, number, at[0].key, at[1]))
        yield [slot for slot, _again in shuffled]
        number += 1


def _sequence(seed: str, stratum: str, slots: Sequence[Slot]) -> Iterator[Slot]:
    for block in blocks(seed, stratum, slots):
        yield from block


def _chance(seed: str, *name: str | int) -> str:
    """256 bits (hex) that belong to one decision. A remainder by 3 of so many is even to within 1e-77."""
    message = json.dumps([ALGORITHM, *name], separators=(",", ":"), ensure_ascii=False)
    return hmac.new(seed.encode(), message.encode(), hashlib.sha256).hexdigest()


def _ordered(seed: str, batch: Collection[Entry], by_cluster: bool) -> list[tuple[str, str]]:
    """The units of a batch with their stratum, in the order in which they draw."""
    units = {(_unit(entry, by_cluster), entry.stratum) for entry in batch}
    return sorted(units, key=lambda one: _chance(seed, "order", one[1], one[0]))


def _unit(entry: Entry, by_cluster: bool) -> str:
    return entry.cluster if by_cluster else entry.pseudonym


def _strata(batches: Sequence[Collection[Entry]]) -> set[str]:
    return {entry.stratum for batch in batches for entry in batch}


def _ticket(entry: Entry, drawn: tuple[int, int, Slot]) -> Ticket:
    batch, place, slot = drawn
    return Ticket(entry.pseudonym, entry.stratum, entry.cluster, batch, place, slot.key, slot.arm)


def _check(batches: Sequence[Collection[Entry]], slots: Sequence[Slot], by_cluster: bool) -> None:
    listed = [entry for batch in batches for entry in batch]
    if len({slot.key for slot in slots}) < max(2, len(slots)):
        raise LotteryProblem("A lottery needs two or more different slots.", code="lottery-slots")
    if len({entry.pseudonym for entry in listed}) < len(listed):
        raise LotteryProblem("Someone is in the list twice. Nothing was drawn; take one of the two out.")
    if not by_cluster:
        return
    strata: dict[str, set[str]] = defaultdict(set)
    for entry in listed:
        strata[entry.cluster].add(entry.stratum)
    if "" in strata:
        raise LotteryProblem("Someone has no cluster. Nothing was drawn; give everybody one.")
    if split := [cluster for cluster, found in strata.items() if len(found) > 1]:
        raise LotteryProblem(
            f"These clusters lie in two strata: {', '.join(sorted(split))}. Nothing was drawn."
        )
