"""One file to one source, by what its name and its first bytes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.reading.captions import captions
from werkzaam.core.coding.reading.encoding import decode
from werkzaam.core.coding.reading.office import Words, docx, odt
from werkzaam.core.coding.reading.pdf import pdf
from werkzaam.core.coding.reading.turns import turns
from werkzaam.core.coding.source import Source, clean

LARGEST_FILE = 30_000_000  # bytes

_PLAIN = frozenset({".txt", ".md", ".markdown", ".text"})
_CAPTIONS = frozenset({".vtt", ".srt"})
_OFFICE: Mapping[str, Callable[[bytes, str], Words]] = {".docx": docx, ".odt": odt}

FORMATS = tuple(sorted(_PLAIN | _CAPTIONS | _OFFICE.keys() | {".pdf"}))


def read_source(
    data: bytes, filename: str, *, key: str, encoding: str | None = None, language: str = "en"
) -> Source:
    """The source in a file: text NFC with LF, turns with speaker and, where told, seconds.

    `filename` gives the format and, without its ending, the name. Markdown stays as written. `encoding` is for text
    files only; `language` is that of the text: "note" is said so before a footnote. Raises SourceProblem:
    `source-format`, `source-too-large`, and whatever the format's reader raises.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in FORMATS:
        message = f"Files of this kind are not read. Use one of: {', '.join(FORMATS)}."
        raise SourceProblem(message, code="source-format", suffix=suffix)
    if len(data) > LARGEST_FILE:
        raise SourceProblem("This file is larger than 30 MB. Nothing was kept.", code="source-too-large")
    name = PurePath(filename).stem
    if suffix in _CAPTIONS:
        return captions(decode(data, encoding), key=key, name=name)
    found = _words(data, suffix, encoding, language)
    text = clean(found.text).strip()
    return Source(key, name, text, turns(text), found.notes)


def _words(data: bytes, suffix: str, encoding: str | None, language: str) -> Words:
    if suffix in _OFFICE:
        return _OFFICE[suffix](data, language)
    return Words(pdf(data) if suffix == ".pdf" else decode(data, encoding), 0)
