"""A book to an XForm by pyxform; every fault is told, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from werkzaam.core.measure.form.xml import WZ_URI
from werkzaam.core.measure.sheet import cells
from werkzaam.core.measure.sheet.book import Book
from werkzaam.core.measure.sheet.define import define
from werkzaam.core.measure.sheet.faults import CHOICES, SETTINGS, SURVEY, SheetFault

CARRIED = ("key", "scale", "reverse", "scale_rule", "scale_min", "spss", "sensitive")
"""Our columns of the survey sheet, which travel along in the compiled form."""
OURS = (*CARRIED, "reworded")
OUR_SETTINGS = ("titles", "intro", "licence", "minutes", "to_review")
MOST_FAULTS = 50

ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
PLACE = re.compile(r"On the '([\w ]+)' sheet, (?:the '([^']+)' )?")
COLUMN = re.compile(r"[Ii]n column '([^']+)'|column:? '([^']+)'|the '([^']+)' (?:value|column)")

INVALID = re.compile(r"^value (?:is invalid\. |(?='))")

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The XForm ("" where none could be made) and every fault that was met; with faults it is only to look further."""

    xform: str
    faults: tuple[SheetFault, ...]


def compile_book(book: Book) -> Outcome:
    """By pyxform, which stops at its first fault: so the row is replaced and it is asked again."""
    from pyxform.errors import PyXFormError  # takes a second: only for who makes a questionnaire
    from pyxform.xls2xform import convert

    sheets = _for_pyxform(book)
    struck: set[tuple[str, int]] = set()
    faults = list(_no_list(book))
    for fault in faults:
        _strike(sheets, fault, struck)
    while len(faults) < MOST_FAULTS:
        try:
            return Outcome(convert(_copy(sheets)).xform, tuple(faults))
        except PyXFormError as error:
            fault = _located(sheets, told(str(error)), str(error))
            faults.append(fault)
            if not _strike(sheets, fault, struck):
                break
    return Outcome("", tuple(faults))


def _no_list(book: Book) -> Iterator[SheetFault]:
    """Choices that stand nowhere; pyxform would tell of the first alone."""
    definition = define(book)
    for entry in definition.entries:
        if entry.listed and "$" not in entry.listed and not definition.choices(entry):
            message = f'there is no list "{entry.listed}" on the choices sheet'
            yield SheetFault(SURVEY, entry.row, "type", message)


def told(message: str) -> SheetFault:
    """pyxform's message as a place in the sheet and what is wrong there."""
    row, place = ROW.search(message), PLACE.search(message)
    clean = INVALID.sub("", PLACE.sub("", ROW.sub("", message))).strip()
    column = COLUMN.search(message)
    return SheetFault(
        sheet=place[1] if place else _sheet(message),
        row=int(row[1]) if row else 0,
        column=(
            place[2] if place and place[2] else next(filter(None, column.groups()), "") if column else ""
        ),
        message=clean[:1].lower() + clean[1:] if clean[:2] != clean[:2].upper() else clean,
        code="sheet-invalid",
    )


def _located(sheets: Mapping[str, Rows], fault: SheetFault, message: str) -> SheetFault:
    """A fault without a row at the first row whose type or name the message quotes."""
    quoted = set(re.findall(r"'([^']+)'", message))
    for number, row in enumerate(sheets[SURVEY], start=2):
        for column in () if fault.row else ("type", "name"):
            if row.get(column) in quoted:
                return replace(fault, sheet=SURVEY, row=number, column=column)
    return fault


def _sheet(message: str) -> str:
    lower = message.lower()
    found = [name for name in (CHOICES, SETTINGS, SURVEY) if f"{name} sheet" in lower or f"'{name}'" in lower]
    return found[0] if found else SURVEY if ROW.search(message) else ""


def _strike(sheets: dict[str, Rows], fault: SheetFault, struck: set[tuple[str, int]]) -> bool:
    """Put something harmless in the place of the row at fault, so that the next fault shows; once per row."""
    place = (fault.sheet, fault.row)
    rows = sheets.get(fault.sheet, [])
    if place in struck or not 2 <= fault.row < len(rows) + 2:
        return False
    struck.add(place)
    old = rows[fault.row - 2]
    kind = old.get("type", "").lower()
    if fault.sheet == SURVEY and not kind.startswith(("begin", "end")):
        name = old.get("name", "")
        valid = re.fullmatch(r"[A-Za-z_][\w.-]*", name) and sum(row.get("name") == name for row in rows) == 1
        rows[fault.row - 2] = {"type": "note", "name": name if valid else f"struck_{fault.row}", "label": "-"}
        return True
    if fault.sheet == CHOICES:
        rows[fault.row - 2] = {**old, "name": f"struck_{fault.row}", "label": "-"}
        return True
    return False


def _for_pyxform(book: Book) -> dict[str, Rows]:
    """Our own columns as attributes in our own namespace, our own settings left out."""
    survey = [
        {_heading(name): cell for name, cell in row.items() if _passes(name)} for row in book.survey.rows
    ]
    settings = [
        {name: cell for name, cell in row.items() if cells.meaning(name)[0] not in OUR_SETTINGS}
        for row in book.settings.rows
        if row
    ]
    if not settings:
        settings = [{}]
    spaces = settings[0].get("namespaces", "")
    settings[0]["namespaces"] = f'{spaces} wz="{WZ_URI}"'.strip()
    choices = [
        {name: cell for name, cell in row.items() if " " not in name or "::" in name}
        for row in book.choices.rows
    ]
    found: dict[str, Rows] = {SURVEY: survey, SETTINGS: settings}
    return {**found, CHOICES: choices} if choices else found


def _passes(heading: str) -> bool:
    name = cells.meaning(heading)[0]
    return name not in OURS or name in CARRIED


def _heading(heading: str) -> str:
    name = cells.meaning(heading)[0]
    return f"bind::wz:{name}" if name in CARRIED else heading


def _copy(sheets: Mapping[str, Rows]) -> dict[str, Rows]:
    """pyxform writes in what it is given."""
    return {name: [dict(row) for row in rows] for name, rows in sheets.items()}
