"""The stepping-stone chain per programme: what placements of each kind led to. Numbers, no persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import OutcomeEvent, Placement
from werkzaam.web.journey.models.labels.practice import PLACEMENT_KINDS
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.codes.outcome import WORKING
from werkzaam.web.journey.rules.codes.practice import PlacementStatus
from werkzaam.web.journey.rules.practice_chain import BROKEN, NOTHING, RUNNING, WORK, came_next
from werkzaam.web.people.rules import Access

NOT_PLACED = (PlacementStatus.PROPOSED.value, PlacementStatus.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Line:
    """Placements of one kind: how many led to work, to a next placement, or to nothing (yet)."""

    label: str
    total: int
    work: int
    further: int
    running: int
    broken: int
    nothing: int

    @property
    def ended(self) -> int:
        return self.total - self.running

    @property
    def share(self) -> float:
        """Of those that ended, the share that led to work."""
        return self.work / self.ended if self.ended else 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """One programme: a line per kind that was used, unpaid kinds only, and the steps from kind to kind."""

    programme: str
    lines: list[Line]
    steps: list[tuple[str, str, int]]


def chain(access: Access) -> list[Chain]:
    """Placements within reach, by programme (1 query, whatever their number)."""
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for programme, kind, after, n in _rows(access):
        found[programme][kind, after] += n
    return [_chain(programme, counts) for programme, counts in sorted(found.items())]


def _rows(access: Access) -> list[tuple[str, str, str, int]]:
    """(programme, kind, what came after, placements) as the database counts them."""
    follower = Placement.objects.filter(previous=OuterRef("pk")).exclude(status__in=NOT_PLACED)
    work = OutcomeEvent.objects.filter(placement=OuterRef("pk"), kind__in=[kind.value for kind in WORKING])
    reach = trajectories(access, "journey.see_chain")
    placed = Placement.objects.filter(trajectory__in=reach).exclude(status__in=NOT_PLACED)
    told = placed.annotate(
        follower=Subquery(follower.order_by("starts_on").values("kind")[:1]), has_work=Exists(work)
    )
    names = ("trajectory__programme__name", "kind", "status", "end_reason", "follower", "has_work")
    return [
        (programme, kind, came_next(status=s, end_reason=r, follower=f, has_work=w), n)
        for programme, kind, s, r, f, w, n in told.values_list(*names).annotate(n=Count("pk")).order_by()
    ]


def _chain(programme: str, counts: Mapping[tuple[str, str], int]) -> Chain:
    labels = {code: str(label) for code, label in PLACEMENT_KINDS}
    kinds = [code for code in labels if code != WORK and any(kind == code for kind, _after in counts)]
    lines = [
        _line(labels[kind], {after: n for (k, after), n in counts.items() if k == kind}) for kind in kinds
    ]
    steps = [
        (labels[kind], labels[after], n)
        for (kind, after), n in sorted(counts.items(), key=lambda pair: -pair[1])
        if kind != WORK and after in labels
    ]
    return Chain(programme, lines, steps)


def _line(label: str, after: Mapping[str, int]) -> Line:
    ways = {way: after.get(way, 0) for way in (WORK, RUNNING, BROKEN, NOTHING)}
    total = sum(after.values())
    further = total - sum(ways.values())
    return Line(label, total, ways[WORK], further, ways[RUNNING], ways[BROKEN], ways[NOTHING])


def finding(found: Chain) -> str:
    """The chain in one sentence."""
    ended, work = sum(line.ended for line in found.lines), sum(line.work for line in found.lines)
    return _("Of %(ended)s placements that ended, %(work)s led to paid work.") % {
        "ended": ended,
        "work": work,
    }
