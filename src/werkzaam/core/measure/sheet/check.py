"""What only we ask of a sheet: keys, names for SPSS, a version, cells that are read as yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from werkzaam.core.measure.sheet import cells
from werkzaam.core.measure.sheet.book import Book
from werkzaam.core.measure.sheet.define import RESERVED, as_number
from werkzaam.core.measure.sheet.definition import Definition
from werkzaam.core.measure.sheet.faults import CHOICES, SETTINGS, SURVEY, SheetFault

KEY = re.compile(r"[a-z][a-z0-9_.-]{0,63}", re.IGNORECASE)
SLUG = re.compile(r"[A-Za-z0-9_-]{1,50}")
SPSS = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
SHAPE = "a letter first, then letters, digits and _"
YES_NO = ("reverse", "sensitive", "reworded")


def own_faults(book: Book, definition: Definition) -> Iterator[SheetFault]:
    yield from _settings(definition)
    yield from _keys(definition)
    yield from _spss(definition)
    yield from _yes_no(book)
    yield from _scores(book)


def _settings(definition: Definition) -> Iterator[SheetFault]:
    if not SLUG.fullmatch(definition.key):
        message = "give the questionnaire a short name of letters, digits, - and _"
        yield SheetFault(SETTINGS, 2, "form_id", message)
    if not 1 <= len(definition.version) <= 20:
        yield SheetFault(
            SETTINGS, 2, "version", "give a version of at most 20 characters; each change gets a new one"
        )


def _keys(definition: Definition) -> Iterator[SheetFault]:
    """A name that cannot be a key is told by the compiler, as a name."""
    taken: dict[str, int] = {}
    for entry in definition.entries:
        if entry.key != entry.name and not KEY.fullmatch(entry.key):
            yield SheetFault(SURVEY, entry.row, "key", f'"{entry.key}" cannot be a key: {SHAPE}')
        if entry.key.lower() in taken:
            message = f'"{entry.key}" is the key of row {taken[entry.key.lower()]} already'
            yield SheetFault(SURVEY, entry.row, "key", message)
        taken.setdefault(entry.key.lower(), entry.row)


def _spss(definition: Definition) -> Iterator[SheetFault]:
    taken: dict[str, str] = {}
    for entry in definition.entries:
        name = entry.spss.upper()
        if not SPSS.fullmatch(entry.spss) or name in RESERVED:
            yield SheetFault(SURVEY, entry.row, "spss", f'"{entry.spss}" cannot be a name in SPSS: {SHAPE}')
        if taken.get(name, entry.key.lower()) != entry.key.lower():
            yield SheetFault(
                SURVEY, entry.row, "spss", f'"{entry.spss}" is the name of another question already'
            )
        taken.setdefault(name, entry.key.lower())


def _yes_no(book: Book) -> Iterator[SheetFault]:
    for number, row in book.survey.numbered():
        for column in YES_NO:
            told = cells.plain(row, column)
            if told.lower() not in cells.YES | cells.NO:
                yield SheetFault(SURVEY, number, column, f'"{told}" is neither yes nor no')


def _scores(book: Book) -> Iterator[SheetFault]:
    for number, row in book.choices.numbered():
        told = cells.plain(row, "score")
        if told and as_number(told) is None:
            yield SheetFault(CHOICES, number, "score", f'"{told}" is not a number')
