"""A study's texts, codes and codings as a whole, to go out. What consent closed stays in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from json import dumps
from typing import Any

from werkzaam.core import coding as core
from werkzaam.web.interview import rules
from werkzaam.web.interview.models import Memo, Source
from werkzaam.web.interview.queries import book, lent, reach, seen, told


def project(found_study: Any, account: str, *, on: date) -> core.Project:
    """Keys carry the study's code, so that two studies never share a GUID; coders are numbered, not named."""
    standing = reach.allowed(found_study.code, on=on)
    rows = Source.objects.filter(study=found_study).defer("folded", "sentences")
    sources = {row.pk: row for row in rows if row.pseudonym in standing}
    codings = [
        (row.coder, book.coding_as_core(row))
        for row in seen.in_study(found_study, account).select_related("round")
        if row.source_id in sources
    ]
    of = found_study.code
    return core.Project(
        name=of,
        codebook=_book(found_study),
        sources=tuple(_source(of, row) for row in sources.values()),
        codings=tuple(_coding(of, coder, one) for coder, one in codings),
        memos=tuple(_memos(found_study, sources)),
        cases=tuple(_cases(found_study, sources)),
        coders=_numbered(sorted({coder for coder, _ in codings})),
    )


def _numbered(coders: list[str]) -> dict[str, str]:
    return {coder: f"coder {number}" for number, coder in enumerate(coders, 1)}


def _book(found_study: Any) -> core.Codebook:
    of, found = found_study.code, book.as_core(book.codes(found_study))
    codes = (
        replace(one, key=_code(of, one.key), parent=one.parent and _code(of, one.parent))
        for one in found.codes
    )
    return core.Codebook(tuple(codes), of)


def _source(of: str, row: Source) -> core.Source:
    return core.Source(f"{of}-{row.pk}", row.title, row.text, rules.turns(row.turns))


def _coding(of: str, coder: str, one: core.Coding) -> core.Coding:
    return replace(
        one, key=f"{of}-{one.key}", source=f"{of}-{one.source}", code=_code(of, one.code), coder=coder
    )


def _memos(found_study: Any, sources: dict[int, Source]) -> list[core.Memo]:
    of = found_study.code
    rows = Memo.objects.filter(study=found_study)
    return [
        core.Memo(f"{of}-{row.pk}", row.text, _about(of, row))
        for row in rows
        if row.source_id is None or row.source_id in sources
    ]


def _about(of: str, row: Memo) -> str:
    if row.code_id:
        return _code(of, row.code_id)
    return f"{of}-{row.source_id}" if row.source_id else ""


def _code(of: str, key: object) -> str:
    """A code's key is never a source's: a memo is about one thing, told by its key alone."""
    return f"{of}-code-{key}"


def _cases(found_study: Any, sources: dict[int, Source]) -> list[core.Case]:
    """Voices with their attributes, as cases."""
    known = lent.known(found_study)
    voices = [voice for row in sources.values() for voice in told.voices(row, known)]
    persons: dict[str, list[core.Voice]] = {}
    for voice in voices:
        persons.setdefault(voice.person, []).append(voice)
    return [
        core.Case(
            person, person[:8] if "-" not in person else person,
            tuple(dict.fromkeys(f"{found_study.code}-{one.source}" for one in of)),
            {"perspective": of[0].perspective, **of[0].attributes},
        )
        for person, of in persons.items()
    ]  # fmt: skip


def _json(told: dict[str, Any]) -> bytes:
    return dumps(told, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Form:
    """A way for a project to go out: file ending, type, and how it is written."""

    ending: str
    type: str
    write: Callable[[core.Project], bytes]


TABLE = "text/csv; charset=utf-8"
FORMS = {
    "qdpx": Form("qdpx", "application/zip", lambda one: core.write_qdpx(one).data),
    "qdc": Form("qdc", "application/xml", lambda one: core.write_qdc(one.codebook)),
    "codebook": Form("codebook.csv", TABLE, lambda one: core.codebook_csv(one.codebook)),
    "codings": Form("csv", TABLE, lambda one: core.codings_csv(one)),
    "annotations": Form("jsonld", "application/ld+json", lambda one: _json(core.web_annotations(one))),
}
