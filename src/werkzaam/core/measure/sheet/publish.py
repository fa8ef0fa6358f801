"""A sheet made ready to be asked: compiled, checked against what we support, fixed by its hash."""

from __future__ import annotations

from dataclasses import dataclass

from werkzaam.core.measure.form import Form, FormProblem, Wrong, read_form
from werkzaam.core.measure.model import Instrument
from werkzaam.core.measure.sheet.book import Book
from werkzaam.core.measure.sheet.check import own_faults
from werkzaam.core.measure.sheet.compile import compile_book
from werkzaam.core.measure.sheet.define import define
from werkzaam.core.measure.sheet.definition import Definition, rows_by_path
from werkzaam.core.measure.sheet.faults import SURVEY, SheetFault, SheetProblem
from werkzaam.core.measure.sheet.scales import instrument, scales

COLUMNS = {"calculate": "calculation"}


@dataclass(frozen=True, slots=True)
class Published:
    """One version for good. `sha256` is of the book's content; `instrument` is what scoring uses."""

    book: Book
    definition: Definition
    instrument: Instrument
    form: Form
    xform: str
    sha256: str


def publish(book: Book) -> Published:
    """Raises SheetProblem with every fault, in the sheet's own terms."""
    definition = define(book)
    faults = [*own_faults(book, definition), *scales(book, definition)[1]]
    compiled = compile_book(book)
    faults += compiled.faults
    form = _form(definition, compiled.xform, faults) if compiled.xform else None
    if faults or form is None:
        raise SheetProblem(faults)
    return Published(book, definition, instrument(book, definition), form, compiled.xform, book.sha256)


def kept_instrument(book: Book) -> Instrument:
    """Items and scales of a book that was published before: read without compiling it again."""
    return instrument(book, define(book))


def _form(definition: Definition, xform: str, faults: list[SheetFault]) -> Form | None:
    try:
        return read_form(xform)
    except FormProblem as problem:
        known = {(fault.sheet, fault.row) for fault in faults}
        faults += [one for one in _faults(definition, problem) if (one.sheet, one.row) not in known]
        return None


def _faults(definition: Definition, problem: FormProblem) -> list[SheetFault]:
    rows = rows_by_path(definition)
    if not problem.wrong:
        return [SheetFault("", 0, "", problem.message, problem.code)]
    return [_fault(rows, one) for one in problem.wrong]


def _fault(rows: dict[str, int], wrong: Wrong) -> SheetFault:
    """A repeat's count is kept in a node of its own, beside the repeat."""
    path, about = wrong.path, wrong.about
    if path not in rows and path.endswith("_count"):
        path, about = path.removesuffix("_count"), "repeat_count"
    code = "function-unsupported" if wrong.function else "sheet-unsupported"
    return SheetFault(SURVEY, rows.get(path, 0), COLUMNS.get(about, about), wrong.message, code)
