"""Does what a quote tells of its speaker fit enough people?

Rare combinations are the smallest sets of attributes shared by fewer than k persons (minimal sample uniques when k
is 2: Elliot, Manning and Ford 2002, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10,
493-509).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

ENOUGH = 5  # persons; as tables in publications
MOST_ATTRIBUTES = 10  # more would be thousands of combinations, and no quote tells that much


@dataclass(frozen=True, slots=True)
class Rare:
    """These attributes together fit only so many persons; none of them left out would still be rare."""

    attributes: tuple[str, ...]
    persons: int


def rare(
    told: Mapping[str, str], population: Sequence[Mapping[str, str]], *, enough: int = ENOUGH
) -> tuple[Rare, ...]:
    """The smallest combinations of what is `told` with a quote that fit fewer than `enough` persons; () is safe.

    `population` has one mapping of attributes per person of the study (the speaker too); someone whose attribute is
    unknown does not count as a fit. Raises ValueError above ten attributes.
    """
    if len(told) > MOST_ATTRIBUTES:
        raise ValueError(f"at most {MOST_ATTRIBUTES} attributes with one quote")
    found: list[Rare] = []
    for names in _growing(sorted(told)):
        if not any(set(one.attributes) <= set(names) for one in found):
            persons = sum(all(person.get(name) == told[name] for name in names) for person in population)
            found += [Rare(names, persons)] if persons < enough else []
    return tuple(found)


def _growing(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
