"""Reads on studies. A study outside your organisations does not exist for you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from werkzaam.core.plan import Plan, Role, parse_plan
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import rules
from werkzaam.web.study.models import Arm, Deviation, Wave
from werkzaam.web.study.models import Study as Study  # other rooms name the type through here

SEE = "study.see"


def organisations(access: Access, permission: str) -> dict[str, str]:
    """Code → name of the organisations whose studies this access reaches."""
    return {found.code: found.name for found in people.organisations(access, permission)}


def studies(access: Access, permission: str = SEE) -> QuerySet[Study]:
    """Studies of the organisations where `permission` is held, newest first."""
    return Study.objects.filter(organisation__in=organisations(access, permission))


def get(access: Access, permission: str, code: str) -> Study:
    """One study within reach. Raises Refused, the same whether it exists elsewhere or not at all."""
    found = studies(access, permission).filter(code=code).first()
    if found is None:
        raise refuse()
    return found


def exists(code: str) -> bool:
    """Whether anyone registered a study by this code."""
    return Study.objects.filter(code=code).exists()


def reaches(access: Access, permission: str, organisation: str) -> bool:
    """Whether `permission` holds at the organisation with this code."""
    found = people.organisation(organisation)
    return found is not None and access.reaches(permission, found.pk)


def plan(study: Study) -> Plan:
    """The study's plan as core reads it; `registered` is true once it is locked."""
    return parse_plan(study.plan_toml, f"{study.code}.toml")


def arms(study: Study) -> dict[str, str]:
    """Arm key per pseudonym."""
    return dict(study.allocations.values_list("pseudonym", "arm__key"))


def arm_list(study: Study) -> list[Arm]:
    """The arms in the plan's order, each with `members`: how many are allocated."""
    return list(study.arms.annotate(members=Count("allocations")).order_by("place"))


def waves(study: Study) -> list[Wave]:
    """The waves in order of time."""
    return list(study.waves.all())


def wave(study: Study, key: str) -> Wave:
    """Raises Refused for a wave the study does not have."""
    found = study.waves.filter(key=key).first()
    if found is None:
        raise refuse()
    return found


def deviations(study: Study) -> list[Deviation]:
    return list(study.deviations.all())


@dataclass(frozen=True, slots=True)
class Row:
    """One study in a list: how many waves, and which is open on the day."""

    study: Study
    organisation: str
    waves: int
    open_wave: Wave | None


def overview(access: Access, *, on: date) -> list[Row]:
    """The studies within reach with where they stand, in two reads of the research side."""
    names = organisations(access, SEE)
    found = Study.objects.filter(organisation__in=names).prefetch_related("waves")
    return [_row(study, names[study.organisation], on) for study in found]


def _row(study: Study, organisation: str, on: date) -> Row:
    moments = list(study.waves.all())
    now = [w for w in moments if rules.is_open(opens_on=w.opens_on, closes_on=w.closes_on, on=on)]
    return Row(study, organisation, len(moments), next(iter(now), None))


def detectable(study_plan: Plan, found: list[Arm]) -> tuple[int, int, float] | None:
    """Group sizes (programme, comparison) and the smallest standardised difference they can show; None if empty."""
    sizes = {arm.role: arm.members for arm in found}  # type: ignore[attr-defined]
    first, second = sizes.get(Role.PROGRAMME.value, 0), sizes.get(Role.COMPARISON.value, 0)
    smallest = rules.detectable_d(first, second, study_plan.alpha)
    return None if smallest is None else (first, second, smallest)
