"""A table as a file that a spreadsheet opens, where no cell is ever read as a formula.

Office Open XML (ISO/IEC 29500) with one sheet of plain cells is a handful of lines in a zip: no library is needed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SCHEMA = "http://schemas.openxmlformats.org"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSX = f"{KIND}.sheet"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{SCHEMA}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{SCHEMA}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{SCHEMA}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{SCHEMA}/spreadsheetml/2006/main" '
    f'xmlns:r="{SCHEMA}/officeDocument/2006/relationships">'
    '<sheets><sheet name="Werkzaam" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{SCHEMA}/package/2006/relationships"><Relationship '
    f'Id="rId1" Type="{SCHEMA}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
FROZEN = (  # the header stays in sight
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" defaultColWidth="18"/>'
)
Rows = Iterable[Sequence[object]]


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    """As Dutch spreadsheets open it: semicolons, UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[str], rows: Rows) -> bytes:
    """The same table as a workbook of one sheet; the same table gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet(header, rows)}.items():
            book.writestr(zipfile.ZipInfo(name), f"{HEAD}{content}", zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sheet(header: Sequence[str], rows: Rows) -> str:
    lines = (f"<row>{''.join(map(cell, row))}</row>" for row in (header, *rows))
    return (
        f'<worksheet xmlns="{SCHEMA}/spreadsheetml/2006/main">{FROZEN}'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def cell(value: object) -> str:
    """A number as a number, nothing as an empty cell, all else as text."""
    if value is None:
        return "<c/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(NOT_XML.sub("", safe(value)))}</t></is></c>'


def safe(value: object) -> str:
    """Text of a cell; what a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
