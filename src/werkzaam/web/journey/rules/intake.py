"""What a programme asks about, and which list of skills may be imported: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from werkzaam.web.journey.rules.codes import Domain

ALWAYS = frozenset({Domain.WORK})
"""A programme for work asks about work; every other life domain is switched on with a reason."""


def asked(switched_on: Iterable[str]) -> list[str]:
    """The life domains a programme asks about, in the order of the list."""
    chosen = {*ALWAYS, *switched_on}
    return [domain.value for domain in Domain if domain in chosen]


def may_ask(domain: str, switched_on: Collection[str]) -> bool:
    """Whether a need in this life domain may be written down. A programme that never chose is not judged yet."""
    return not switched_on or domain in asked(switched_on)


@dataclass(frozen=True, slots=True)
class Release:
    """What the name of an official ESCO download says of itself."""

    version: str
    language: str


NAME = re.compile(r"ESCO dataset - v?(\d+\.\d+\.\d+) - classification - ([a-z]{2}) - csv", re.IGNORECASE)
"""How the download page names its archives, for example "ESCO dataset - v1.2.0 - classification - nl - csv.zip"."""

COLUMNS = {
    "skills": frozenset(
        {"conceptType", "conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "status"}
    ),
    "occupations": frozenset(
        {"conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "iscoGroup", "status"}
    ),
}
SINCE_1_1, SINCE_1_2 = "code", "naceCode"  # columns of occupations that came with a release


def release(name: str) -> Release | None:
    """The release that a file of this name holds, or None where the name does not say."""
    found = NAME.search(name)
    return Release(found[1], found[2].lower()) if found else None


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def missing(file: str, header: Iterable[str], version: str) -> list[str]:
    """Columns that this file of this release should have and has not."""
    wanted = set(COLUMNS[file])
    if file == "occupations":
        wanted |= {SINCE_1_1} if number(version) >= (1, 1) else set()
        wanted |= {SINCE_1_2} if number(version) >= (1, 2) else set()
    return sorted(wanted - set(header))


def is_too_new(file: str, header: Iterable[str], version: str) -> bool:
    """Whether the file has a column that this release does not know yet."""
    later = {SINCE_1_1: (1, 1), SINCE_1_2: (1, 2)}
    return file == "occupations" and any(c in later and number(version) < later[c] for c in header)
