"""Practical experience: visits, mock interviews, and placements that lead from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.vip2.figures import figures, happens, one, pick
from werkzaam.core.simulate.vip2.records import Placement

WEEKS = (1, 4, 12)
TASTER_DAYS = 13
REASONS = ["participant", "employer", "illness", "other"]


def encounters(
    rng: Generator, started_on: date, until: date, at: Sequence[str]
) -> Iterator[tuple[str, str, date]]:
    known = figures()["practice"]
    for kind, share, days in (
        ("company-visit", known["company_visit"], 45),
        ("mock-interview", known["mock_interview"], 80),
    ):
        on = started_on + timedelta(days=days + int(rng.integers(0, 15)))
        if happens(rng, share) and on <= until:
            yield kind, one(rng, list(at)), on


def placements(
    rng: Generator, started_on: date, ends_on: date, today: date, at: Sequence[str], kind_of_exit: str
) -> tuple[Placement, ...]:
    """None, one, or a taster and the placement it led to: agreed to end before the six months do.

    `ends_on` is the last day of the trajectory, perhaps still to come.
    """
    known = figures()["practice"]
    if not happens(rng, known["placed"]):
        return ()
    employer, first = one(rng, list(at)), started_on + timedelta(days=90 + int(rng.integers(0, 14)))
    found = []
    if happens(rng, known["taster_first"]):
        last = first + timedelta(days=TASTER_DAYS)
        found.append(_placement(rng, "taster", employer, first, last, 8, ends_on, today, "as-planned"))
        first = last + timedelta(days=2)
    last = first + timedelta(days=known["days"] - 1)
    kind, hours = pick(rng, known["kinds"]), int(one(rng, known["hours"]))
    why = _reason(rng, kind_of_exit)
    found.append(_placement(rng, kind, employer, first, last, hours, ends_on, today, why))
    return tuple(stay for stay in found if stay.starts_on <= min(today, ends_on - timedelta(days=7)))


def _reason(rng: Generator, kind_of_exit: str) -> str:
    if kind_of_exit == "paid":
        return "job-here" if happens(rng, figures()["practice"]["job_here"]) else "job-elsewhere"
    return str(one(rng, REASONS)) if happens(rng, figures()["practice"]["broken_off"]) else "as-planned"


def _placement(
    rng: Generator, kind: str, employer: str, first: date, last: date, hours: int, ends_on: date,
    today: date, why: str,
) -> Placement:  # fmt: skip
    """Broken off halfway where that is the reason; never beyond the trajectory."""
    early = first + (last - first) / 2 if why in REASONS else last
    ended = min(early, ends_on)
    reason = "participant" if ended < last and why == "as-planned" else why
    told = tuple(
        week
        for week in WEEKS
        if first + timedelta(weeks=week) <= min(last, ended, today) and happens(rng, figures()["practice"]["check_in"])
    )  # fmt: skip
    over = ended <= today
    return Placement(
        kind, employer, first, last, hours, ended if over else None, reason if over else "", told
    )
