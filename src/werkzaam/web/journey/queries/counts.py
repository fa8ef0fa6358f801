"""For the municipality: counts without persons, and no small ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from werkzaam.web.journey.models import Trajectory
from werkzaam.web.journey.models.labels import EXIT_REASONS, PHASES
from werkzaam.web.journey.queries.reach import trajectories
from werkzaam.web.journey.rules.disclosure import shown, suppressed
from werkzaam.web.people.rules import Access

Line = tuple[object, int | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """Each count is None where it may not be shown; labels are in the reader's language."""

    total: int | None
    open: int | None
    ended: int | None
    phases: list[Line]
    exits: list[Line]


def counts(access: Access) -> Counts:
    """Trajectories within reach by state, phase and exit reason (2 queries)."""
    reach = trajectories(access, "journey.see_counts")
    phases = _by(reach.filter(ended_on__isnull=True), "phase")
    exits = _by(reach.filter(ended_on__isnull=False), "exit_reason")
    running, ended = sum(phases.values()), sum(exits.values())
    state = suppressed({"open": running, "ended": ended})
    return Counts(
        total=shown(running + ended),
        open=state["open"],
        ended=state["ended"],
        phases=_lines(PHASES, phases, open_total=state["open"] is not None),
        exits=_lines(EXIT_REASONS, exits, open_total=state["ended"] is not None),
    )


def _by(found: QuerySet[Trajectory], field: str) -> dict[str, int]:
    return dict(found.values_list(field).annotate(n=Count("pk")).order_by(field))


def _lines(labels: Sequence[tuple[str, object]], found: Mapping[str, int], *, open_total: bool) -> list[Line]:
    """One line per label; where the total itself is hidden, so is every part of it."""
    safe = suppressed({code: found.get(code, 0) for code, _ in labels})
    return [(label, safe[code] if open_total else None) for code, label in labels]
