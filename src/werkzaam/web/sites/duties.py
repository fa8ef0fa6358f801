"""What a worker looks at now and then, without being asked: a room's own look, which asks for the work it finds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import DatabaseError

from werkzaam.web.survey.outbox import task as outbox

log = logging.getLogger("werkzaam.work")


@dataclass(slots=True)
class Duty:
    """`look` is called at most once in `every` seconds; `next_at` on the monotonic clock."""

    look: Callable[[], None]
    every: float
    next_at: float = 0.0


def usual_duties() -> list[Duty]:
    return [Duty(outbox.look, every=60.0)]


def look_round(duties: Iterable[Duty], *, now: float) -> int:
    """Call the looks whose time has come; how many. One that fails is tried at its next time, and stops no other."""
    looked = 0
    for duty in duties:
        if now < duty.next_at:
            continue
        duty.next_at, looked = now + duty.every, looked + 1
        try:
            duty.look()
        except DatabaseError:
            raise
        except Exception:
            log.exception("a look failed; the next one is in %d seconds", duty.every)
    return looked
