"""The funder table: per region who started, who left, to what, and whether it lasts; and the targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from werkzaam.web.journey.models import AftercareCheck, OutcomeEvent, Programme, Target, Trajectory
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes.outcome import WORKING
from werkzaam.web.journey.rules.disclosure import suppressed
from werkzaam.web.journey.rules.outcome import SUSTAINED_MONTH, Sustained, sustained
from werkzaam.web.people.rules import Access

SEE = "journey.see_outcomes"
UNKNOWN = "unknown"
"""The exit of whom nobody wrote down where the person went."""
WORK = [kind.value for kind in WORKING]


@dataclass(frozen=True, slots=True)
class Region:
    """One organisation over a period: `exits` by kind of outcome on the last day, `lasting` of those to work."""

    name: str
    started: int
    ended: int
    exits: Mapping[str, int]
    lasting: Mapping[str, int]

    def told(self) -> dict[str, int | None]:
        """The exits as they may leave: None where a count is too small to be given."""
        return suppressed(self.exits)


@dataclass(frozen=True, slots=True)
class Reach:
    """A target and how far it is."""

    target: Target
    reached: int

    @property
    def share(self) -> float:
        return min(self.reached / self.target.number, 1) if self.target.number else 1


def regions(access: Access, programme: Programme, *, since: date, until: date) -> list[Region]:
    """Every region of a programme within reach in which something happened in the period (2 queries)."""
    found = trajectories(access, SEE).filter(programme=programme)
    started = _started(found.filter(started_on__range=(since, until)))
    exits: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    lasting: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, at_exit, kept, lost, n in _ended(found.filter(ended_on__range=(since, until))):
        exits[name][at_exit or UNKNOWN] += n
        if at_exit in WORKING:
            lasting[name][sustained(at_exit, kept=kept, lost=lost)] += n
    return [
        Region(name, started.get(name, 0), sum(exits[name].values()), dict(exits[name]), _all(lasting[name]))
        for name in sorted(started.keys() | exits.keys())
    ]


def targets(access: Access, programme: Programme, *, on: date) -> list[Reach]:
    """How far each target is today, counted once a person, regions below included."""
    tree, seen = access.tree, access.organisations(SEE)
    found = list(programme.targets.filter(organisation__in=seen).select_related("organisation"))
    counted = _persons(programme, on) if found else {}
    return [
        Reach(one, sum(counted[one.outcome].get(place, 0) for place in tree.below(one.organisation_id)))
        for one in found
    ]


def _all(found: Mapping[str, int]) -> dict[str, int]:
    return {state.value: found.get(state, 0) for state in Sustained}


def _started(found: QuerySet[Trajectory]) -> dict[str, int]:
    return dict(found.values_list("team__organisation__name").annotate(n=Count("pk")).order_by())


def _ended(found: QuerySet[Trajectory]) -> QuerySet[Trajectory, tuple[str, str | None, bool, bool, int]]:
    """Ended trajectories counted by region, outcome on the last day, and what aftercare heard."""
    holding = Q(until_on__isnull=True) | Q(until_on__gte=OuterRef("ended_on"))
    last = OutcomeEvent.objects.filter(holding, trajectory=OuterRef("pk"), on__lte=OuterRef("ended_on"))
    asked = AftercareCheck.objects.filter(trajectory=OuterRef("pk"), outcome__isnull=False)
    told = found.annotate(
        at_exit=Subquery(last.order_by("-on", "-created_at").values("kind")[:1]),
        kept=Exists(asked.filter(month=SUSTAINED_MONTH, outcome__kind__in=WORK)),
        lost=Exists(asked.exclude(outcome__kind__in=WORK)),
    )
    grouped = told.values("team__organisation__name", "at_exit", "kept", "lost")
    return (
        grouped.annotate(n=Count("pk"))
        .order_by()
        .values_list("team__organisation__name", "at_exit", "kept", "lost", "n")
    )


def _persons(programme: Programme, on: date) -> dict[str, dict[int, int]]:
    """Persons by outcome ("" for whoever started) and organisation, up to a day (2 queries)."""
    counted: dict[str, dict[int, int]] = defaultdict(dict)
    started = Trajectory.objects.filter(programme=programme, started_on__lte=on)
    place = F("team__organisation")
    for where, n in started.values_list(place).annotate(n=Count("person", distinct=True)).order_by():
        counted[""][where] = n
    events = OutcomeEvent.objects.filter(trajectory__programme=programme, on__lte=on)
    rows = events.values_list("kind", "trajectory__team__organisation")
    for kind, where, n in rows.annotate(n=Count("trajectory__person", distinct=True)).order_by():
        counted[kind][where] = n
    return counted
