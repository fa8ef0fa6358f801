"""A project out of REFI-QDA 1.0 (.qdpx), whoever wrote it: all or nothing, and told what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzaam.core.coding.coding import in_order
from werkzaam.core.coding.exchange.guid import bare
from werkzaam.core.coding.exchange.loss import Ledger, Loss
from werkzaam.core.coding.exchange.offsets import Diagnosis, diagnose
from werkzaam.core.coding.exchange.project import Memo, Project
from werkzaam.core.coding.exchange.refi_cases import cases
from werkzaam.core.coding.exchange.refi_codes import ReadCodes, child, children, read_codes, text_of
from werkzaam.core.coding.exchange.refi_codings import Coders, coded
from werkzaam.core.coding.exchange.refi_texts import Text, texts
from werkzaam.core.coding.markup import parse
from werkzaam.core.coding.problem import ExchangeProblem
from werkzaam.core.coding.unpack import Archive


@dataclass(frozen=True, slots=True)
class Imported:
    """A project (keys are its GUIDs), what was lost or changed, and in which way the other program counted."""

    project: Project
    losses: tuple[Loss, ...]
    offsets: Diagnosis


def read_qdpx(data: bytes, *, without_missing: bool = False) -> Imported:
    """The project in a .qdpx. Every source becomes NFC text with LF and positions in code points.

    Raises SourceProblem (`archive-…`, `xml-…`, `encoding-unknown`), CodingProblem (`code-twice`) and ExchangeProblem:
    `exchange-not-project`, `exchange-text-missing` (or, `without_missing`, those sources are left out).
    """
    archive, ledger = Archive(data), Ledger()
    root = _root(archive)
    given = _present(list(texts(root, archive, ledger)), ledger, without_missing=without_missing)
    _note_lost(root, ledger)
    offsets = diagnose([text.marked for text in given])
    project = _project(root, given, offsets, ledger)
    return Imported(project, ledger.losses(), offsets)


def _root(archive: Archive) -> Any:
    names = sorted(name for name in archive.names if name.lower().endswith(".qde"))
    root = parse(archive.read(names[0])) if names else None
    if root is None or root.tag.rpartition("}")[2] != "Project":
        message = (
            "There is no REFI-QDA project in this file. Export the project as .qdpx from the other program."
        )
        raise ExchangeProblem(message, code="exchange-not-project")
    return root


def _present(given: list[Text], ledger: Ledger, *, without_missing: bool) -> list[Text]:
    missing = [text.key for text in given if text.raw is None]
    if missing and not without_missing:
        message = (
            f"The text of {len(missing)} of {len(given)} sources is not in this file, so nothing was kept. Export the "
            "project anew with its sources inside, or take it in without those."
        )
        raise ExchangeProblem(message, code="exchange-text-missing", missing=len(missing), sources=len(given))
    ledger.note("source-missing", *missing)
    ledger.note(
        "source-empty", *(text.key for text in given if text.raw is not None and not text.raw.strip())
    )
    return [text for text in given if text.raw is not None and text.raw.strip()]


def _note_lost(root: Any, ledger: Ledger) -> None:
    for tag, code in (("Graphs", "graph"), ("Links", "link")):
        found = child(root, tag)
        for one in found.iterchildren("*") if found is not None else ():
            ledger.note(code, bare(one.get("guid", "")))


def _project(root: Any, given: list[Text], offsets: Diagnosis, ledger: Ledger) -> Project:
    codes = _codes(root, ledger)
    notes = _notes(root)
    coders = Coders(child(root, "Users"), ledger)
    read = [coded(text, offsets.convention, codes, notes, coders, ledger) for text in given]
    sources = tuple(source for source, _, _ in read)
    memos = [memo for _, _, found in read for memo in found]
    return Project(
        name=root.get("name", ""),
        codebook=codes.book,
        sources=sources,
        codings=in_order(coding for _, codings, _ in read for coding in codings),
        memos=(*memos, *_memos(root, codes, notes)),
        cases=tuple(cases(root, frozenset(source.key for source in sources), ledger)),
        coders=coders.names,
    )


def _codes(root: Any, ledger: Ledger) -> ReadCodes:
    book = child(root, "CodeBook")
    codes = child(book, "Codes") if book is not None else None
    return read_codes(codes, child(root, "Sets"), root.get("name", ""), ledger)


def _notes(root: Any) -> dict[str, tuple[str, str]]:
    """Title and text of every note, by GUID."""
    notes = child(root, "Notes")
    found = children(notes, "Note") if notes is not None else []
    return {
        bare(one.get("guid", "")): (one.get("name", ""), text_of(one, "PlainTextContent")) for one in found
    }


def _memos(root: Any, codes: ReadCodes, notes: Mapping[str, tuple[str, str]]) -> list[Memo]:
    """Notes on codes, and on the project as a whole."""
    about = [(note, code) for code, those in codes.notes.items() for note in those]
    about += [(bare(one.get("targetGUID", "")), "") for one in children(root, "NoteRef")]
    return [Memo(note, notes[note][1], code, notes[note][0]) for note, code in about if note in notes]
