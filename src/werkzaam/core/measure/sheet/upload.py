"""What was sent in: a sheet alone, a sheet with its sounds and pictures, or a zip of them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from werkzaam.core.measure.sheet.book import LARGEST, Book, read_book
from werkzaam.core.measure.sheet.faults import SheetFault, SheetProblem
from werkzaam.core.measure.sheet.media import LARGEST_FILE, media_faults

MOST_FILES = 1000  # seven languages of a long questionnaire
LARGEST_ALL = 100_000_000  # bytes, unpacked
SHEETS = ("xlsx", "xlsm", "xls", "csv")
SPREADSHEET = "[Content_Types].xml"  # the part that makes a zip an Office file
ENCRYPTED = 0x1  # general purpose bit flag of a zip's entry (APPNOTE.TXT 4.4.4)

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Upload:
    """The book, and sounds and pictures by name."""

    book: Book
    media: Mapping[str, bytes] = field(default_factory=dict)


def received(files: Sequence[File]) -> Upload:
    """Sort out what was sent: one sheet, and the rest sound and pictures. Raises SheetProblem with every fault."""
    alone = len(files) == 1
    if alone and _is_parcel(files[0][1]):
        alone, files = False, list(_unpacked(*files[0]))
    if len(files) > MOST_FILES or sum(len(content) for _, content in files) > LARGEST_ALL:
        raise _refused(f"more than {MOST_FILES} files, or {LARGEST_ALL // 1_000_000} MB together")
    sheets = [file for file in files if alone or _ending(file[0]) in SHEETS]  # alone: by its content
    if len(sheets) != 1:
        told = ", ".join(name for name, _ in sheets) or "none"
        raise _refused(f"send one sheet (.xlsx or .csv) with its sounds and pictures; here: {told}")
    return Upload(read_book(sheets[0][1], sheets[0][0]), _media([one for one in files if one not in sheets]))


def _media(files: Sequence[File]) -> dict[str, bytes]:
    names = [name for name, _ in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults = [_told(f'"{name}" is there twice') for name in twice]
    faults += [fault for name, content in files for fault in media_faults(name, content)]
    if faults:
        raise SheetProblem(faults)
    return dict(files)


def _is_parcel(content: bytes) -> bool:
    """A zip that is no spreadsheet; one that cannot be opened is left to the reader of sheets."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return SPREADSHEET not in packed.namelist()
    except zipfile.BadZipFile:
        return False


def _unpacked(name: str, content: bytes) -> Iterator[File]:
    """Its files by their last name: folders inside are left out, as are what computers hide there."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        inside = [part for part in packed.infolist() if not part.is_dir() and not _hidden(part.filename)]
        if len(inside) > MOST_FILES or sum(part.file_size for part in inside) > LARGEST_ALL:
            raise _refused(f"more than {MOST_FILES} files, or {LARGEST_ALL // 1_000_000} MB together")
        for part in inside:
            yield _last(part.filename), _read(packed, part, name)


def _read(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    """Never more than a file may be, whatever its heading says."""
    if part.flag_bits & ENCRYPTED:
        raise _refused(f"{name} is locked with a password: save it without one")
    try:
        with packed.open(part) as opened:
            return opened.read(max(LARGEST, LARGEST_FILE) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise _refused(f"{name} is damaged: {_last(part.filename)} cannot be unpacked") from None


def _hidden(path: str) -> bool:
    return (
        "__MACOSX" in path
        or _last(path).startswith((".", "~"))
        or _last(path) in ("Thumbs.db", "desktop.ini")
    )


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _told(message: str) -> SheetFault:
    return SheetFault("", 0, "", message, "upload-refused")


def _refused(message: str) -> SheetProblem:
    return SheetProblem([_told(f"{message}.")])
