"""The rows of "my data" in the reader's words: labels for names of fields, days written out, codes by their label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkzaam.web.journey.views.own_sections import SECTIONS, Part, Section

LANGUAGES: Final = dict(settings.LANGUAGES)


def sections(rows: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    """Title and parts of each subject that holds something."""
    filled = ({"title": str(one.title), "parts": list(parts(one, rows))} for one in SECTIONS)
    return [one for one in filled if one["parts"]]


def parts(section: Section, rows: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for part in section.parts:
        told = [line for line in lines(part, rows.get(part.model, ())) if line]
        if told:
            yield {"title": str(part.title or ""), "rows": told}


def lines(part: Part, rows: Iterable[Any]) -> list[list[list[str]]]:
    """Label and value of all that each row holds, the oldest row first."""
    held = [[(label, found(row, path)) for path, label in part.fields.items()] for row in rows]
    held.sort(key=moment)
    return [[[str(label), isolated(said(value))] for label, value in row if is_held(value)] for row in held]


def found(row: Any, path: str) -> Any:
    """What stands at the end of the path: of a code its label."""
    *keys, name = path.split(".")
    for key in keys:
        row = getattr(row, key)
        if row is None:
            return None
    if name == "language":
        return LANGUAGES.get(row.language) or _("Another language")
    if name == "days":
        return ", ".join(str(WEEKDAYS[day - 1]) for day in row.days)
    label = getattr(row, f"get_{name}_display", None)
    return label() if label else on_the_day(name, getattr(row, name))


def on_the_day(name: str, value: Any) -> Any:
    """The hour counts only where something was to begin."""
    is_moment = isinstance(value, datetime) and name != "starts_at"
    return timezone.localdate(value) if is_moment else value


def said(value: Any) -> str:
    """One value in the reader's language."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j E Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j E Y")
    return "\n".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def isolated(text: str) -> str:
    """Each line keeps the direction of its own script."""
    return "\n".join(f"\u2068{line}\u2069" for line in text.splitlines())


def is_held(value: Any) -> bool:
    return value not in (None, "", [], {})


def moment(row: list[tuple[Any, Any]]) -> str:
    """The first day of the row, to sort by."""
    return next((value.isoformat() for _label, value in row if isinstance(value, date)), "")
