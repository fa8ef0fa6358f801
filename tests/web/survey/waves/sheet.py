"""The questionnaire as its readers know it: words on paper in seven languages, read from the sheet by itself."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO

from werkzaam.core.measure import shipped_text

LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "uk")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its `kind` (of XLSForm) and its words by language; `choices` as (name, words by language)."""

    key: str
    kind: str
    words: dict[str, str]
    choices: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def sheet() -> dict[str, Asked]:
    """Questions by key, in the order of asking."""
    tables = _tables()
    choices: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for row in tables["choices"]:
        choices.setdefault(row["list_name"], []).append((row["name"], _words(row)))
    found = {}
    for row in tables["survey"]:
        kind, _space, listed = row["type"].partition(" ")
        found[row["name"]] = Asked(row["name"], kind, _words(row), choices.get(listed, []))
    return found


def _words(row: dict[str, str]) -> dict[str, str]:
    return {
        code: words
        for code in LANGUAGES
        for head, words in row.items()
        if head.startswith("label") and head.endswith(f"({code})")
    }


def _tables() -> dict[str, list[dict[str, str]]]:
    tables: dict[str, list[dict[str, str]]] = {}
    here: list[dict[str, str]] = []
    heads: list[str] = []
    for row in csv.reader(StringIO(shipped_text("core-battery"))):
        if row[0]:
            here, heads = tables.setdefault(row[0], []), []
        elif not heads:
            heads = row
        else:
            here.append(dict(zip(heads, row, strict=False)))
    return tables
