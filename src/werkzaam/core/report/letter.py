"""The report as a Word draft to write on: real headings, header rows, descriptions of figures, a language."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
import vl_convert
from docx.document import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from werkzaam.core.report.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Paragraph,
    Quotes,
    Remarks,
    Section,
    Table,
    VerdictBox,
    plain,
)

_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_WIDTH, _SCALE = Mm(160), 2.0
_SPACE = nsdecls("w")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_QUIET = RGBColor(0x55, 0x64, 0x6A)


def word(document: Document, *, on: date, authors: tuple[str, ...] = ()) -> bytes:
    """The document as .docx, dated `on`; a draft says so on every page. Same input, same bytes."""
    made = docx.Document()
    _set_up(made, document, on, authors)
    _line(made, "Subtitle", document.kicker)
    _line(made, "Title", document.title)
    for name, value in document.facts:
        line = made.add_paragraph()
        line.add_run(f"{name}: ").font.color.rgb = _QUIET
        line.add_run(value)
    _blocks(made, document.sections, 1)
    return _stilled(made)


def _set_up(made: Word, document: Document, on: date, authors: tuple[str, ...]) -> None:
    day = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - the file format knows no time zone
    about = made.core_properties
    about.title, about.author, about.language = document.title, "; ".join(authors), document.language
    about.created = about.modified = day
    about.comments, about.last_modified_by, about.revision = "", "", 1
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LANGUAGES.get(document.language, document.language))
    normal.element.get_or_add_rPr().append(tongue)
    made.sections[0].header.paragraphs[0].text = dict(document.labels).get("draft", "")


def _line(made: Word, style: str, text: str = "") -> WordParagraph:
    """A paragraph in a style by its id: looking a style up by its name takes milliseconds, hundreds of times."""
    line = made.add_paragraph(text)
    if style:
        line._p.style = style.replace(" ", "")
    return line


def _blocks(made: Word, blocks: Iterable[Block], level: int) -> None:
    for one in blocks:
        if isinstance(one, Section):
            _line(made, f"Heading {min(level, 9)}", one.title)
            _blocks(made, one.blocks, level + 1)
        elif not (isinstance(one, Table) and one.folded):
            _WRITERS[type(one)](made, one, level)


def _paragraph(made: Word, one: Paragraph, _: int) -> None:
    line = _line(made, "Intense Quote" if one.tone == "warning" else "")
    line.add_run(plain(one.text)).bold = True if one.tone == "claim" else None


def _bullets(made: Word, one: Bullets, _: int) -> None:
    for item in one.items:
        _line(made, "List Bullet", plain(item))


def _remarks(made: Word, one: Remarks, _: int) -> None:
    for item in one.items:
        line = made.add_paragraph()
        line.add_run(f"{item.name}. ").bold = True
        line.add_run(f"{plain(item.text)} {item.caution}".strip())


def _quotes(made: Word, one: Quotes, _: int) -> None:
    for item in one.items:
        line = _line(made, "Quote")
        said = line.add_run(item.wording)
        tongue = OxmlElement("w:lang")
        tongue.set(qn("w:val"), _LANGUAGES.get(item.language, item.language))
        said._r.get_or_add_rPr().append(tongue)
        line.add_run(f" – {item.told}" + (f" · {item.against}" if item.against else "")).italic = False


def _verdict(made: Word, one: VerdictBox, level: int) -> None:
    _line(made, f"Heading {min(level, 9)}", one.heading)
    for subject, text in one.claims:
        line = made.add_paragraph()
        line.add_run(f"{subject} " if subject else "").bold = True
        line.add_run(plain(text))


def _figure(made: Word, one: Figure, level: int) -> None:
    _line(made, "Caption", plain(one.title))
    picture = BytesIO(vl_convert.svg_to_png(one.svg, scale=_SCALE))
    shape = made.add_picture(picture, width=_WIDTH)
    about = shape._inline.docPr
    about.set("descr", one.alt)
    about.set("name", one.key)
    made.add_paragraph(one.note)
    _table(made, one.table, level)


def _table(made: Word, one: Table, _: int) -> None:
    _line(made, "Caption", one.caption)
    head = "<w:trPr><w:tblHeader/></w:trPr>"  # repeated on every page, and read aloud as the header
    rows = [f"<w:tr>{head}{_cells(one.header)}</w:tr>"]
    rows += [f"<w:tr>{_cells(plain(cell) for cell in row.cells)}</w:tr>" for row in one.rows]
    grid = "<w:gridCol/>" * len(one.header)
    look = '<w:tblStyle w:val="LightList"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1"/>'
    text = f"<w:tbl {_SPACE}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    # Parsed at once: building cell by cell takes seconds for a report.
    made.add_paragraph(one.note)._p.addprevious(parse_xml(text))


def _cells(texts: Iterable[str]) -> str:
    return "".join(
        f'<w:tc><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>' for text in texts
    )


_WRITERS: dict[type, Any] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Remarks: _remarks,
    Quotes: _quotes,
    VerdictBox: _verdict,
    Figure: _figure,
    Table: _table,
}


def _stilled(made: Word) -> bytes:
    """Saved with one fixed time in the archive, so that bytes depend on content alone."""
    first, still = BytesIO(), BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as new:
        write = partial(new.writestr, compress_type=zipfile.ZIP_DEFLATED)
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            write(zipfile.ZipInfo(name, _EPOCH), old.read(name))
    return still.getvalue()
