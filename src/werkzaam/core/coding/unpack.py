"""Opening archives other people made, without trusting them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from werkzaam.core.coding.problem import SourceProblem

MOST_ENTRIES = 5_000
LARGEST_ENTRY = 100_000_000  # bytes, unpacked
LARGEST = 500_000_000  # bytes, all entries unpacked
RATIO = 200  # text seldom packs better than 1 to 20; only looked at above SMALL
SMALL = 1_000_000

_ODD_PATH = re.compile(r"^[/\\]|^[A-Za-z]:|\\|\x00")


class Archive:
    """A checked archive in memory. Nothing is written to disk; entries are read one by one, by name."""

    def __init__(self, data: bytes) -> None:
        """Raises SourceProblem: `archive-damaged`, `archive-too-large`, `archive-path`, `archive-encrypted`."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
            raise _damaged() from error
        _check(self._zip.infolist())

    @property
    def names(self) -> frozenset[str]:
        """The paths of all entries."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """One entry. Raises KeyError when there is none, SourceProblem (`archive-damaged`) when it does not add up."""
        try:
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise _damaged() from error
        except Exception as error:
            if isinstance(error, KeyError):
                raise
            raise _damaged() from error  # zlib, lzma and bz2 each have an error of their own


def _check(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST:
        raise _too_large()
    if any(entry.file_size > LARGEST_ENTRY or _puffed(entry) for entry in entries):
        raise _too_large()
    if any(_escapes(entry) for entry in entries) or len({one.filename for one in entries}) < len(entries):
        message = "This archive has files that would land outside its own folder. It was not opened."
        raise SourceProblem(message, code="archive-path")
    if any(entry.flag_bits & 1 for entry in entries):
        message = "This file is locked with a password. Save it without one and try again."
        raise SourceProblem(message, code="archive-encrypted")


def _puffed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size)


def _escapes(entry: zipfile.ZipInfo) -> bool:
    linked = (entry.external_attr >> 28) == 0xA  # a symbolic link, by its Unix mode
    return (
        linked or bool(_ODD_PATH.search(entry.orig_filename)) or ".." in PurePosixPath(entry.filename).parts
    )


def _damaged() -> SourceProblem:
    return SourceProblem("This file is damaged or not what its name says.", code="archive-damaged")


def _too_large() -> SourceProblem:
    message = (
        "This file unpacks to far more than a text needs. It was not opened; save it anew from your editor."
    )
    return SourceProblem(message, code="archive-too-large")
