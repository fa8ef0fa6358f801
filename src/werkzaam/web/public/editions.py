"""Editions and syntheses as they lie in `settings.EDITIONS`, each verified before a word of it is shown."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkzaam.core.report.edition import MANIFEST, Edition, read_edition
from werkzaam.core.report.synthesis.read import MANIFEST as TOGETHER
from werkzaam.core.report.synthesis.read import Synthesis, read_synthesis
from werkzaam.problem import Problem

logger = logging.getLogger(__name__)
Published: TypeAlias = Edition | Synthesis
Signature = tuple[tuple[str, int, int], ...]
ADDRESS = re.compile(r"[-A-Za-z0-9_]+")
"""What a folder may be called to have a page."""


class NotPublished(Problem):
    code = "public-not-found"
    status = 404


class Withheld(Problem):
    """A publication that is not what was published."""

    code = "public-withheld"
    status = 503


def publication(key: str) -> Published:
    """What lies in the folder `key`. Raises NotPublished or Withheld."""
    folder = settings.EDITIONS / key
    if not is_published(folder):
        raise _nothing_here()
    try:
        found = _read(folder, _signature(folder))
    except Problem as problem:
        logger.error("edition %s withheld: %s", key, problem.code)
        raise Withheld(
            _("This publication is not shown now: its files are not what was published. We have been told.")
        ) from problem
    if found.draft:
        logger.error("edition %s withheld: it is a draft", key)
        raise _nothing_here()
    return found


def edition(key: str) -> Edition:
    """The edition in the folder `key`; a synthesis is none. Raises NotPublished or Withheld."""
    found = publication(key)
    if not isinstance(found, Edition):
        raise _nothing_here()
    return found


def file(found: Published, path: str) -> Path:
    """Where a file of a publication lies. Raises NotPublished for anything its manifest does not name."""
    named = path in {entry.path for entry in found.files}
    place = (found.directory / path).resolve()
    if not named or not place.is_relative_to(found.directory.resolve()):
        raise NotPublished(_("This publication has no such file."))
    return place


def themes(found: Published) -> dict[str, str]:
    """Theme per slug, for links."""
    return {slugify(theme) or "theme": theme for theme in found.themes}


def is_published(folder: Path) -> bool:
    """Whether the folder says to be an edition or a synthesis; a hidden folder is neither."""
    named = ADDRESS.fullmatch(folder.name) is not None
    return named and ((folder / MANIFEST).is_file() or (folder / TOGETHER).is_file())


def _nothing_here() -> NotPublished:
    return NotPublished(
        _("There is no publication at this address. The list of publications shows what there is.")
    )


def _signature(folder: Path) -> Signature:
    """Changes whenever a file of the folder does."""
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=500)
def _read(folder: Path, signature: Signature) -> Published:
    """Verified once per state of the folder."""
    return read_edition(folder) if (folder / MANIFEST).is_file() else read_synthesis(folder)
