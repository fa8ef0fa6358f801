"""The one page that goes with a participant to a new coach."""

from __future__ import annotations

from collections.abc import Iterable

MOST_CHARACTERS, MOST_LINES = 3000, 60  # one printed page


def is_one_page(page: str) -> bool:
    return len(page) <= MOST_CHARACTERS and page.count("\n") < MOST_LINES


def draft(parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A first version to talk over: a heading and its lines, an empty line between; nothing known, no heading."""
    told = [(heading, [line for line in lines if line]) for heading, lines in parts]
    return "\n\n".join("\n".join([f"{heading}:", *lines]) for heading, lines in told if lines)
