"""The words of Word (.docx, ECMA-376) and OpenDocument (.odt, ISO/IEC 26300) texts.

What was struck out with changes tracked, comments, notes and drawings are left out: only what stands in the text.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from werkzaam.core.coding.markup import parse
from werkzaam.core.coding.problem import SourceProblem
from werkzaam.core.coding.unpack import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "p": "\n"}


def docx(data: bytes) -> str:
    """The paragraphs of a Word text, a line each. Raises SourceProblem, as `Archive` and `parse` too."""
    root = _part(data, "word/document.xml")
    left_out = (f"{space}{tag}" for space in (_W, _STRICT) for tag in ("moveFrom", "del", "pPr", "rPr"))
    etree.strip_elements(root, *left_out, _FALLBACK, with_tail=False)
    return "".join(_signs(root)).strip()


def _signs(root: Any) -> list[str]:
    """A line begins where a paragraph does, also in tables and text boxes."""
    signs = []
    for node in root.iter(etree.Element):
        space, _, tag = node.tag.rpartition("}")
        if f"{space}}}" not in (_W, _STRICT):
            continue
        signs.append((node.text or "") if tag == "t" else _SIGNS.get(tag, ""))
    return signs


def odt(data: bytes) -> str:
    """The paragraphs and headings of an OpenDocument text, a line each. Raises SourceProblem likewise."""
    root = _part(data, "content.xml")
    left_out = (f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_DRAW}text-box")
    etree.strip_elements(root, *left_out, with_tail=False)
    _blanks(root)
    lines = ("".join(paragraph.itertext()) for paragraph in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return "\n".join(line.strip(" ") for line in lines).strip()


def _blanks(root: Any) -> None:
    """Blanks as the format counts them: a run is one, the rest are elements."""
    for node in root.iter(etree.Element):
        node.text = re.sub(r"\s+", " ", node.text) if node.text else node.text
        node.tail = re.sub(r"\s+", " ", node.tail) if node.tail else node.tail
    for node in root.iter(f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
        times = int(node.get(f"{_TEXT}c", "1"))
        node.text = {"s": " " * min(times, 1000), "tab": "\t"}.get(node.tag.rpartition("}")[2], "\n")


def _part(data: bytes, name: str) -> Any:
    archive = Archive(data)
    if name not in archive.names:
        message = "This is not a text document, whatever its name says. Save it anew from your editor."
        raise SourceProblem(message, code="document-no-text")
    return parse(archive.read(name))
