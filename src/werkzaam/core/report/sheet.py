"""The report as a tagged PDF (PDF/UA-1, PDF/A-2a) by Typst, the same bytes on every machine."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from werkzaam.core.report.document import Document, Section, Table, anchors

_TALLEST = 1.1
"""How tall a figure may be for its width, to fit on one page with its title and note."""

_WIDEST, _FULL = 0.9, 640.0
"""The share of the text width that a drawing of so many pixels takes; a smaller drawing takes less."""

_PAPER = 468.0
"""Points of text width on the page."""

_NORMAL, _DENSE = 8.5, 7.4
"""Points of a table's text."""

_WIDE, _INSET = 0.54, 0.9
"""Ems that a character takes on average in our font, and that a cell keeps free."""

_TOGETHER, _PARAGRAPHS = 7, 1200
"""Rows, and characters, up to which a table stays on one page."""

_SHORT, _LINE = 18, 60
"""Characters that stay on one line in a cell; characters beyond which a text gets no wider column."""

_FONTS = Path(__file__).parent / "fonts"


def pdf(document: Document, *, on: date, authors: tuple[str, ...] = ()) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a, dated `on`. Only fonts shipped with Typst and with us are used."""
    plain = _plain(document) | {
        "labels": dict(document.labels),
        "anchors": anchors(document),
        "authors": list(authors),
        "sections": [_measured(_plain(_printed(one))) for one in document.sections],
    }
    made = typst.compile(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(plain, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return (resources.files(__package__) / "templates" / "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])


def _printed(section: Section) -> Section:
    """Without the tables that paper leaves out."""
    kept = (one for one in section.blocks if not (isinstance(one, Table) and one.folded))
    return replace(section, blocks=tuple(_printed(one) if isinstance(one, Section) else one for one in kept))


def _measured(block: dict[str, Any]) -> dict[str, Any]:
    """With column widths for tables, and the share of the page width for figures."""
    if block["kind"] == "section":
        return {**block, "blocks": [_measured(one) for one in block["blocks"]]}
    if block["kind"] == "figure":
        return {**block, "table": _measured(block["table"]), "share": _share(block["svg"])}
    return {**block, "fit": _fitted(block)} if block["kind"] == "table" else block


def _share(svg: str) -> float:
    found = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    if found is None:
        return _WIDEST
    width, height = float(found[1]), float(found[2])
    return min(_WIDEST, _WIDEST * width / _FULL, _TALLEST * width / height)


def _fitted(table: dict[str, Any]) -> dict[str, Any]:
    """A text size in points, and per column a width in em or a share of what is left, so that nothing overlaps."""
    base = _DENSE if table["dense"] else _NORMAL
    columns = [_column(table, at) for at in range(len(table["header"]))]
    needed = sum(column["em"] if "em" in column else column["least"] for column in columns)
    size = min(base, _PAPER / needed)
    if not any("share" in column for column in columns):
        columns = [{"share": column["em"]} for column in columns]
    return {"size": size, "columns": columns, "breaks": _breaks(table)}


def _breaks(table: dict[str, Any]) -> bool:
    """Whether a table may run on to a next page: a short one stays together, unless its cells are long."""
    signs = sum(len(part["text"]) for row in table["rows"] for cell in row["cells"] for part in cell)
    return len(table["rows"]) > _TOGETHER or signs > _PARAGRAPHS


def _column(table: dict[str, Any], at: int) -> dict[str, float]:
    """Numbers and short texts get what they need; longer texts share the rest, with room for their longest word."""
    texts = ["".join(part["text"] for part in row["cells"][at]) for row in table["rows"]]
    longest = max(map(len, texts), default=0)
    head = 0.62 * max(map(len, table["header"][at].split()))
    if table["numeric"][at] or longest <= _SHORT:
        return {"em": max(head, _WIDE * longest) + _INSET}
    word = max(len(word) for text in texts for word in text.split())
    return {"share": min(longest, _LINE), "least": max(head, _WIDE * max(word, 16)) + _INSET}


def _plain(value: Any) -> Any:
    """Frozen values as plain ones, each dataclass with its kind."""
    if is_dataclass(value):
        kind = "verdict" if type(value).__name__ == "VerdictBox" else type(value).__name__.lower()
        return {
            "kind": kind,
            **{one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name != "narrow"},
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
