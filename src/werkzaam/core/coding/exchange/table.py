"""All codings as a table (CSV), one row each, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import io

from werkzaam.core.coding.coding import in_order, passage
from werkzaam.core.coding.exchange.project import Project

COLUMNS = (
    "source", "start", "end", "code", "path", "kind", "stance", "coder", "origin", "coded_at", "memo", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def codings_csv(project: Project) -> bytes:
    """Columns as COLUMNS, lines ended by CRLF (RFC 4180), in the order of the texts; positions in code points.

    UTF-8 with a byte order mark, without which Excel guesses the encoding.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
    Raises CodingProblem (`coding-outside`, `code-unknown`).
    """
    sources = {source.key: source for source in project.sources}
    codes = {
        code.key: (code.name, " / ".join(project.codebook.path(code.key)), code.kind or "")
        for code in project.codebook.codes
    }
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in in_order(project.codings):
        source = sources[one.source]
        name, path, kind = codes[one.code]
        coder = project.coders.get(one.coder, one.coder)
        at = one.at.isoformat() if one.at else ""
        words = passage(source.text, one)
        cells = (name, path, kind, one.stance, coder, one.origin, at, one.memo, words)
        rows.writerow([_plain(source.name), one.start, one.end, *map(_plain, cells)])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else str(cell)
