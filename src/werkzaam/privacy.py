"""What a stored field says about a person, and how long it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    PLAIN = "plain"
    PERSONAL = "personal"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Privacy:
    """The class of one field; `months` is the retention after the purpose ends (None: no term needed)."""

    kind: Class
    months: int | None = None


plain = Privacy(Class.PLAIN)


def personal(*, months: int) -> Privacy:
    """Data about an identifiable person (GDPR art. 4)."""
    return Privacy(Class.PERSONAL, months)


def special(*, months: int) -> Privacy:
    """Special-category data (GDPR art. 9): origin, health, experienced discrimination."""
    return Privacy(Class.SPECIAL, months)
