"""Experienced discrimination: my own, what was opened to me, and signals without persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import (
    AdviceReferral,
    AdviceService,
    Experience,
    ExperienceReader,
    Trajectory,
)
from werkzaam.web.journey.models.labels.voice import DISCRIMINATION_GROUNDS, SETTINGS
from werkzaam.web.journey.queries.due import Due
from werkzaam.web.journey.queries.reach import programmes, trajectories
from werkzaam.web.journey.rules.codes.voice import Reader
from werkzaam.web.journey.rules.disclosure import THRESHOLD
from werkzaam.web.journey.rules.voice import signal
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access, RoleKind

MOST = 100
HEAR = "journey.hear_experience"


@dataclass(frozen=True, slots=True)
class Signal:
    """One programme: people who told something; None where fewer than ten stand behind a number."""

    programme: str
    total: int | None
    settings: list[tuple[object, int]]
    grounds: list[tuple[object, int]]


def own_trajectory(person_id: UUID) -> Trajectory | None:
    """The trajectory in which a person tells: the open one, else the newest."""
    found = Trajectory.objects.filter(person=person_id).select_related("team", "coach")
    newest = found.order_by("-started_on", "-pk")
    return newest.filter(ended_on__isnull=True).first() or newest.first()


def own_experiences(person_id: UUID) -> list[Experience]:
    """What I told and did not take back, the latest first, with who may know."""
    found = Experience.objects.filter(trajectory__person=person_id, withdrawn_at__isnull=True)
    return list(found.prefetch_related("readers")[:MOST])


def own_experience(person_id: UUID, pk: UUID) -> Experience:
    """One experience of mine; the same refusal whether it is another's or does not exist."""
    found = Experience.objects.filter(pk=pk, trajectory__person=person_id).select_related(
        "trajectory__team", "trajectory__coach"
    )
    if (one := found.first()) is None:
        raise refuse()
    return one


def readers(experience: Experience) -> list[str]:
    """Who may know now."""
    return list(experience.readers.filter(until_at__isnull=True).values_list("reader", flat=True))


def heard(access: Access, trajectory: Trajectory) -> QuerySet[Experience]:
    """What this person opened to this account: as the coach of now, or as leader of the team. Else nothing."""
    told = ExperienceReader.objects.filter(
        experience=OuterRef("pk"), until_at__isnull=True, reader__in=_ears(access, trajectory)
    )
    found = trajectory.experiences.filter(withdrawn_at__isnull=True)
    return found.filter(Exists(told)).prefetch_related("readers", "referrals__service")


def services(access: Access, trajectory: Trajectory) -> QuerySet[AdviceService]:
    """Services for where this person lives: of the organisation that guides, and of those above it."""
    places = access.tree.line(trajectory.team.organisation_id)
    return AdviceService.objects.filter(organisation__in=places, is_active=True)


def all_services(access: Access) -> QuerySet[AdviceService]:
    """Services of the organisations where this account sets up programmes, also those that stopped."""
    places = access.organisations("journey.set_up_programme")
    return AdviceService.objects.filter(organisation__in=places).select_related("organisation")


def service(access: Access, pk: int) -> AdviceService:
    if (one := all_services(access).filter(pk=pk).first()) is None:
        raise refuse()
    return one


def referral(access: Access, pk: int) -> AdviceReferral:
    """A question for a service about an experience that this account may hear."""
    found = AdviceReferral.objects.filter(
        pk=pk, experience__trajectory__in=trajectories(access, HEAR)
    ).select_related("experience__trajectory__team", "service")
    if (one := found.first()) is None:
        raise refuse()
    if not heard(access, one.experience.trajectory).filter(pk=one.experience_id).exists():
        raise refuse()
    return one


def signals(access: Access) -> list[Signal]:
    """Per programme within reach, people who told something and let it count (4 queries)."""
    reach = trajectories(access, "journey.see_signals")
    told = Experience.objects.filter(trajectory__in=reach, withdrawn_at__isnull=True, may_count=True)
    totals = _people(told)
    by_setting, by_ground = _people(told, "setting"), _people(told, "ground")
    names = programmes(access, "journey.see_signals").order_by("name").values_list("pk", "name")
    return [
        _signal(
            name,
            totals.get((pk, ""), 0),
            {code: by_setting.get((pk, code), 0) for code, _label in SETTINGS},
            {code: by_ground.get((pk, code), 0) for code, _label in DISCRIMINATION_GROUNDS},
        )
        for pk, name in names
    ]


def asked(access: Access, *, on: date) -> list[QuerySet[Any]]:
    """For who may know: people who asked to be brought into contact with a service."""
    reach = trajectories(access, HEAR).filter(coach=UUID(access.account))
    to_coach = ExperienceReader.objects.filter(
        experience=OuterRef("experience"), until_at__isnull=True, reader=Reader.COACH.value
    )
    found = AdviceReferral.objects.filter(
        Exists(to_coach),
        experience__trajectory__in=reach,
        experience__withdrawn_at__isnull=True,
        done_on__isnull=True,
    ).select_related("experience__trajectory__person", "service")
    return [found]


def due(access: Access, *, on: date) -> list[Due]:
    """Whom to bring into contact, the earliest agreement first (1 query)."""
    (found,) = asked(access, on=on)
    return [_due(one) for one in found.order_by("agreed_at")[:MOST]]


def _due(one: AdviceReferral) -> Due:
    trajectory = one.experience.trajectory
    url = reverse("journey:experiences", args=[trajectory.pk])
    words = _("Bring into contact with %(service)s") % {"service": one.service}
    return Due(timezone.localdate(one.agreed_at), str(trajectory.person), words, url, trajectory.person_id)


def _ears(access: Access, trajectory: Trajectory) -> list[str]:
    """As which readers this account may hear what is told in this trajectory."""
    leads = any(
        grant.kind == RoleKind.TEAM_LEAD
        and trajectory.team.organisation_id in grant.organisations
        and grant.team in (None, trajectory.team_id)
        for grant in access.granting(HEAR)
    )
    coaches = str(trajectory.coach_id) == access.account and access.reaches(
        HEAR, trajectory.team.organisation_id, trajectory.team_id
    )
    chosen = ((Reader.COACH, coaches), (Reader.TEAM_LEAD, leads))
    return [reader.value for reader, is_one in chosen if is_one]


def _people(told: QuerySet[Experience], part: str = "") -> dict[tuple[int, str], int]:
    """Distinct people per programme, and per value of `part`: who tells ten times is one."""
    names = ["trajectory__programme", *([part] if part else [])]
    rows = told.exclude(Q(**{part: ""})) if part else told
    counted = rows.values_list(*names).annotate(n=Count("trajectory__person", distinct=True)).order_by()
    return {(row[0], row[1] if part else ""): row[-1] for row in counted}


def _signal(programme: str, total: int, settings: dict[str, int], grounds: dict[str, int]) -> Signal:
    all_told, at = signal(total, settings, threshold=THRESHOLD)
    _total, on_ground = signal(total, grounds, threshold=THRESHOLD)
    return Signal(programme, all_told, _shown(SETTINGS, at), _shown(DISCRIMINATION_GROUNDS, on_ground))


def _shown(labels: Sequence[tuple[str, object]], counts: dict[str, int | None]) -> list[tuple[object, int]]:
    """Only the lines that may be shown."""
    return [(label, n) for code, label in labels if (n := counts[code])]
