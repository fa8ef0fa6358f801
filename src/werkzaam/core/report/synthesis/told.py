"""A document as plain values, for pages that show it in a dress of their own. Drawings are named, not held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzaam.core.report.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Number,
    Paragraph,
    Section,
    Table,
    Text,
)

Draw = Callable[[Figure], Mapping[str, str]]
"""Where the drawings of a figure are: `wide` and `narrow`."""


def told(document: Document, draw: Draw) -> dict[str, Any]:
    """Title, kicker, facts and sections; a part of a text that is a number keeps its path, value and anchor."""
    return {
        "title": document.title,
        "kicker": document.kicker,
        "facts": [list(fact) for fact in document.facts],
        "sections": [_block(one, draw) for one in document.sections],
    }


def _block(one: Block, draw: Draw) -> dict[str, Any]:
    if isinstance(one, Section):
        blocks = [_block(each, draw) for each in one.blocks]
        return {"kind": "section", "key": one.key, "title": one.title, "blocks": blocks}
    if isinstance(one, Paragraph):
        return {"kind": "paragraph", "tone": one.tone, "text": _text(one.text)}
    if isinstance(one, Bullets):
        return {"kind": "bullets", "items": [_text(item) for item in one.items]}
    if isinstance(one, Table):
        return {"kind": "table", **_table(one)}
    if isinstance(one, Figure):
        return {"kind": "figure", **_figure(one, draw)}
    raise TypeError(type(one).__name__)


def _figure(one: Figure, draw: Draw) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": _text(one.title),
        "alt": one.alt,
        "note": one.note,
        "table": _table(one.table),
        **draw(one),
    }


def _table(one: Table) -> dict[str, Any]:
    rows = [
        {"anchor": row.anchor, "muted": row.muted, "cells": [_text(cell) for cell in row.cells]}
        for row in one.rows
    ]
    return {
        "key": one.key,
        "caption": one.caption,
        "header": list(one.header),
        "numeric": list(one.numeric),
        "rows": rows,
        "note": one.note,
    }


def _text(text: Text) -> list[dict[str, Any]]:
    return [
        {"text": part.text, "path": part.path, "value": part.value, "anchor": part.anchor}
        if isinstance(part, Number)
        else {"text": part.text}
        for part in text
    ]
