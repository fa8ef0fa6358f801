"""CSV as municipalities and statistics packages write it: comma, semicolon or tab; decimal point or comma."""

from __future__ import annotations

import csv
import io
import re

import pyarrow as pa

from werkzaam.core.panel.problem import PanelProblem

DELIMITERS = (",", ";", "\t")
DECIMAL_COMMA = re.compile(r"[+-]?\d+(,\d+)?")


def read_delimited(content: bytes, file: str) -> pa.Table:
    """A table of text columns. Raises PanelProblem (`data-not-utf8`, `data-empty`, `data-ragged`, …)."""
    text = _decoded(content, file)
    _refuse_nul(text, file)
    delimiter = _delimiter(text.split("\n", 1)[0])
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows or not any(rows[0]):
        raise PanelProblem(
            f"{file} is empty: a first line with column names is expected.", code="data-empty", file=file
        )
    header, body = [name.strip() for name in rows[0]], [row for row in rows[1:] if row]
    _check_shape(header, body, file)
    columns = list(zip(*body, strict=True)) if body else [()] * len(header)
    if delimiter != ",":
        columns = [_decimal_points(column) for column in columns]
    return pa.table(
        {name: pa.array(list(column), pa.string()) for name, column in zip(header, columns, strict=True)}
    )


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PanelProblem(
            f"{file}, line {line}: this is not UTF-8 text. Nothing was kept; save the file as "
            '"CSV UTF-8" and try again.',
            code="data-not-utf8",
            file=file,
            line=line,
        ) from None


def _refuse_nul(text: str, file: str) -> None:
    """A NUL is no text: left alone it would make one person two."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        message = f"{file}, line {line}: the file is damaged (a NUL). Nothing was kept; export it again."
        raise PanelProblem(message, code="data-unreadable", file=file, line=line)


def _delimiter(header: str) -> str:
    """The mark that the header holds most; a comma when it holds none."""
    return max(DELIMITERS, key=header.count)


def _check_shape(header: list[str], body: list[list[str]], file: str) -> None:
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        message = (
            f'{file}: the column "{twice}" stands in the first line twice; give each column its own name.'
        )
        raise PanelProblem(message, code="data-duplicate-column", file=file, column=twice)
    for number, row in enumerate(body, start=1):
        if len(row) != len(header):
            raise PanelProblem(
                f"{file}, data row {number}: {len(row)} cells, but the first line has {len(header)}. "
                "Nothing was kept; check for a missing quote or an extra separator.",
                code="data-ragged",
                file=file,
                row=number,
            )


def _decimal_points(column: tuple[str, ...]) -> tuple[str, ...]:
    """`3,5` becomes `3.5` where a whole column is written so; a column that mixes marks is left alone."""
    given = [cell.strip() for cell in column if cell.strip()]
    if any("," in cell for cell in given) and all(DECIMAL_COMMA.fullmatch(cell) for cell in given):
        return tuple(cell.replace(",", ".") for cell in column)
    return column
