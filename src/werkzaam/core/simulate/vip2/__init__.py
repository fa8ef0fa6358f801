"""The VIP2-like scenario: six months of training, coaching and practice for status holders, in five regions.

Everything is invented and drawn from one generator: the same seed gives the same people and acts.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from numpy.random import Generator

from werkzaam.core.simulate.vip2.figures import figures
from werkzaam.core.simulate.vip2.people import people as _people
from werkzaam.core.simulate.vip2.places import employers, groups, regions, staff
from werkzaam.core.simulate.vip2.records import (
    Check,
    Contact,
    Employer,
    Exit,
    Goal,
    Group,
    Offered,
    Participant,
    Placement,
    Region,
    Staff,
    Vip2,
)

__all__ = [
    "Check",
    "Contact",
    "Employer",
    "Exit",
    "Goal",
    "Group",
    "Offered",
    "Participant",
    "Placement",
    "Region",
    "Staff",
    "Vip2",
    "figures",
    "vip2",
]


def vip2(rng: Generator, today: date, people: int = 1500) -> Vip2:
    """The scenario as it stands on `today`, two and a half years after it began; `people` for a smaller one."""
    start = today - timedelta(days=figures()["days"])
    working, series, firms = staff(rng), groups(people, start, today), employers()
    in_town: dict[str, list[str]] = defaultdict(list)
    for firm in firms:
        in_town[firm.town].append(firm.key)
    return Vip2(
        start=start,
        today=today,
        regions=regions(),
        staff=working,
        employers=firms,
        groups=series,
        people=tuple(_people(rng, series, working, in_town, people, today)),
    )
