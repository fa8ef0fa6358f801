"""What leaves the outbox on a day of the demonstration, and how long its people looked at each page."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from werkzaam.core.simulate.scenario import Response
from werkzaam.web.demo.cast import SYSTEM
from werkzaam.web.survey import visits
from werkzaam.web.survey.outbox import queries as outbox
from werkzaam.web.survey.outbox import sending

SLOWER = {"helped": 1.8}


def posted(opened: Any, *, at: datetime) -> None:
    """Cancel what nobody needs, and count the rest as gone: these people do not exist, so nothing leaves."""
    sending.cancel_needless(at=at)
    for found, status in ((outbox.due(at=at), "sent"), (outbox.to_print(opened, at=at), "printed")):
        sending.settle_all(list(found), status, at, by=SYSTEM)


def walk(asked: Any, response: Response, at: datetime) -> None:
    """A line for each page: some ten seconds, more with help; one in eight takes a long break somewhere."""
    chance = random.Random(f"{response.person}-{response.wave}")  # noqa: S311 (the same demonstration every time)
    items = list(response.items)
    pause_at = chance.choice(items) if chance.random() < 1 / 8 else None
    for item in items:
        shown = at + timedelta(minutes=50) if item == pause_at else at
        at = shown + timedelta(seconds=chance.lognormvariate(2.4, 0.5) * SLOWER.get(response.mode, 1.0))
        visits.note(asked, visits.Shown(item, shown), at=at, answered=True)
