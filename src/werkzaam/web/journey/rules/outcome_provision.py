"""The statutory reintegration export: kinds of provision, and codes in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from werkzaam.web.journey.rules.codes.practice import PlacementKind

JOB_COACH = "job-coach"
GROUP_TRAINING = "group-training"
PROVISIONS = (*(kind.value for kind in PlacementKind), JOB_COACH, GROUP_TRAINING)
"""What guidance really does; which code of the statistics each goes by is data (`ProvisionCode`)."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a provision and the days it holds (the last day counts)."""

    provision: str
    code: str
    label: str
    since_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.since_on <= on and (self.until_on is None or on <= self.until_on)


def code_of(codes: Iterable[Code], provision: str, on: date) -> Code | None:
    """The code in force on a day; None where nobody filled one in."""
    return next((one for one in codes if one.provision == provision and one.holds(on)), None)


def overlap(one: Code, other: Code) -> bool:
    """Whether two codes of one provision hold on a same day."""
    starts = max(one.since_on, other.since_on)
    return one.provision == other.provision and one.holds(starts) and other.holds(starts)
