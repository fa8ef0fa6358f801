"""Tables as files that a spreadsheet opens, where no cell is ever read as a formula.

Office Open XML (ISO/IEC 29500) with plain cells is a handful of lines in a zip: no library is needed.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from werkzaam.printable import printable

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SCHEMA = "http://schemas.openxmlformats.org"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSX = f"{KIND}.sheet"
RELATION = f"{SCHEMA}/officeDocument/2006/relationships"
PACKAGE = f"{SCHEMA}/package/2006"
MAIN = f"{SCHEMA}/spreadsheetml/2006/main"
FROZEN = (  # the header stays in sight
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" defaultColWidth="18"/>'
)
Rows = Iterable[Sequence[object]]
Told = Callable[[object], str]


def safe(value: object) -> str:
    """Text of a cell; what a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    """As Dutch spreadsheets open it: semicolons, decimal commas, UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(value: object) -> str:
    """A number is no formula, also where it is negative."""
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value) if isinstance(value, int) else safe(value)


def as_xlsx(header: Sequence[str], rows: Rows) -> bytes:
    """The same table as a workbook of one sheet; the same table gives the same bytes."""
    return workbook({"Werkzaam": (header, rows)})


def workbook(sheets: Mapping[str, tuple[Sequence[str], Rows]], *, told: Told = safe) -> bytes:
    """Sheets by name, each with its header. `told` writes a text cell: with `str` it stays as it is.

    Cells are marked as text, which no spreadsheet calculates; `safe` is for who saves the sheet as CSV.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in _parts(sheets, told).items():
            book.writestr(zipfile.ZipInfo(name), f"{HEAD}{content}", zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(sheets: Mapping[str, tuple[Sequence[str], Rows]], told: Told) -> dict[str, str]:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    lead = "".join(_relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    pages = {
        f"xl/worksheets/sheet{number}.xml": _sheet(header, rows, told)
        for number, (header, rows) in zip(numbers, sheets.values(), strict=True)
    }
    return {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(lead),
        **pages,
    }


def _types(sheets: int) -> str:
    parts = {"workbook": "sheet.main", **{f"worksheets/sheet{n}": "worksheet" for n in range(1, sheets + 1)}}
    told = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f"{told}</Types>"
    )


def _relations(told: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"/>'


def _sheet(header: Sequence[str], rows: Rows, told: Told) -> str:
    lines = "".join(f"<row>{''.join(_cell(cell, told) for cell in row)}</row>" for row in _all(header, rows))
    return f'<worksheet xmlns="{MAIN}">{FROZEN}<sheetData>{lines}</sheetData></worksheet>'


def _all(header: Sequence[str], rows: Rows) -> Rows:
    yield header
    yield from rows


def _cell(value: object, told: Told) -> str:
    """A number as a number, nothing as an empty cell, all else as text."""
    if value is None:
        return "<c/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(printable(told(value)))}</t></is></c>'
