"""The words of our own PDF, quickly: its pages and drawings show glyphs whose meaning each font tells (ToUnicode).

A general reader parses every stroke of every figure and takes seconds. Ours (`sheet.py`) hold text in one way only:
strings of two bytes a glyph in fonts with a table of their own. Whatever is made otherwise goes to the general reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader

_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f]*)>(?!>)|\bT[Jj]\b", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_NAMED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_ONE = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_MANY = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")

_LETTERS = 3
"""Signs that one glyph may stand for (ffi)."""

Glyphs = Mapping[bytes, str]


def texts(reader: PdfReader) -> Iterator[str]:
    """Per page all that is shown, drawings included; by the general reader where a page is not made as ours are."""
    for page in reader.pages:
        try:
            runs = list(_streams(page, page.get_contents()))
            yield "\n".join((*runs, _spelled(runs)))
        except (KeyError, AttributeError, ValueError):
            yield page.extract_text()


def words(content: bytes) -> str:
    """All of a document."""
    return "\n".join(texts(PdfReader(BytesIO(content))))


def _spelled(runs: list[str]) -> str:
    """Words of drawings that are set letter by letter, put together again."""
    return "".join(run if len(run) <= _LETTERS else " " for run in runs)


def _streams(holder: Any, stream: Any) -> Iterator[str]:
    """The text of a stream and of the drawings it may use."""
    resources = holder["/Resources"].get_object() if "/Resources" in holder else {}
    fonts = {name[1:].encode(): _glyphs(one.get_object()) for name, one in _part(resources, "/Font")}
    if stream is not None:
        yield from _shown(stream.get_data(), fonts)
    for _, one in _part(resources, "/XObject"):
        inner = one.get_object()
        if inner.get("/Subtype") == "/Form":
            yield from _streams(inner, inner)


def _part(resources: Any, name: str) -> list[tuple[str, Any]]:
    return list(resources[name].get_object().items()) if name in resources else []


def _shown(data: bytes, fonts: Mapping[bytes, Glyphs]) -> Iterator[str]:
    """Each run of text; a font that nobody declared raises KeyError."""
    glyphs: Glyphs = {}
    told: list[str] = []
    for found in _SHOWN.finditer(data):
        if found[1] is not None:
            glyphs = fonts[found[1]]
        elif found[2] is not None and glyphs:
            told.append(_read(_ESCAPED.sub(_plain, found[2]), glyphs))
        elif found[3] and glyphs:
            told.append(_read(bytes.fromhex(found[3].decode()), glyphs))
        elif found[0] in (b"TJ", b"Tj"):
            yield "".join(told)
            told = []


def _plain(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _NAMED.get(sign, sign)


def _read(said: bytes, glyphs: Glyphs) -> str:
    return "".join(glyphs.get(said[at : at + 2], "") for at in range(0, len(said), 2))


def _glyphs(font: Any) -> Glyphs:
    """What two bytes mean. Raises KeyError for a font without a table."""
    if font.get("/Encoding") != "/Identity-H":
        raise ValueError("a font of another kind")
    table = font["/ToUnicode"].get_data().decode("latin-1")
    known: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        known |= {bytes.fromhex(code): _unicode(sign) for code, sign in _ONE.findall(block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, sign in _MANY.findall(block):
            known |= dict(_ranged(int(low, 16), int(high, 16), sign))
    return known


def _ranged(low: int, high: int, sign: str) -> Iterator[tuple[bytes, str]]:
    first = _unicode(sign)
    for step in range(high - low + 1):
        yield (low + step).to_bytes(2, "big"), first[:-1] + chr(ord(first[-1]) + step)


def _unicode(sign: str) -> str:
    return bytes.fromhex(sign).decode("utf-16-be")
