"""Work and practice of one person: encounters, placements, counters, the chain; and what falls due of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import CheckIn, Encounter, Placement, PlacementRule, Trajectory
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.timeline import Entry
from werkzaam.web.journey.rules.codes.practice import PlacementKind, PlacementStatus
from werkzaam.web.journey.rules.practice import Counter, Limit, Nearness, Stay, counter
from werkzaam.web.journey.rules.practice_chain import Stone, chains
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 100  # things of one kind on one page
LATELY = timedelta(days=14)  # so long a wish for a call stands on Today
AHEAD = timedelta(days=14)  # an end that comes within two weeks falls due
PLACE = "journey.place"


@dataclass(frozen=True, slots=True)
class Tally:
    """A legal counter with the words of its kind."""

    counter: Counter
    label: str


def kinds(programme_id: int) -> list[str]:
    """Kinds of placement that a programme uses; all of them where it chose none."""
    chosen = PlacementRule.objects.filter(programme=programme_id).values_list("kind", flat=True)
    return list(chosen) or [kind.value for kind in PlacementKind]


def stays(person_id: UUID, *, but: Placement | None = None) -> list[Stay]:
    """The days of all placements of a person, in every trajectory; what was cancelled took no days."""
    found = Placement.objects.filter(trajectory__person=person_id)
    kept = found.exclude(status=PlacementStatus.CANCELLED.value)
    return [_stay(one) for one in kept if but is None or one.pk != but.pk]


def counters(trajectory: Trajectory, *, on: date) -> list[Tally]:
    """The legal counters of the kinds this person had, over all trajectories (2 queries)."""
    rules = PlacementRule.objects.filter(programme=trajectory.programme_id, max_days__isnull=False)
    had = stays(trajectory.person_id)
    known = {stay.kind for stay in had}
    return [
        Tally(counter(_limit(rule), had, on=on), rule.get_kind_display())
        for rule in rules
        if rule.kind in known
    ]


def placement(access: Access, permission: str, pk: UUID) -> Placement:
    """One placement of a person within reach; the same refusal whether it is elsewhere or does not exist."""
    found = Placement.objects.select_related(
        "trajectory__person",
        "trajectory__team",
        "trajectory__programme",
        "employer",
        "supervisor",
        "previous",
    ).filter(pk=pk, trajectory__in=trajectories(access, permission))
    if (one := found.first()) is None:
        raise refuse()
    return one


def placements(trajectory: Trajectory) -> list[Placement]:
    """Placements with their employer, the latest first."""
    found = trajectory.placements.select_related("employer")
    return list(found.order_by("-starts_on", "-created_at")[:MOST])


def encounters(trajectory: Trajectory) -> list[Encounter]:
    """Company visits, mock interviews, speed dates; the latest first."""
    return list(trajectory.encounters.select_related("employer").order_by("-on", "-created_at")[:MOST])


def stepping_stones(found: list[Placement]) -> list[list[Placement]]:
    """The chains of placements of one person in which one led to another, oldest first."""
    known = {one.pk: one for one in found if one.status != PlacementStatus.CANCELLED}
    oldest_first = sorted(known.values(), key=lambda one: one.starts_on)
    ways = chains([Stone(one.pk, one.previous_id) for one in oldest_first])
    return [[known[key] for key in way] for way in ways if len(way) > 1]  # type: ignore[index]


def due(access: Access, *, on: date) -> list[Due]:
    """For the coach: check-ins, beginnings and ends of placements, legal limits that come near (6 queries)."""
    tell, call, turn = asked(access, on=on)
    return [*_check_ins(tell), *_calls(call), *_turning(turn), *near_limits(access, on=on)]


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """Check-ins that are due, calls that are wanted, placements that begin or end."""
    mine = _guided(access)
    return [_to_tell(mine, on), _to_call(mine, on), _to_turn(mine, on)]


def _guided(access: Access) -> QuerySet[Trajectory]:
    return trajectories(access, PLACE).filter(coach=UUID(access.account), ended_on__isnull=True)


def entries(trajectory: Trajectory) -> list[Entry]:
    """Encounters and placements on the person's line of time (3 queries)."""
    met = list(trajectory.encounters.select_related("employer").order_by("-on")[:MOST])
    placed = list(trajectory.placements.select_related("employer").order_by("-starts_on")[:MOST])
    names = people.names({*(one.by for one in met), *(one.by for one in placed)} - {"system"})
    return [
        *(Entry(one.on, "encounter", one, names.get(one.by, "")) for one in met),
        *(Entry(one.starts_on, "placement", one, names.get(one.by, "")) for one in placed),
    ]


def _to_tell(mine: QuerySet[Trajectory], on: date) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(placement__trajectory__in=mine, done_at__isnull=True, due_on__lte=on)


