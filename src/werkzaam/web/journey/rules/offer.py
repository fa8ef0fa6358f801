"""Which offer fits: what speaks for it and what lacks, aspect by aspect. Nothing is hidden, only put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import asin, cos, inf, radians, sin, sqrt

from werkzaam.web.journey.rules.codes.intake import LEVELS
from werkzaam.web.journey.rules.codes.offer import Lack, OfferStatus

EARTH = 6371.0088  # km, mean radius (IUGG)
TAKES_PLACE = (OfferStatus.ACCEPTED, OfferStatus.STARTED)
MOVES: Mapping[str, tuple[OfferStatus, ...]] = {
    OfferStatus.PROPOSED: (OfferStatus.WITHDRAWN,),
    OfferStatus.QUEUED: (OfferStatus.WITHDRAWN,),
    OfferStatus.ACCEPTED: (OfferStatus.STARTED, OfferStatus.WITHDRAWN),
    OfferStatus.STARTED: (OfferStatus.COMPLETED, OfferStatus.STOPPED),
}
"""What may become of a proposal after the participant's answer."""


class Aspect(StrEnum):
    NEED = "need"
    LEVEL = "level"
    DISTANCE = "distance"
    DAYS = "days"
    CHILDCARE = "childcare"
    PLACES = "places"


class Verdict(StrEnum):
    FITS = "fits"
    LACKS = "lacks"
    UNKNOWN = "unknown"


LACK_OF: Mapping[Aspect, Lack] = {
    Aspect.NEED: Lack.NO_OFFER,
    Aspect.LEVEL: Lack.LEVEL,
    Aspect.DISTANCE: Lack.DISTANCE,
    Aspect.DAYS: Lack.DAYS,
    Aspect.CHILDCARE: Lack.CHILDCARE,
    Aspect.PLACES: Lack.FULL,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an offer must fit; None is not known yet. `days`: weekdays 1–7, empty for any."""

    domains: frozenset[str]
    level: str | None = None
    neighbourhood: int | None = None
    spot: Spot | None = None
    travel_km: int | None = None
    days: frozenset[int] | None = None
    hours_per_week: int | None = None
    needs_childcare: bool | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What an offer asks and has. No `level`: none is needed. No `capacity`: there is no limit."""

    domain: str
    level: str = ""
    neighbourhood: int | None = None
    spot: Spot | None = None
    is_online: bool = False
    days: frozenset[int] = frozenset()
    hours_per_week: int | None = None
    has_childcare: bool = False
    capacity: int | None = None
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """How one offer fits one person: a verdict per aspect, and the distance where it is known."""

    verdicts: Mapping[Aspect, Verdict]
    km: float | None

    @property
    def lacks(self) -> list[Lack]:
        return [LACK_OF[aspect] for aspect, verdict in self.verdicts.items() if verdict == Verdict.LACKS]

    @property
    def fits(self) -> bool:
        """Nothing lacks; something may still be unknown."""
        return not self.lacks

    @property
    def rank(self) -> tuple[int, int, float]:
        """Best first: least lacking, least unknown, nearest."""
        unknown = sum(verdict == Verdict.UNKNOWN for verdict in self.verdicts.values())
        return len(self.lacks), unknown, inf if self.km is None else self.km

    @property
    def codes(self) -> list[str]:
        """As kept with a proposal: "level:fits", "days:lacks" …"""
        return [f"{aspect}:{verdict}" for aspect, verdict in self.verdicts.items()]


def match(wanted: Wanted, offered: Offered) -> Match:
    """Weigh one offer against what one person needs."""
    km = distance(wanted, offered)
    verdicts = {
        Aspect.NEED: _said(offered.domain in wanted.domains),
        Aspect.LEVEL: _level(wanted.level, offered.level),
        Aspect.DISTANCE: _distance(km, wanted.travel_km),
        Aspect.DAYS: _days(wanted, offered),
        Aspect.CHILDCARE: _childcare(wanted.needs_childcare, offered.has_childcare),
        Aspect.PLACES: _said(has_place(offered.capacity, offered.taken)),
    }
    return Match(verdicts, km)


def distance(wanted: Wanted, offered: Offered) -> float | None:
    """Kilometres as the crow flies; none to an offer online or in the own neighbourhood; None: not known."""
    if offered.is_online or (offered.neighbourhood and offered.neighbourhood == wanted.neighbourhood):
        return 0.0
    return kilometres(wanted.spot, offered.spot) if wanted.spot and offered.spot else None


def kilometres(a: Spot, b: Spot) -> float:
    """Great-circle distance (haversine; Sinnott 1984)."""
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(chord))


def weakest(newest: Iterable[str]) -> str | None:
    """The lowest of the newest levels per skill: the skill that would hold someone back."""
    return min(newest, key=lambda level: LEVELS.index(level), default=None)


def has_place(capacity: int | None, taken: int) -> bool:
    return capacity is None or taken < capacity


def free(capacity: int | None, taken: int) -> int | None:
    """Places left; None without a limit."""
    return None if capacity is None else max(capacity - taken, 0)


def is_running(ends_on: date | None, is_active: bool, *, on: date) -> bool:
    """Whether an offer can still be proposed."""
    return is_active and (ends_on is None or ends_on >= on)


def lacking(matches: Sequence[Match]) -> Lack | None:
    """What stands between a need and the offers: nothing where one fits, else what the nearest one lacks most."""
    if not matches:
        return Lack.NO_OFFER
    best = min(matches, key=lambda found: found.rank)
    return next(iter(best.lacks), None)


def _said(yes: bool) -> Verdict:
    return Verdict.FITS if yes else Verdict.LACKS


def _level(known: str | None, asked: str) -> Verdict:
    if not asked:
        return Verdict.FITS
    if known is None:
        return Verdict.UNKNOWN
    return _said(LEVELS.index(known) >= LEVELS.index(asked))


def _distance(km: float | None, at_most: int | None) -> Verdict:
    if km == 0:
        return Verdict.FITS
    return Verdict.UNKNOWN if km is None or at_most is None else _said(km <= at_most)


def _days(wanted: Wanted, offered: Offered) -> Verdict:
    """Every day of the offer must be possible, and its hours too."""
    if wanted.hours_per_week is not None and (offered.hours_per_week or 0) > wanted.hours_per_week:
        return Verdict.LACKS
    if not offered.days:
        return Verdict.FITS
    if wanted.days is None:
        return Verdict.UNKNOWN
    return _said(not wanted.days or offered.days <= wanted.days)


def _childcare(needed: bool | None, there: bool) -> Verdict:
    if there or needed is False:
        return Verdict.FITS
    return Verdict.UNKNOWN if needed is None else Verdict.LACKS
