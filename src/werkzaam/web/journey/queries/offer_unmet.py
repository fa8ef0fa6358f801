"""Needs that nothing answers, for who may do something about it: people are counted, never named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from werkzaam.web.journey.models import UnmetNeed
from werkzaam.web.journey.models.labels import DOMAINS
from werkzaam.web.journey.models.labels.offer import LACKS
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.disclosure import shown, suppressed
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access

Line = tuple[object, int | None]


@dataclass(frozen=True, slots=True)
class Unmet:
    """People with an unmet need; a count is None where it may not be shown."""

    people: int | None
    domains: list[Line]
    lacks: list[Line]


def unmet(access: Access) -> Unmet:
    """People in running trajectories with a need that nothing answers, by life domain and by what lacks.

    One person may count in several lines, once in each (3 queries).
    """
    found = UnmetNeed.objects.filter(
        resolved_on__isnull=True,
        need__met_on__isnull=True,
        need__trajectory__ended_on__isnull=True,
        need__trajectory__in=trajectories(access, "journey.see_unmet_needs"),
    ).order_by()
    total = shown(found.aggregate(n=Count("need__trajectory__person", distinct=True))["n"])
    domains, lacks = _by(found, "need__domain"), _by(found, "lack")
    return Unmet(total, _lines(DOMAINS, domains, total), _lines(LACKS, lacks, total))


def unmet_need(access: Access, permission: str, pk: int) -> UnmetNeed:
    """One unmet need of someone in a team where `permission` is held."""
    found = UnmetNeed.objects.filter(need__trajectory__in=trajectories(access, permission), pk=pk)
    one = found.select_related("need__trajectory__team").first()
    if one is None:
        raise refuse()
    return one


def _by(found: QuerySet[UnmetNeed], field: str) -> dict[str, int]:
    rows = found.values_list(field).annotate(n=Count("need__trajectory__person", distinct=True))
    return dict(rows)


def _lines(labels: Sequence[tuple[str, object]], found: Mapping[str, int], total: int | None) -> list[Line]:
    """The lines that count someone; where the total is hidden, so is every line."""
    safe = suppressed(found)
    return [(label, None if total is None else safe[code]) for code, label in labels if code in found]
