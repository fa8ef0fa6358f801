"""Who takes part in a group, who waits, who could; and what one participant sees of the own training."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language_info

from werkzaam.web.journey.models import Enrolment, Session, TrainingGroup, Trajectory
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.queries.training_groups import PRESENT, TAKING
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 200  # people of one group on a page
ENROL = "journey.enrol"


@dataclass(frozen=True, slots=True)
class Row:
    """One member on the roll; `presence` is empty where nothing is known yet."""

    enrolment: Enrolment
    presence: str


def enrolments(access: Access, permission: str) -> QuerySet[Enrolment]:
    """Enrolments of people in teams where `permission` is held."""
    return Enrolment.objects.filter(
        people.reach(
            access, permission, organisation="trajectory__team__organisation", team="trajectory__team"
        )
    )


def enrolment(access: Access, permission: str, pk: int) -> Enrolment:
    """One enrolment within reach; the same refusal whether it is elsewhere or does not exist."""
    found = enrolments(access, permission).filter(pk=pk)
    one = found.select_related("group__programme", "trajectory__person", "trajectory__team").first()
    if one is None:
        raise refuse()
    return one


def members(access: Access, group: TrainingGroup) -> list[Enrolment]:
    """Who takes or took part, of the people within reach, by name, with `marked` and `present` sessions."""
    found = enrolments(access, ENROL).filter(group=group).exclude(status=EnrolmentStatus.WAITING.value)
    counted = found.select_related("trajectory__person", "trajectory__coach", "certificate").annotate(
        marked=Count("attendances"), present=Count("attendances", filter=Q(attendances__presence__in=PRESENT))
    )
    return list(counted.order_by("trajectory__person__given_name", "trajectory__person__family_name")[:MOST])


def waiting(access: Access, group: TrainingGroup) -> list[Enrolment]:
    """Who waits, of the people within reach, longest first, with `turn`: the place on the whole list."""
    longer = Enrolment.objects.filter(group=OuterRef("group"), status=EnrolmentStatus.WAITING.value)
    ahead = longer.filter(
        Q(since_at__lt=OuterRef("since_at")) | Q(since_at=OuterRef("since_at"), pk__lte=OuterRef("pk"))
    )
    number = ahead.order_by().values("group").annotate(n=Count("pk")).values("n")
    found = enrolments(access, ENROL).filter(group=group, status=EnrolmentStatus.WAITING.value)
    named = found.select_related("trajectory__person", "trajectory__coach").annotate(turn=Subquery(number))
    return list(named.order_by("since_at", "pk")[:MOST])


def languages(group: TrainingGroup) -> list[tuple[str, int]]:
    """The language mix: (language in its own words, people who read it best), the most first."""
    told = Enrolment.objects.filter(group=group, status__in=TAKING)
    found = Counter(told.values_list("trajectory__person__language", flat=True))
    return [(own_name(code), n) for code, n in found.most_common()]


def own_name(code: str) -> str:
    """A language in its own words, or its code where it is not known here."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def candidates(access: Access, group: TrainingGroup, wanted: str) -> QuerySet[Trajectory]:
    """People within reach who could join this group, whose names hold every word of `wanted`; own people first."""
    inside = Enrolment.objects.filter(group=group, trajectory=OuterRef("pk")).exclude(
        status=EnrolmentStatus.STOPPED.value
    )
    found = trajectories(access, ENROL).filter(
        ~Exists(inside),
        programme=group.programme_id,
        team__organisation=group.organisation_id,
        ended_on__isnull=True,
    )
    found = found.filter(team=group.team_id) if group.team_id else found
    found = found.filter(people.named("person__folded", wanted))
    mine = Q(coach=UUID(access.account))
    names = ("person__given_name", "person__family_name", "pk")
    return (
        found.select_related("person", "coach", "team")
        .annotate(mine=ExpressionWrapper(mine, output_field=BooleanField()))
        .order_by("-mine", *names)
    )


def roll(access: Access, session: Session, tapped: dict[int, str]) -> list[Row]:
    """The members of a session by name, each with what was tapped just now, or what is known."""
    on = timezone.localdate(session.starts_at)
    known = dict(session.attendances.values_list("enrolment", "presence"))
    found = enrolments(access, "journey.call_roll").filter(group=session.group_id)
    named = found.select_related("trajectory__person").order_by(
        "trajectory__person__given_name", "trajectory__person__family_name", "pk"
    )
    return [
        Row(one, tapped.get(one.pk) or known.get(one.pk, ""))
        for one in named[:MOST]
        if one.pk in known or rules.is_member(one.status, one.ended_on, on)
    ]
