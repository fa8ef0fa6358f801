"""The shelf: editions as they lie in `settings.EDITIONS`, each verified before a word of it is shown."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkzaam.core.report.edition import MANIFEST, Edition, read_edition
from werkzaam.problem import Problem

logger = logging.getLogger(__name__)
Signature = tuple[tuple[str, int, int], ...]


class NotPublished(Problem):
    code = "public-not-found"
    status = 404


class Withheld(Problem):
    """An edition that is not what was published."""

    code = "public-withheld"
    status = 503


def shelf() -> list[Edition]:
    """Every edition that is whole, newest first; one that is not is left out and logged."""
    folder: Path = settings.EDITIONS
    names = [path.name for path in folder.iterdir() if _is_edition(path)] if folder.is_dir() else []
    found = [edition for name in names if (edition := _whole(name)) is not None]
    return sorted(found, key=lambda edition: (edition.published_on, edition.directory.name), reverse=True)


def edition(key: str) -> Edition:
    """The edition in the folder `key`. Raises NotPublished or Withheld."""
    folder = settings.EDITIONS / key
    if not _is_edition(folder):
        raise NotPublished(
            _("There is no publication at this address. The list of publications shows what there is.")
        )
    try:
        return _read(folder, _signature(folder))
    except Problem as problem:
        logger.error("edition %s withheld: %s", key, problem.code)
        raise Withheld(
            _("This publication is not shown now: its files are not what was published. We have been told.")
        ) from problem


def file(found: Edition, path: str) -> Path:
    """Where a file of an edition lies. Raises NotPublished for anything its manifest does not name."""
    named = path in {entry.path for entry in found.files}
    place = (found.directory / path).resolve()
    if not named or not place.is_relative_to(found.directory.resolve()):
        raise NotPublished(_("This publication has no such file."))
    return place


def themes(found: Edition) -> dict[str, str]:
    """Theme per slug, for links."""
    return {slugify(theme) or "theme": theme for theme in found.themes}


def related(found: Edition) -> list[Edition]:
    """Other editions that share a theme."""
    own = set(found.themes)
    return [other for other in shelf() if other.directory != found.directory and own & set(other.themes)]


def _is_edition(folder: Path) -> bool:
    return not folder.name.startswith(".") and (folder / MANIFEST).is_file()


def _whole(key: str) -> Edition | None:
    try:
        return edition(key)
    except Withheld:
        return None


def _signature(folder: Path) -> Signature:
    """Changes whenever a file of the edition does."""
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=500)
def _read(folder: Path, signature: Signature) -> Edition:
    """Verified once per state of the folder."""
    return read_edition(folder)
