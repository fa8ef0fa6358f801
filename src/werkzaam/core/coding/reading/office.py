"""The words of Word (.docx, ECMA-376) and OpenDocument (.odt, ISO/IEC 26300) texts.

What was struck out with changes tracked, comments, drawings, headers and footers are left out: only what stands in the
text. Footnotes and endnotes stand in it where their number stood: " [note 1: …]".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from werkzaam.core.coding.markup import parse
from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.pseudonym.words import word
from werkzaam.core.coding.unpack import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "p": "\n"}


@dataclass(frozen=True, slots=True)
class Words:
    """The text, and how many notes were put in it."""

    text: str
    notes: int


def docx(data: bytes, language: str) -> Words:
    """The paragraphs of a Word text, a line each. Raises SourceProblem, as `Archive` and `parse` too."""
    archive = Archive(data)
    notes = _Notes({kind: _notes_of(archive, kind) for kind in ("footnote", "endnote")}, language)
    text = "".join(_signs(_kept(_part(archive, "word/document.xml")), notes.placed)).strip()
    return Words(text, notes.number)


def _kept(root: Any) -> Any:
    left_out = (f"{space}{tag}" for space in (_W, _STRICT) for tag in ("moveFrom", "del", "pPr", "rPr"))
    etree.strip_elements(root, *left_out, _FALLBACK, with_tail=False)
    return root


def _signs(root: Any, note: Callable[[str, Any], str]) -> list[str]:
    """A line begins where a paragraph does, also in tables and text boxes."""
    signs = []
    for node in root.iter(etree.Element):
        space, _, tag = node.tag.rpartition("}")
        if f"{space}}}" not in (_W, _STRICT):
            continue
        if tag in ("footnoteReference", "endnoteReference"):
            signs.append(note(tag.removesuffix("Reference"), node.get(f"{space}}}id")))
        else:
            signs.append((node.text or "") if tag == "t" else _SIGNS.get(tag, ""))
    return signs


@dataclass(slots=True)
class _Notes:
    """Notes by kind and id, numbered as they come."""

    of: dict[str, dict[str, str]]
    language: str
    number: int = 0

    def placed(self, kind: str, key: str) -> str:
        text = self.of[kind].get(key, "")
        return self.written(text) if text else ""

    def written(self, text: str) -> str:
        self.number += 1
        return f" [{word('note', self.language)} {self.number}: {text}]"


def _notes_of(archive: Archive, kind: str) -> dict[str, str]:
    """Text by id; a note in a note has none."""
    path = f"word/{kind}s.xml"
    if path not in archive.names:
        return {}
    root = _kept(parse(archive.read(path)))
    nodes = [node for space in (_W, _STRICT) for node in root.iter(f"{space}{kind}")]
    key = "{}id".format
    return {
        node.get(key(node.tag.rpartition(kind)[0])): " ".join("".join(_signs(node, lambda *_: "")).split())
        for node in nodes
    }


def odt(data: bytes, language: str) -> Words:
    """The paragraphs and headings of an OpenDocument text, a line each. Raises SourceProblem likewise."""
    root = _part(Archive(data), "content.xml")
    left_out = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_DRAW}text-box")
    etree.strip_elements(root, *left_out, with_tail=False)
    _blanks(root)
    notes = _Notes({}, language)
    _in_place(root, notes)
    lines = ("".join(paragraph.itertext()) for paragraph in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return Words("\n".join(line.strip(" ") for line in lines).strip(), notes.number)


def _in_place(root: Any, notes: _Notes) -> None:
    """Every note becomes words behind the place where its number stood."""
    for node in list(root.iter(f"{_TEXT}note")):
        body = node.find(f"{_TEXT}note-body")
        said = " ".join(" ".join(body.itertext()).split()) if body is not None else ""
        node.tail = (notes.written(said) if said else "") + (node.tail or "")
    etree.strip_elements(root, f"{_TEXT}note", with_tail=False)


def _blanks(root: Any) -> None:
    """Blanks as the format counts them: a run is one, the rest are elements."""
    for node in root.iter(etree.Element):
        node.text = re.sub(r"\s+", " ", node.text) if node.text else node.text
        node.tail = re.sub(r"\s+", " ", node.tail) if node.tail else node.tail
    for node in root.iter(f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
        times = int(node.get(f"{_TEXT}c", "1"))
        node.text = {"s": " " * min(times, 1000), "tab": "\t"}.get(node.tag.rpartition("}")[2], "\n")


def _part(archive: Archive, name: str) -> Any:
    if name not in archive.names:
        message = "This is not a text document, whatever its name says. Save it anew from your editor."
        raise SourceProblem(message, code="document-no-text")
    return parse(archive.read(name))
