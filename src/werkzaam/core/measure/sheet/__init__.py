"""Questionnaires as spreadsheets (XLSForm): read, compiled, compared, gated."""

from werkzaam.core.measure.sheet.book import LARGEST, Book, read_book, read_csv
from werkzaam.core.measure.sheet.define import define
from werkzaam.core.measure.sheet.definition import Definition, Entry, Listed, Section
from werkzaam.core.measure.sheet.diff import Change, differences, meaning_changed
from werkzaam.core.measure.sheet.faults import SheetFault, SheetProblem
from werkzaam.core.measure.sheet.gate import Lack, lacks, ready
from werkzaam.core.measure.sheet.media import asked_media, media_type
from werkzaam.core.measure.sheet.publish import Published, kept_instrument, publish
from werkzaam.core.measure.sheet.upload import Upload, received

__all__ = [
    "LARGEST",
    "Book",
    "Change",
    "Definition",
    "Entry",
    "Lack",
    "Listed",
    "Published",
    "Section",
    "SheetFault",
    "SheetProblem",
    "Upload",
    "asked_media",
    "define",
    "differences",
    "kept_instrument",
    "lacks",
    "meaning_changed",
    "media_type",
    "publish",
    "read_book",
    "read_csv",
    "ready",
    "received",
]