def _check_ins(found: QuerySet[CheckIn]) -> list[Due]:
    rows = found.select_related("placement__trajectory__person", "placement__employer").order_by("due_on")
    words = _("How does it go at %(employer)s? Week %(week)s")
    return [
        _due(one.due_on, one.placement, words % {"employer": one.placement.employer, "week": one.week})
        for one in rows[:MOST]
    ]


def _to_call(mine: QuerySet[Trajectory], on: date) -> QuerySet[CheckIn]:
    """Who told how it goes and wants a call: until someone spoke with the participant, or two weeks have passed."""
    return CheckIn.objects.filter(
        placement__trajectory__in=mine, wants_call=True, done_at__date__gte=on - LATELY
    ).exclude(placement__trajectory__last_contact_on__gte=TruncDate("done_at"))


def _calls(found: QuerySet[CheckIn]) -> list[Due]:
    rows = found.select_related("placement__trajectory__person", "placement__employer").order_by("done_at")
    words = _("%(who)s wants a call about %(employer)s")
    return [
        _due(
            timezone.localdate(one.done_at),
            one.placement,
            words % {"who": one.get_party_display(), "employer": one.placement.employer},
        )
        for one in rows[:MOST]
    ]


def _to_turn(mine: QuerySet[Trajectory], on: date) -> QuerySet[Placement]:
    """Placements of which the first day has come, or the last day comes."""
    begins = Q(status__in=(PlacementStatus.PROPOSED.value, PlacementStatus.AGREED.value), starts_on__lte=on)
    ends = Q(status=PlacementStatus.RUNNING.value, ends_on__lte=on + AHEAD)
    return Placement.objects.filter(begins | ends, trajectory__in=mine)


def _turning(found: QuerySet[Placement]) -> list[Due]:
    rows = found.select_related("trajectory__person", "employer").order_by("starts_on")[:MOST]
    return [_turn(one) for one in rows]


def _turn(one: Placement) -> Due:
    if one.status == PlacementStatus.RUNNING and one.ends_on:
        return _due(one.ends_on, one, _("The placement at %(employer)s ends") % {"employer": one.employer})
    return _due(
        one.starts_on, one, _("Has the placement at %(employer)s begun?") % {"employer": one.employer}
    )


def near_limits(access: Access, *, on: date) -> list[Due]:
    """Running placements whose legal limit comes near or is passed; counted over all of the person's (1 query)."""
    guided, had = _guided(access), defaultdict[UUID, list[Stay]](list)
    everyone = list(_limited(guided).filter(trajectory__person__in=guided.values("person")))
    for one in everyone:
        had[one.trajectory.person_id].append(_stay(one))
    running = [one for one in everyone if one.is_guided and one.status == PlacementStatus.RUNNING]
    counts = [
        (one, counter(_limit(one), had[one.trajectory.person_id], on=on)) for one in running if one.max_days
    ]
    return [_near(one, count, on) for one, count in counts if count.nearness != Nearness.FINE][:MOST]


def _limited(guided: QuerySet[Trajectory]) -> QuerySet[Any]:
    """Placements that were not cancelled, each with the limit of its programme, and whether they are `guided`."""
    rule = PlacementRule.objects.filter(
        programme=OuterRef("trajectory__programme"), kind=OuterRef("kind"), max_days__isnull=False
    )
    found = Placement.objects.exclude(status=PlacementStatus.CANCELLED.value).annotate(
        max_days=Subquery(rule.values("max_days")[:1]),
        warn_days=Subquery(rule.values("warn_days")[:1]),
        source=Subquery(rule.values("source")[:1]),
        is_guided=Exists(guided.filter(pk=OuterRef("trajectory"))),
    )
    return found.select_related("trajectory__person", "employer").order_by("starts_on")


def _near(one: Placement, count: Counter, on: date) -> Due:
    return _due(on + timedelta(days=count.left), one, _limit_words(one, count))


def _limit_words(one: Placement, count: Counter) -> str:
    told = {"kind": one.get_kind_display(), "used": count.used, "most": count.limit.max_days}
    return _("%(kind)s: %(used)s of at most %(most)s days used") % told


def _due(on: date, one: Placement, words: str) -> Due:
    person = one.trajectory.person
    return Due(on, str(person), words, reverse("journey:placement", args=[one.pk]), person.pk)


def _stay(one: Placement) -> Stay:
    return Stay(one.kind, one.starts_on, one.ended_on or one.ends_on, one.days)


def _limit(rule: Any) -> Limit:
    """Of a rule, or of a placement with its rule beside it."""
    return Limit(rule.kind, rule.max_days or 0, rule.warn_days, rule.source)
