"""All publications together: listed, by theme, and beside each other."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from werkzaam.core.report.edition import MANIFEST, Edition
from werkzaam.core.report.synthesis.read import MANIFEST as TOGETHER
from werkzaam.problem import Problem
from werkzaam.web.public import editions
from werkzaam.web.public.editions import Published

LOOK = 300
"""Seconds between two looks at every file of every publication, for lists. A page looks at its own each time."""

Glance = tuple[tuple[str, int, int, int], ...]


def shelf() -> tuple[Published, ...]:
    """Every publication that is whole, newest first; one that is not is left out and logged."""
    folder: Path = settings.EDITIONS
    return _looked(folder, _glance(folder), int(time.monotonic() / LOOK))


def publication(key: str) -> Published:
    """As `editions.publication`; one that turns out not to be whole leaves the lists at once."""
    try:
        return editions.publication(key)
    except editions.Withheld:
        _looked.cache_clear()
        raise


def only_editions(found: Sequence[Published]) -> list[Edition]:
    return [one for one in found if isinstance(one, Edition)]


def themes(found: Sequence[Published]) -> dict[str, str]:
    """Theme per slug over all of them, in the order of the alphabet."""
    return dict(sorted(pair for one in found for pair in editions.themes(one).items()))


def related(found: Published) -> list[Published]:
    """Others that share a theme; a synthesis and the pilots that it rests on come first."""
    own = set(found.themes)
    alike = [one for one in shelf() if one.directory != found.directory and own & set(one.themes)]
    return sorted(alike, key=lambda one: not _rests(one, found) and not _rests(found, one))


def seal(found: Sequence[Published]) -> str:
    """Changes with any of them."""
    return hashlib.sha256("".join(one.digest for one in found).encode()).hexdigest()


def _rests(one: Published, on: Published) -> bool:
    return not isinstance(one, Edition) and on.digest in {pilot["digest"] for pilot in one.pilots}


def _glance(folder: Path) -> Glance:
    """The manifests alone, by name and state: what comes, goes or is replaced is seen at once."""
    if not folder.is_dir():
        return ()
    names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    return tuple(state for name in names if (state := _state(f"{folder}/{name}", name)) is not None)


def _state(folder: str, name: str) -> tuple[str, int, int, int] | None:
    """Plain strings: a list of hundreds is looked at for every reader."""
    for manifest in (MANIFEST, TOGETHER):
        try:
            stat = os.stat(f"{folder}/{manifest}")  # noqa: PTH116
        except OSError:
            continue
        return name, stat.st_mtime_ns, stat.st_size, stat.st_ino
    return None


@lru_cache(maxsize=4)
def _looked(folder: Path, glance: Glance, look: int) -> tuple[Published, ...]:
    names = dict.fromkeys(name for name, *_ in glance)
    found = [one for name in names if (one := _whole(folder, name)) is not None]
    newest = sorted(found, key=lambda one: (one.published_on, one.directory.name), reverse=True)
    return tuple(newest)


def _whole(folder: Path, key: str) -> Published | None:
    try:
        return editions.publication(key) if editions.is_published(folder / key) else None
    except Problem:
        return None
