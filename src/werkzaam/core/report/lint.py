"""What makes a document readable for everybody and typesetting does not check: refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from werkzaam.core.report.document import Document, Figure, Section, Table, every, plain
from werkzaam.core.report.edition import EditionProblem
from werkzaam.core.report.teller import LANGUAGES


def check(document: Document) -> None:
    """Raise EditionProblem (`edition-not-accessible`) for the first thing that a screen reader would miss."""
    fault = next(_faults(document), None)
    if fault is not None:
        message = f"The report is not readable for everybody: {fault}. Nothing was written."
        raise EditionProblem(message, code="edition-not-accessible")


def _faults(document: Document) -> Iterator[str]:
    if document.language not in LANGUAGES:
        yield f'"{document.language}" is no language of ours'
    if not document.title.strip():
        yield "it has no title"
    yield from (
        f"section {one.key} has no heading" for one in every(document.sections, Section) if not one.title
    )
    for figure in every(document.sections, Figure):
        if not figure.alt.strip():
            yield f"figure {figure.key} has no description (alt text)"
        if not plain(figure.title).strip():
            yield f"figure {figure.key} has no title"
    yield from (fault for table in every(document.sections, Table) for fault in _table(table))


def _table(table: Table) -> Iterator[str]:
    if not table.caption.strip():
        yield f"table {table.key} has no caption"
    if not all(head.strip() for head in table.header):
        yield f"table {table.key} has a column without a heading"
    if any(len(row.cells) != len(table.header) for row in table.rows):
        yield f"table {table.key} has a row with other columns than its headings"
