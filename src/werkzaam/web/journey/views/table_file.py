"""What stands on a page, taken as a file: as csv or as a workbook, by whoever may open the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.table import XLSX, Rows, as_csv, as_xlsx
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.rules import Access

FORMATS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, XLSX)}


def wanted(asked: QueryDict) -> str:
    """`csv` or `xlsx` where the page was asked for as a file, else nothing."""
    kind = asked.get("file", "")
    return kind if kind in FORMATS else ""


def written(kind: str, header: Sequence[str], rows: Rows) -> bytes:
    return FORMATS[kind][0](header, rows)


def attached(name: str, kind: str, content: bytes) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=FORMATS[kind][1], headers=disposition)


def taken(
    access: Access, name: str, kind: str, header: Sequence[str], rows: Sequence[Sequence[object]]
) -> HttpResponse:
    """The table as a file; that it was taken stands in the ledger, with how many rows."""
    at, details = timezone.now(), {"list": name, "file": kind, "rows": len(rows)}
    ledger.record(by=access.account, at=at, side=GUIDANCE, act="journey.take_file", details=details)
    return attached(f"werkzaam-{name}-{timezone.localdate(at)}", kind, written(kind, header, rows))
