"""The report as a tagged PDF (PDF/UA-1) by Typst, the same bytes on every machine."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from werkzaam.core.report.document import Document, Figure, Section, Table

_FONTS = Path(__file__).parent / "fonts"


def pdf(document: Document, *, on: date, authors: tuple[str, ...] = ()) -> bytes:
    """The document as PDF/UA-1, dated `on`. Only fonts shipped with Typst and with us are used."""
    plain = {
        **_plain(document),
        "labels": dict(document.labels),
        "anchors": anchors(document),
        "authors": list(authors),
    }
    made = typst.compile(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(plain, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return (resources.files(__package__) / "templates" / "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])


def anchors(document: Document) -> list[str]:
    """The rows that numbers can point to."""
    return sorted({row.anchor for table in _tables(document.sections) for row in table.rows if row.anchor})


def _tables(blocks: tuple[Any, ...]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure):
            found.append(block.table)
        elif isinstance(block, Section):
            found += _tables(block.blocks)
    return found


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
