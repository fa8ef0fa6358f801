"""Employers within reach: a list to search, one employer with its people and places."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from werkzaam.web.journey.models import Employer, EmployerContact, Placement, Vacancy
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.practice import OPEN
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

MOST = 100


def employers(access: Access, permission: str, wanted: str = "") -> QuerySet[Employer]:
    """Employers of the organisations where `permission` is held, whose name or sector holds every word."""
    found = Employer.objects.filter(organisation__in=access.organisations(permission))
    for word in wanted.split():
        found = found.filter(Q(name__icontains=word) | Q(sector__icontains=word))
    return found.select_related("organisation").order_by("-is_active", "name", "pk")


def with_vacancies(found: QuerySet[Employer], *, on: date) -> QuerySet[Employer]:
    """With the number of places open on a day."""
    is_open = Q(vacancies__opens_on__lte=on) & (
        Q(vacancies__closes_on__isnull=True) | Q(vacancies__closes_on__gte=on)
    )
    return found.annotate(open_vacancies=Count("vacancies", filter=is_open, distinct=True))


def employer(access: Access, permission: str, pk: int) -> Employer:
    """One employer within reach; the same refusal whether it is elsewhere or does not exist."""
    one = employers(access, permission).filter(pk=pk).select_related("neighbourhood").first()
    if one is None:
        raise refuse()
    return one


def contact(access: Access, permission: str, pk: int) -> EmployerContact:
    """One person at an employer within reach."""
    found = EmployerContact.objects.filter(
        pk=pk, employer__organisation__in=access.organisations(permission)
    ).select_related("employer")
    if (one := found.first()) is None:
        raise refuse()
    return one


def vacancy(access: Access, permission: str, pk: int) -> Vacancy:
    """One vacancy of an employer within reach."""
    found = Vacancy.objects.filter(
        pk=pk, employer__organisation__in=access.organisations(permission)
    ).select_related("employer")
    if (one := found.first()) is None:
        raise refuse()
    return one


def placed_here(access: Access, one: Employer) -> list[Placement]:
    """Open placements at this employer of people whom this access guides: no one else's names."""
    mine = trajectories(access, "journey.place")
    found = one.placements.filter(trajectory__in=mine, status__in=[status.value for status in OPEN])
    return list(found.select_related("trajectory__person").order_by("starts_on")[:MOST])
