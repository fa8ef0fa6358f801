"""The statutory reintegration export: one row per person, provision and period, from what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from werkzaam.web.journey.models import Attendance, Contact, Placement, ProvisionCode
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes import CONVERSATION, Outcome
from werkzaam.web.journey.rules.codes.practice import ACTIVE, PlacementStatus
from werkzaam.web.journey.rules.codes.training import THERE
from werkzaam.web.journey.rules.outcome_provision import GROUP_TRAINING, JOB_COACH, Code, code_of
from werkzaam.web.people.rules import Access

EXPORT = "journey.export_statutory"
REAL = [status.value for status in (*ACTIVE, PlacementStatus.ENDED, PlacementStatus.BROKEN_OFF)]


@dataclass(frozen=True, slots=True)
class Act:
    """One provision of one person as it was given: its own days, which may reach beyond the period."""

    person_id: UUID
    given_name: str
    family_name: str
    provision: str
    since_on: date
    until_on: date | None
    hours_per_week: int | None
    code: Code | None


def codes() -> list[Code]:
    """The mapping as it stands, oldest first within a provision."""
    rows = ProvisionCode.objects.values_list("provision", "code", "label", "since_on", "until_on")
    return [Code(*row) for row in rows]


def acts(access: Access, *, since: date, until: date) -> list[Act]:
    """What was given between two days to people guided here, by name (4 queries)."""
    mapping, reach = codes(), trajectories(access, EXPORT)
    found = [
        *_placements(reach, since, until),
        *_coaching(reach, since, until),
        *_training(reach, since, until),
    ]
    told = [Act(*row, code_of(mapping, row[3], max(row[4], since))) for row in found]
    return sorted(told, key=lambda act: (act.family_name, act.given_name, act.since_on, act.provision))


def without_code(found: list[Act]) -> Counter[str]:
    """How many acts of each provision have no code: they cannot be delivered."""
    return Counter(act.provision for act in found if act.code is None)


Row = tuple[UUID, str, str, str, date, date | None, int | None]
WHO = ("trajectory__person", "trajectory__person__given_name", "trajectory__person__family_name")


def _placements(reach: Any, since: date, until: date) -> Iterator[Row]:
    """Placements that ran; one that was proposed or cancelled is no act."""
    running = Q(ended_on__isnull=True) | Q(ended_on__gte=since)
    found = Placement.objects.filter(running, trajectory__in=reach, status__in=REAL, starts_on__lte=until)
    yield from found.values_list(*WHO, "kind", "starts_on", "ended_on", "hours_per_week")


def _coaching(reach: Any, since: date, until: date) -> Iterator[Row]:
    """Trajectories in which coach and person really spoke in the period: a name on a list is no provision."""
    spoken = Contact.objects.filter(
        trajectory=OuterRef("pk"), outcome=Outcome.HELD.value, on__range=(since, until),
        channel__in=[channel.value for channel in CONVERSATION],
    )  # fmt: skip
    rows = reach.filter(Exists(spoken)).values_list(
        "person", "person__given_name", "person__family_name", "started_on", "ended_on"
    )
    for person, given, family, started_on, ended_on in rows:
        yield person, given, family, JOB_COACH, started_on, ended_on, None


def _training(reach: Any, since: date, until: date) -> Iterator[Row]:
    """Groups that someone came to in the period, from the first to the last session attended."""
    there = Attendance.objects.filter(
        enrolment__trajectory__in=reach, presence__in=[presence.value for presence in THERE],
        session__starts_at__date__range=(since, until),
    )  # fmt: skip
    who = [f"enrolment__{name}" for name in WHO]
    rows = there.values_list(*who, "enrolment").annotate(
        first=Min("session__starts_at"), last=Max("session__starts_at")
    )
    for person, given, family, _enrolment, first, last in rows.order_by():
        yield person, given, family, GROUP_TRAINING, timezone.localdate(first), timezone.localdate(last), None
