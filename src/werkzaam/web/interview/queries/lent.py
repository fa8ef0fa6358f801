"""What rooms above know of a study's persons by pseudonym, lent to this one.

How much contact someone had stands in the case file and, by pseudonym, in the frozen panel; who answered at which
wave, in survey. This room may import neither journey nor the panel (helping is not judging; one waist), and survey
stands beside it. So the desk, which stands above and froze the panel itself, lends two functions here, as journey
lends names to `consent.naming`. Nothing is kept twice, no row crosses from guidance but through the freeze, and the
bands are wide enough that none of them is a handful of people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzaam.web.study import queries as studies

Attributes = Callable[[Any], Mapping[str, Mapping[str, str]]]
Answered = Callable[[Any], Mapping[str, frozenset[str]]]
_attributes: list[Attributes] = []
_answered: list[Answered] = []


def lend(*, attributes: Attributes, answered: Answered) -> None:
    """From a room above: attributes by pseudonym, and the waves (keys) at which each pseudonym answered."""
    _attributes[:], _answered[:] = [attributes], [answered]


def known(found_study: Any) -> dict[str, dict[str, str]]:
    """Attributes by pseudonym of everyone in an arm: the arm, and what is lent of them."""
    found = {pseudonym: {"arm": arm} for pseudonym, arm in studies.arms(found_study).items()}
    for lender in _attributes:
        for pseudonym, told in lender(found_study).items():
            if pseudonym in found:
                found[pseudonym] |= told
    return found


def values(found_study: Any, name: str) -> list[str]:
    """The values of one lent attribute, in the order in which their lender gives them."""
    told = (one[name] for lender in _attributes for one in lender(found_study).values() if name in one)
    return list(dict.fromkeys(told))


def answered(found_study: Any) -> Mapping[str, frozenset[str]]:
    """The waves at which each pseudonym answered; who never did is not in it."""
    return {pseudonym: waves for lender in _answered for pseudonym, waves in lender(found_study).items()}
