"""Loading: the ground once, then group after group, each whole or not at all; a second run goes on or does nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from werkzaam.core.simulate.vip2 import Group, Vip2
from werkzaam.sides import GUIDANCE
from werkzaam.web.demo.vip2 import ground, training
from werkzaam.web.demo.vip2.coming_in import come_in
from werkzaam.web.demo.vip2.half_year import live
from werkzaam.web.demo.vip2.leaving import leave
from werkzaam.web.demo.vip2.practice import practise
from werkzaam.web.demo.vip2.troupe import Troupe, id_of, standing


@dataclass(frozen=True, slots=True)
class Loaded:
    """One region: how many people are in it, how many of them came with this run, and how long that took."""

    region: str
    people: int
    fresh: int
    seconds: float


def load(scenario: Vip2) -> Iterator[Loaded]:
    """Region after region. A group is one transaction: who breaks this off loses at most a group, and goes on."""
    troupe = Troupe(scenario)
    with transaction.atomic(using=GUIDANCE):
        ground.lay(troupe)
    by_region = attrgetter("region")
    for region, groups in groupby(sorted(scenario.groups, key=by_region), by_region):
        began, made = time.monotonic(), {group.key: _once(troupe, group) for group in groups}
        people = sum(len(scenario.of(key)) for key in made)
        fresh = sum(len(scenario.of(key)) for key, is_fresh in made.items() if is_fresh)
        yield Loaded(region, people, fresh, time.monotonic() - began)


def _once(troupe: Troupe, group: Group) -> bool:
    """Whether the group was loaded now; a group that stands is left as it is."""
    first = troupe.scenario.of(group.key)[0]
    if standing("people.Person", pk=id_of(first.key)):
        return False
    with transaction.atomic(using=GUIDANCE):
        _load(troupe, group)
    return True


def _load(troupe: Troupe, group: Group) -> None:
    """In the order of the half year: coming in, training together, then each person to the end."""
    opened = training.open_group(troupe, group)
    people = [(one, come_in(troupe, group, one)) for one in troupe.scenario.of(group.key)]
    enrolled = training.enrol(troupe, group, opened, people)
    training.hold(troupe, group, opened, people, enrolled)
    training.close(troupe, group, opened, people, enrolled)
    for one, trajectory in people:
        live(troupe, group, one, trajectory)
        leave(troupe, one, trajectory, practise(troupe, one, trajectory))
