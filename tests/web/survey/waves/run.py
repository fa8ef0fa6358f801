"""One run of the study: the truth, the clock, the devices, the letterboxes, and what was met on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from . import office
from .browser import Browser, Page
from .people import moment
from .post import Post
from .sheet import Asked
from .truth import Truth


@dataclass(slots=True)
class Clock:
    """What `timezone.now` says; every request takes nine seconds."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def pause(self) -> None:
        self.now += timedelta(seconds=9)

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def set(self, on: date, hour: int, minute: int = 0) -> None:
        """Not back: what took longer goes on later."""
        self.now = max(self.now, moment(on, hour, minute))


@dataclass(slots=True)
class Run:
    truth: Truth
    sheet: dict[str, Asked]
    clock: Clock
    site: Any
    accounts: dict[str, Any]
    persons: dict[str, Any]
    post: Post
    pseudonyms: dict[str, str] = field(default_factory=dict)
    received: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    foretold: Page | None = None
    devices: list[Browser] = field(default_factory=list)

    def device(self) -> Browser:
        """Another one, at another address of the network."""
        where = f"198.51.{len(self.devices) // 250}.{len(self.devices) % 250}"
        self.devices.append(Browser(self.site, self.clock.pause, where=where))
        return self.devices[-1]

    def desk(self, name: str) -> Browser:
        """Somebody signs in."""
        self.devices.append(office.signed_in(self.site, self.clock.pause, self.accounts[name]))
        return self.devices[-1]
