"""Two coders who read the same and do not see the same: what each puts, and the agreement that follows from it.

No passage is missed by both and no mistake is made by both, so that every difference is on the work list and settling
it by the truth gives the truth back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from numpy.random import Generator

from werkzaam.core.coding.sentence import sentences
from werkzaam.core.simulate.spoken import Interview, Marking, Passage

KAPPA, SPREAD = 0.68, 0.06  # 3-domain §3.5
Unit = tuple[str, Passage]  # key of an interview, and what holds in it


def coded(rng: Generator, interviews: Sequence[Interview]) -> tuple[Marking, ...]:
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for interview in interviews:
        for passage in interview.passages:
            by_code[passage.code].append((interview.key, passage))
    asides = _asides(interviews)
    return tuple(marking for units in by_code.values() for marking in _of_code(rng, units, asides))


def _of_code(rng: Generator, units: Sequence[Unit], asides: Sequence[tuple[str, int, str]]) -> list[Marking]:
    missed, mistaken = _differing(len(units), float(rng.normal(KAPPA, SPREAD)))
    markings = []
    for place, index in enumerate(rng.permutation(len(units))):
        coders = [int(rng.integers(2))] if place < missed else [0, 1]
        interview, passage = units[index]
        markings += [Marking(coder, interview, passage, holds=True) for coder in coders]
    for index in rng.choice(len(asides), mistaken, replace=False):
        key, turn, text = asides[index]
        wrong = replace(units[0][1], turn=turn, text=text, stance="for")
        markings.append(Marking(int(rng.integers(2)), key, wrong, holds=False))
    return markings


def _differing(units: int, wanted: float) -> tuple[int, int]:
    """How many passages one coder misses, and how many only one puts wrongly, for this agreement.

    Of a rare code kappa is nearly the share of agreement on its presence: 2 both / (2 both + one).
    """
    pairs = [(missed, mistaken) for missed in range(units) for mistaken in range(units + 2)]

    def away(pair: tuple[int, int]) -> tuple[float, int]:
        missed, mistaken = pair
        both, one = units - missed, missed + mistaken
        return round(abs(2 * both / (2 * both + one) - wanted), 2), abs(missed - mistaken)

    return min(pairs, key=away)


def _asides(interviews: Sequence[Interview]) -> list[tuple[str, int, str]]:
    """First sentences of answers that hold nothing, and no name either: they stand as they were said."""
    found = []
    for interview in interviews:
        for number, turn in enumerate(interview.turns):
            first = sentences(turn.text)[0]
            aside = turn.text[first.start : first.end]
            if turn.speaker != interview.asks:
                found.append((interview.key, number, aside))
    return found


def alpha(interviews: Sequence[Interview], markings: Iterable[Marking]) -> Mapping[str, float]:
    """Krippendorff's alpha per code for two coders who each read every sentence.

    In closed form for one nominal yes or no: 1 - one (2n - 1) / (yes no), with `one` the sentences on which they
    differ, `yes` and `no` how often either was said, n sentences (Krippendorff 2011).
    """
    number = sum(len(sentences(interview.text)) for interview in interviews)
    said: dict[str, dict[tuple[str, int, str], int]] = defaultdict(lambda: defaultdict(int))
    for one in markings:
        said[one.passage.code][one.interview, one.passage.turn, one.passage.text] += 1
    found = {}
    for code, times in said.items():
        yes, one_alone = sum(times.values()), sum(time == 1 for time in times.values())
        found[code] = 1 - one_alone * (2 * number - 1) / (yes * (2 * number - yes))
    return found
