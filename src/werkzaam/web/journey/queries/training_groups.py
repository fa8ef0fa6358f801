"""Training groups: which are within reach, their sessions, and how many places are left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from werkzaam.web.journey.models import Enrolment, Session, TrainingGroup
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import THERE, EnrolmentStatus, GroupStatus, SessionStatus
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

SEE = "journey.see_groups"
GOING = (GroupStatus.PLANNED.value, GroupStatus.RUNNING.value)
PRESENT = [presence.value for presence in THERE]
TAKING = [EnrolmentStatus.ENROLLED.value, EnrolmentStatus.COMPLETED.value]
MANY = 200  # sessions of one group on a page


def groups(access: Access, permission: str) -> QuerySet[TrainingGroup]:
    """Groups of the teams where `permission` is held, and those of the organisation that belong to no team."""
    whole = Q(team__isnull=True, organisation__in=access.organisations(permission))
    return TrainingGroup.objects.filter(
        whole | people.reach(access, permission, organisation="organisation", team="team")
    )


def group(access: Access, permission: str, pk: int) -> TrainingGroup:
    """One group within reach; the same refusal whether it is elsewhere or does not exist."""
    wanted = groups(access, permission).filter(pk=pk)
    one = wanted.select_related("programme", "organisation", "team", "trainer", "place").first()
    if one is None:
        raise refuse()
    return one


def listed(access: Access, *, at: datetime, is_over: bool) -> QuerySet[TrainingGroup]:
    """Groups that go on (or are over), the newest first, with `enrolled`, `waiting` and `next_at`."""
    found = groups(access, SEE)
    found = found.exclude(status__in=GOING) if is_over else found.filter(status__in=GOING)
    coming = Session.objects.filter(
        group=OuterRef("pk"), status=SessionStatus.PLANNED.value, starts_at__gte=at
    )
    return found.select_related("programme", "trainer", "team").annotate(
        enrolled=_people(TAKING),
        waiting=_people([EnrolmentStatus.WAITING.value]),
        next_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
    )


def sessions(group: TrainingGroup) -> list[Session]:
    """Its sessions in order, with `marked` (people whose presence is known) and `present`."""
    found = group.sessions.select_related("module", "place", "trainer").annotate(
        marked=Count("attendances"), present=Count("attendances", filter=Q(attendances__presence__in=PRESENT))
    )
    return list(found.order_by("starts_at")[:MANY])


def session(access: Access, permission: str, pk: int) -> Session:
    """One session of a group within reach."""
    found = Session.objects.filter(pk=pk, group__in=groups(access, permission))
    one = found.select_related("group__programme", "module", "place").first()
    if one is None:
        raise refuse()
    return one


def taken(group: TrainingGroup) -> int:
    """People who take part."""
    return Enrolment.objects.filter(group=group, status__in=TAKING).count()


def places(group: TrainingGroup, *, at: datetime) -> int:
    """People the group can hold, with the rooms of the sessions to come in mind."""
    return places_of(group, group.sessions.filter(capacity__isnull=False), at=at)


def places_of(group: TrainingGroup, sessions: Iterable[Session], *, at: datetime) -> int:
    """The same, from sessions that were read already."""
    coming = (one for one in sessions if one.status == SessionStatus.PLANNED and one.starts_at > at)
    return rules.places(group.capacity, (one.capacity for one in coming))


def attended(enrolment: Enrolment) -> list[rules.Attended]:
    """The sessions that took place, as this member saw them."""
    there = set(enrolment.attendances.filter(presence__in=PRESENT).values_list("session", flat=True))
    held = enrolment.group.sessions.filter(status=SessionStatus.HELD.value).select_related("module")
    return [
        rules.Attended(one.module_id, one.module.practical_hours if one.module else 0, one.pk in there)
        for one in held
    ]


def unmarked(access: Access, *, since: date, until: date) -> QuerySet[Session]:
    """Sessions of these days (both count) without a roll, oldest first."""
    planned = Session.objects.filter(status=SessionStatus.PLANNED.value)
    within = planned.filter(
        group__in=groups(access, "journey.call_roll"), starts_at__date__range=(since, until)
    )
    return within.select_related("group").order_by("starts_at")


def may_lead(organisations: Iterable[Any], *, on: date) -> QuerySet[Any]:
    """Accounts that may lead a session at one of these: trainers and team leads, also from above them."""
    above = people.organisation_tree().above(one.pk for one in organisations)
    in_force = Q(roles__until_on__isnull=True) | Q(roles__until_on__gte=on)
    return (
        get_user_model()
        .objects.filter(
            in_force,
            roles__kind__in=["trainer", "team-lead"],
            roles__organisation__in=above,
            roles__since_on__lte=on,
            is_active=True,
        )
        .distinct()
    )


def _people(statuses: list[str]) -> Any:
    """How many people of a group stand at one of these."""
    found = Enrolment.objects.filter(group=OuterRef("pk"), status__in=statuses).order_by()
    number = found.values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
