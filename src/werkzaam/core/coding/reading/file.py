"""One file to one source, by what its name and its first bytes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.reading.captions import captions
from werkzaam.core.coding.reading.encoding import decode
from werkzaam.core.coding.reading.office import docx, odt
from werkzaam.core.coding.reading.pdf import pdf
from werkzaam.core.coding.reading.turns import turns
from werkzaam.core.coding.source import Source, clean

LARGEST_FILE = 30_000_000  # bytes

_PLAIN = frozenset({".txt", ".md", ".markdown", ".text"})
_CAPTIONS = frozenset({".vtt", ".srt"})
_BINARY: Mapping[str, Callable[[bytes], str]] = {".docx": docx, ".odt": odt, ".pdf": pdf}

FORMATS = tuple(sorted(_PLAIN | _CAPTIONS | _BINARY.keys()))


def read_source(data: bytes, filename: str, *, key: str, encoding: str | None = None) -> Source:
    """The source in a file: text NFC with LF, turns with speaker and, where told, seconds.

    `filename` gives the format and, without its ending, the name. Markdown stays as written. `encoding` is for text
    files only. Raises SourceProblem: `source-format`, `source-too-large`, and whatever the format's reader raises.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in FORMATS:
        message = f"Files of this kind are not read. Use one of: {', '.join(FORMATS)}."
        raise SourceProblem(message, code="source-format", suffix=suffix)
    if len(data) > LARGEST_FILE:
        raise SourceProblem("This file is larger than 30 MB. Nothing was kept.", code="source-too-large")
    return _read(data, suffix, key, PurePath(filename).stem, encoding)


def _read(data: bytes, suffix: str, key: str, name: str, encoding: str | None) -> Source:
    if suffix in _CAPTIONS:
        return captions(decode(data, encoding), key=key, name=name)
    text = clean(_BINARY[suffix](data) if suffix in _BINARY else decode(data, encoding)).strip()
    return Source(key, name, text, turns(text))
