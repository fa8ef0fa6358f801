"""A calendar as text (iCalendar, RFC 5545): no names, only times, kinds and an opaque id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

OCTETS = 75  # of one line, RFC 5545 §3.1
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing in a calendar; `uid` stays when it is moved, `sequence` counts the moves."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    cancelled: bool
    url: str = ""


def calendar(events: Iterable[Event], *, name: str, at: datetime) -> str:
    """The whole feed, lines ended by CRLF as calendars want them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Werkzaam//Appointments//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        *(line for event in events for line in component(event, at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def component(event: Event, at: datetime) -> Iterator[str]:
    """The lines of one event."""
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{utc(at)}"
    yield f"DTSTART:{utc(event.starts_at)}"
    yield f"DTEND:{utc(event.ends_at)}"
    yield f"SUMMARY:{text(event.summary)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def text(words: str) -> str:
    """Escaped as RFC 5545 §3.3.11 asks."""
    return words.translate(ESCAPED)


def folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what goes on begins with a space, and no letter is cut in two."""
    room, part = OCTETS, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            room, part = OCTETS - 1, " "
        part, room = part + letter, room - size
    yield part


def digest(token: str) -> str:
    """What is kept of an address: not the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()
