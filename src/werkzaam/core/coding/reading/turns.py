"""Whose turn it is, read from the names before it.

A label is a short name and a colon at the start of a line, with or without a time: "Interviewer:", "[00:12:31] P1:",
"**Coach** (12:31):". It counts when the same name comes back, or when half of all lines have one; so "Let op: …", once
in a policy document, makes no speaker.
"""

from __future__ import annotations

import re
from collections import Counter

from werkzaam.core.coding.source import Turn

_TIME = r"(?:[\[(<]?(?P<{0}>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,3}})?)[\])>]?\s*)?"
_LABEL = re.compile(
    rf"^[ \t]*[*_]{{0,2}}{_TIME.format('before')}[*_]{{0,2}}(?P<speaker>[^\W\d_][^:：\n\[\]()]{{0,39}}?)[*_]{{0,2}}\s*"
    rf"{_TIME.format('after')}[*_]{{0,2}}[:：][*_]{{0,2}}(?=\s|$)[ \t]*",
    re.MULTILINE,
)
_MOST_WORDS = 4


def turns(text: str) -> tuple[Turn, ...]:
    """Every turn of a text, in order; none where it has no speakers. A turn lasts until the next label."""
    found = [label for label in _LABEL.finditer(text) if len(label["speaker"].split()) <= _MOST_WORDS]
    found = _believed(found, text)
    ends = [*(label.start() for label in found[1:]), len(text)] if found else []
    return tuple(
        Turn(
            label.start(),
            label.end(),
            _trimmed(text, label.end(), end),
            label["speaker"].strip(),
            _begins(label),
        )
        for label, end in zip(found, ends, strict=True)
    )


def _believed(found: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    lines = sum(1 for line in text.splitlines() if line.strip())
    if len(found) > 1 and len(found) >= lines / 2:
        return found
    times = Counter(label["speaker"].strip() for label in found)
    return [label for label in found if times[label["speaker"].strip()] > 1]


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _begins(label: re.Match[str]) -> float | None:
    told = label["before"] or label["after"]
    return None if told is None else seconds(told)


def seconds(told: str) -> float:
    """`12:31`, `1:12:31`, `00:12:31.250` or `00:12:31,250` in seconds."""
    total = 0.0
    for part in told.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
