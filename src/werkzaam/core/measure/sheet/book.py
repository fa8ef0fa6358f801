"""A workbook as it was made: its sheets, row by row, from a spreadsheet (.xlsx, .xls) or as CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzaam.core.measure.sheet.faults import CHOICES, SETTINGS, SURVEY, SheetFault, SheetProblem
from werkzaam.table import workbook

SHEETS = (SURVEY, CHOICES, SETTINGS)
LARGEST = 5_000_000  # bytes
UNPACKED = 60_000_000  # bytes of a spreadsheet when unpacked: small files can hide large ones
ROWS = 20_000
OLD_BOX = b"\xd0\xcf\x11\xe0"  # [MS-CFB]: spreadsheets of before 2007, and new ones behind a password
LOCKED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.2
BROKEN = (KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
MACROS = "vbaProject.bin"  # ISO/IEC 29500 names no macros; this is where they are kept


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 2 of the sheet; a blank row is empty, so that counting holds."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def numbered(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        return ((number, row) for number, row in enumerate(self.rows, start=2) if row)

    def lines(self) -> list[list[str | None]]:
        """Every row as cells in the order of the columns; None where a cell is empty."""
        return [[row.get(column) for column in self.columns] for row in self.rows]


EMPTY = Sheet((), ())


@dataclass(frozen=True, slots=True)
class Book:
    survey: Sheet
    choices: Sheet = EMPTY
    settings: Sheet = EMPTY

    @property
    def sheets(self) -> tuple[tuple[str, Sheet], ...]:
        return tuple(zip(SHEETS, (self.survey, self.choices, self.settings), strict=True))

    @property
    def sha256(self) -> str:
        """Of the content: rows in order, columns by name; where a column stands makes no difference."""
        told = {name: [row for row in sheet.rows if row] for name, sheet in self.sheets}
        canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def as_xlsx(self) -> bytes:
        """As a spreadsheet to work on further; `read_book` gives the same content back. No cell is a formula."""
        sheets = {name: (sheet.columns, sheet.lines()) for name, sheet in self.sheets if sheet.columns}
        return workbook(sheets, told=str)

    def as_csv(self) -> str:
        """The whole book as one text; `read_book` gives it back."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        for name, sheet in self.sheets:
            if sheet.columns:
                writer.writerow([name])
                writer.writerow(["", *sheet.columns])
                writer.writerows(
                    ["", *(row.get(column, "") for column in sheet.columns)] for row in sheet.rows
                )
        return out.getvalue()


def read_book(content: bytes, name: str) -> Book:
    """A book from a file's bytes; its name tells the kind. Raises SheetProblem."""
    if len(content) > LARGEST:
        raise _unreadable(f"{name} is larger than {LARGEST // 1_000_000} MB")
    kind = name.rpartition(".")[2].lower()
    if content[:4] == OLD_BOX and LOCKED in content:
        raise _unreadable(f"{name} is locked with a password: save it without one")
    if kind == "xls" or content[:4] == OLD_BOX:
        return _from_spreadsheet("xls_to_dict", content, name)
    if kind == "xlsx" or content[:2] == b"PK":
        _check_packed(content, name)
        return _from_spreadsheet("xlsx_to_dict", content, name)
    try:
        return read_csv(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _unreadable(
            f"{name} is neither a spreadsheet nor text in UTF-8: save it as a spreadsheet (.xlsx), or as text with the "
            "choice CSV UTF-8"
        ) from None


def read_csv(text: str) -> Book:
    """A book from one CSV text: a line with the sheet's name, its heading, its rows behind an empty first cell.

    Between the cells stands what the first heading begins with: a comma, a semicolon (Dutch Excel) or a tab.
    """
    found: dict[str, list[list[str]]] = {}
    lines: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=_between(text)):
            if line and line[0].strip():
                lines = found.setdefault(line[0].strip().lower(), [])
                line = ["", *line[1:]] if any(cell.strip() for cell in line[1:]) else []
            if line or lines:
                lines.append([cell.strip() for cell in line[1:]])
    except csv.Error as error:
        raise _unreadable(f"this CSV cannot be read: {error}") from None
    if SURVEY not in found:
        raise _unreadable('there is no sheet called "survey"')
    return Book(*(_sheet(name, found.get(name, [])) for name in SHEETS))


def _between(text: str) -> str:
    starts = (line.lstrip('"')[:1] for line in text.splitlines()[1:])
    return next((start for start in starts if start and start in ",;\t"), ",")


def _sheet(name: str, lines: list[list[str]]) -> Sheet:
    filled = [number for number, line in enumerate(lines) if any(line)]
    if not filled:
        return EMPTY
    columns, rows = lines[filled[0]], lines[filled[0] + 1 : filled[-1] + 1]
    _check_columns(name, [column for column in columns if column], len(rows))
    told = [
        {column: cell for column, cell in zip(columns, line, strict=False) if column and cell}
        for line in rows
    ]
    return Sheet(tuple(column for column in columns if column), tuple(told))


def _check_columns(name: str, columns: list[str], rows: int) -> None:
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise SheetProblem([SheetFault(name, 1, column, "this column stands here twice") for column in twice])
    if rows > ROWS:
        raise SheetProblem([SheetFault(name, 0, "", f"more than {ROWS} rows")])


def _from_spreadsheet(reader: str, content: bytes, name: str) -> Book:
    from pyxform import xls2json_backends  # takes a second: only for who makes a questionnaire
    from pyxform.errors import PyXFormError

    try:
        told = getattr(xls2json_backends, reader)(io.BytesIO(content))
    except (PyXFormError, *BROKEN) as error:
        raise _unreadable(f"{name} cannot be read as a spreadsheet: {error}") from None
    if not told.get(SURVEY):
        raise _unreadable('there is no sheet called "survey", or it is empty')
    return Book(*(_told_sheet(told, name) for name in SHEETS))


def _told_sheet(told: Mapping[str, list[dict[str, object]]], name: str) -> Sheet:
    heading = told.get(f"{name}_header") or [{}]
    rows = [{str(key): str(value).strip() for key, value in row.items()} for row in told.get(name, [])]
    while rows and not rows[-1]:
        rows.pop()
    _check_columns(name, [], len(rows))
    return Sheet(tuple(str(column) for column in heading[0]), tuple(rows))


def _check_packed(content: bytes, name: str) -> None:
    """By what the parts say of themselves; a part that is larger than it says is damaged when it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise _unreadable(f"{name} is damaged: it cannot be read as a spreadsheet") from None
    if any(part.filename.endswith(MACROS) for part in parts):
        raise _unreadable(f"{name} holds macros: save it as .xlsx without macros")
    if sum(part.file_size for part in parts) > UNPACKED:
        raise _unreadable(f"{name} is larger than {UNPACKED // 1_000_000} MB when unpacked")


def _unreadable(message: str) -> SheetProblem:
    return SheetProblem([SheetFault("", 0, "", f"{message}.", "sheet-unreadable")])
