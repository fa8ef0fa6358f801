"""What a finished file says beside its pages: properties, comments, kept changes, hidden text, data of drawings."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree

from pypdf import PdfReader

from werkzaam.core.report.disclosure.leaks import Leak

_PDF = {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Keywords", "/Subject"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEPT = {"ins": "kept change", "del": "kept change", "vanish": "hidden text", "commentReference": "comment"}
_CORE = {
    "lastModifiedBy": "last editor",
    "keywords": "keywords",
    "description": "comment",
    "category": "category",
}


def hidden(files: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """Everything that does not belong in what we make ourselves; nothing in a file of ours."""
    readers = {".pdf": _pdf, ".docx": _word, ".svg": _svg}
    found = (
        Leak(name, kind)
        for name, content in files.items()
        for ending, read in readers.items()
        if name.endswith(ending)
        for kind in read(content)
    )
    return tuple(dict.fromkeys(found))


def _pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(content))
    yield from (f"property {key[1:]}" for key in (reader.metadata or {}) if key not in _PDF)
    if reader.attachments:
        yield "attachment"
    if any(note.get("/Subtype") not in ("/Link",) for page in reader.pages for note in _notes(page)):
        yield "comment"


def _notes(page: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for one in page.get("/Annots") or ():  # type: ignore[attr-defined]
        yield one.get_object()


def _word(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("word/comments"):
                yield "comment"
            if name.startswith("customXml/") and b"http" not in parts.read(name):
                yield "custom property"
        for element in _xml(parts.read("word/document.xml")).iter():
            kind = _KEPT.get(element.tag.removeprefix(_WORD)) if element.tag.startswith(_WORD) else None
            if kind:
                yield kind
        for element in _xml(parts.read("docProps/core.xml")):
            if element.text and (kind := _CORE.get(element.tag.rpartition("}")[2])):
                yield f"property {kind}"


def _svg(content: bytes) -> Iterator[str]:
    """A drawing may carry its data in descriptions of marks, where nobody looks."""
    for element in _xml(content).iter():
        if element.tag.rpartition("}")[2] in ("metadata", "desc", "script"):
            yield f"element {element.tag.rpartition('}')[2]}"
        if "aria-label" in element.attrib and element.get("aria-roledescription") != "title":
            yield "description of a mark"


def _xml(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own file
