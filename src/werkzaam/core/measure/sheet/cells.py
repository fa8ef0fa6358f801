"""Cells by what their column means: headings in any spelling, words per language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from werkzaam.core.measure.language import code

ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "repeat": "repeat_count",
    "read_only": "readonly",
    "list name": "list_name",
    "value": "name",
    "image": "media::image",
    "audio": "media::audio",
    "video": "media::video",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "command": "type",
    "tag": "name",
    "form_id": "id_string",
    "form_title": "title",
}
TRANSLATED = ("label", "hint", "constraint_message", "required_message", "media::audio", "media::image")
DEFAULT = "default"
YES = frozenset({"yes", "true", "true()", "1", "ja"})
NO = frozenset({"", "no", "false", "false()", "0", "nee"})


@lru_cache(maxsize=2048)
def meaning(heading: str) -> tuple[str, str]:
    """(column, language code); the language is "default" where the heading names none."""
    parts = [part.strip() for part in re.split(r"::?", heading) if part.strip()]
    first = parts[0].lower() if parts else ""
    if first == "media" and len(parts) > 1:
        first, parts = f"media::{parts[1].lower()}", parts[1:]
    first = ALIASES.get(first, first)
    return first, code(parts[1]) if len(parts) > 1 else DEFAULT


def plain(row: Mapping[str, str], column: str) -> str:
    """The one cell under a column that has no languages."""
    return next((cell for heading, cell in row.items() if meaning(heading)[0] == column), "")


def words(row: Mapping[str, str], column: str, default: str) -> dict[str, str]:
    """Per language what stands under a column; without a language it is in the `default` one."""
    found: dict[str, str] = {}
    for heading, cell in row.items():
        name, language = meaning(heading)
        if name == column:
            found[default if language == DEFAULT else language] = cell
    return found


def languages(headings: Iterable[str], default: str) -> tuple[str, ...]:
    """Every language of the translated columns, the default first, then as they stand."""
    found = dict.fromkeys([default] if default else [])
    for heading in headings:
        name, language = meaning(heading)
        if name in TRANSLATED and language != DEFAULT:
            found.setdefault(language)
    return tuple(found) or (DEFAULT,)
