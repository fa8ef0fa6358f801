"""A look through finished files for what is about one person: in texts, drawings, tables and metadata alike."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

from werkzaam.core.report.disclosure import sheet_text

_MARKS = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE),
    "telephone": re.compile(r"(?<![\w.])(?:\+31|0)[\s-]?[1-9](?:[\s-]?\d){8}(?!\d)"),
    "iban": re.compile(r"\b[A-Z]{2}\d{2}[A-Z]{4}\d{10}\b"),
    "postcode": re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\s+\d+\b"),
    "citizen number": re.compile(r"(?<![\d.,])\d{9}(?![\d.,])"),
}
_WORD = re.compile(r"[\w-]+")
_FONT = re.compile(r"base64,[A-Za-z0-9+/=]+")
_PACKET = re.compile(rb"<\?xpacket begin.*?<\?xpacket end", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leak:
    """What kind of thing was found in which file; never the thing itself."""

    file: str
    kind: str


def leaks(
    files: Mapping[str, bytes],
    *,
    persons: Collection[str] = (),
    counts: Collection[int] = (),
    quotes: Callable[[str], Collection[str]] | None = None,
) -> tuple[Leak, ...]:
    """Look through every file by name and content.

    `persons` are marks that may stand nowhere (pseudonyms, names); `counts` the numbers of persons in the
    panel and its arms: a list or a drawing with just so many values or marks holds one per person. `quotes`
    is asked what is wrong with each text (the quote check of whoever knows the interviews).
    """
    found: list[Leak] = []
    for name, content in files.items():
        text = "\n".join(_texts(name, content))
        found += [Leak(name, kind) for kind in _in_text(name, text, persons)]
        found += [Leak(name, "value per person") for _ in _per_person(name, content, counts)]
        found += [Leak(name, kind) for kind in (quotes(text) if quotes else ())]
    return tuple(dict.fromkeys(found))


def _texts(name: str, content: bytes) -> Iterator[str]:
    """All that can be read in a file, its metadata included."""
    if name.endswith(".pdf"):
        reader = PdfReader(BytesIO(content))
        yield from (str(value) for value in (reader.metadata or {}).values())
        yield from sheet_text.texts(reader)
        yield from (one.decode("utf-8", "replace") for one in _PACKET.findall(content))
    elif name.endswith(".docx"):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            yield from (
                parts.read(one).decode() for one in parts.namelist() if one.endswith((".xml", ".rels"))
            )
    elif not name.endswith((".parquet", ".png")):
        yield _FONT.sub("", content.decode("utf-8", "replace"))


def _in_text(name: str, text: str, persons: Collection[str]) -> Iterator[str]:
    if not set(persons).isdisjoint(_WORD.findall(text)) or any(one in text for one in persons if " " in one):
        yield "person"
    if name.endswith((".html", ".svg", ".docx", ".toml")):
        yield from (
            kind for kind, mark in _MARKS.items() if any(_real(kind, hit[0]) for hit in mark.finditer(text))
        )


def _real(kind: str, hit: str) -> bool:
    """A nine-digit number counts only if it passes the citizen number's own test (the eleven test)."""
    if kind != "citizen number":
        return True
    digits = [int(each) for each in hit]
    return sum(w * d for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0


def _per_person(name: str, content: bytes, counts: Collection[int]) -> Iterator[object]:
    if name.endswith(".json"):
        yield from (one for one in _lists(json.loads(content)) if len(one) in counts and _numbers(one))
    if name.endswith(".svg"):
        yield from (n for n in _marks(content) if n in counts)


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from _lists(one)


def _numbers(values: list[Any]) -> bool:
    return all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)


def _marks(content: bytes) -> Iterator[int]:
    """How many symbols each group of a drawing holds."""
    tree = ElementTree.fromstring(content)  # noqa: S314 - our own drawing
    for group in tree.iter("{http://www.w3.org/2000/svg}g"):
        if "mark-symbol" in group.get("class", ""):
            yield len(list(group))
