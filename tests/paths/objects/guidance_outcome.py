"""An outcome that holds, and an aftercare check that is due."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from uuid import UUID


def pages(cast: Any, at: Any) -> dict[str, dict[str, object]]:
    from werkzaam.web.journey.actions.outcome import record_outcome
    from werkzaam.web.journey.models import AftercareCheck

    one = runpy.run_path(str(Path(__file__).parent / "guidance.py"))["trajectory"](cast, at)
    outcome = record_outcome(
        by=cast.access("bram"),
        at=at,
        id=UUID(int=41),
        trajectory=one,
        kind="volunteering",
        on=at.date(),
        source="participant",
        evidence="Schenkt koffie in het buurthuis",
    )
    check, _ = AftercareCheck.objects.get_or_create(trajectory=one, month=1, defaults={"due_on": at.date()})
    return {
        "journey:course": {"pk": one.pk},
        "journey:outcome_new": {"pk": one.pk},
        "journey:outcome_end": {"pk": outcome.pk},
        "journey:aftercare": {"pk": check.pk},
    }
