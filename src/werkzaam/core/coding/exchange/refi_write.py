"""A project as REFI-QDA 1.0 (.qdpx): one XML and the plain texts, in an archive. Same project, same bytes."""

from __future__ import annotations

import io
import math
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from werkzaam.core.coding.coding import Coding, Origin, Stance, in_order
from werkzaam.core.coding.exchange.guid import derived, guid
from werkzaam.core.coding.exchange.loss import Ledger, Loss
from werkzaam.core.coding.exchange.project import Project, Value
from werkzaam.core.coding.exchange.refi_codes import PROJECT, against_guid, element, write_codes, write_kinds
from werkzaam.core.coding.problem import CodingProblem
from werkzaam.core.coding.source import Source

_MADE = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest an archive can say: the moment of writing is nobody's business here
_TYPES: Mapping[type, str] = {bool: "Boolean", int: "Integer", float: "Float", date: "Date", str: "Text"}


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, and what it could not hold."""

    data: bytes
    losses: tuple[Loss, ...]


def write_qdpx(project: Project) -> Exported:
    """The project as .qdpx. Passages count code points, end not included, as the standard says.

    Raises CodingProblem: `coding-outside` (past its text), `code-unknown`, `source-unknown`.
    """
    _check(project)
    ledger = Ledger()
    for source in project.sources:
        if any(turn.begins is not None for turn in source.turns):
            ledger.note("turn-times", source.key)
    return Exported(_packed(_qde(project), project.sources), ledger.losses())


def _check(project: Project) -> None:
    lengths = {source.key: len(source.text) for source in project.sources}
    codes = {code.key for code in project.codebook.codes}
    for coding in project.codings:
        if coding.source not in lengths:
            raise CodingProblem("A passage is of a source that is not there.", code="source-unknown")
        if coding.end > lengths[coding.source]:
            raise CodingProblem("A passage runs past the end of its text.", code="coding-outside")
        if coding.code not in codes:
            raise CodingProblem("A passage has a code that is not there.", code="code-unknown")


def _packed(qde: bytes, sources: tuple[Source, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        archive.writestr(zipfile.ZipInfo("project.qde", _MADE), qde, zipfile.ZIP_DEFLATED)
        for source in sources:
            entry = zipfile.ZipInfo(f"sources/{guid('source', source.key)}.txt", _MADE)
            archive.writestr(entry, source.text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _qde(project: Project) -> bytes:
    root = etree.Element(f"{{{PROJECT}}}Project", nsmap={None: PROJECT})
    root.set("name", project.name)
    root.set("origin", "Werkzaam")
    notes = _notes_about(project)
    _users(root, project)
    if project.codebook.codes:
        against = [coding.code for coding in project.codings if coding.stance is Stance.AGAINST]
        write_codes(element(root, "CodeBook"), project.codebook, against=against, notes=notes)
    _cases(root, project)
    _sources(root, project, notes)
    _notes(root, project)
    write_kinds(root, project.codebook, reference="targetGUID")
    for note in notes.get("", ()):
        element(root, "NoteRef", targetGUID=note)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _user(coder: str, origin: Origin) -> str:
    return guid("coder", coder) if origin is Origin.HUMAN else derived(f"coder-{origin}", coder)


def _users(root: Any, project: Project) -> None:
    """A coder per origin: the standard does not tell people from rules, their names do."""
    there = sorted({(coding.coder, coding.origin) for coding in project.codings})
    there += sorted({(coder, Origin.HUMAN) for coder in project.coders} - set(there))
    if not there:
        return
    users = element(root, "Users")
    for coder, origin in there:
        name = project.coders.get(coder, coder) + ("" if origin is Origin.HUMAN else f" ({origin})")
        element(users, "User", guid=_user(coder, origin), name=name)


def _cases(root: Any, project: Project) -> None:
    if not project.cases:
        return
    types = _variable_types(project)
    if types:
        variables = element(root, "Variables")
        for name, kind in types.items():
            element(variables, "Variable", guid=derived("variable", name), name=name, typeOfVariable=kind)
    cases = element(root, "Cases")
    for case in project.cases:
        node = element(cases, "Case", guid=guid("case", case.key), name=case.name)
        for name, value in case.values.items():
            held = element(node, "VariableValue")
            element(held, "VariableRef", targetGUID=derived("variable", name))
            element(held, f"{types[name]}Value", _value(value, types[name]))
        for source in case.sources:
            element(node, "SourceRef", targetGUID=guid("source", source))


def _variable_types(project: Project) -> dict[str, str]:
    """The type of each variable; Text where its values are of several."""
    types: dict[str, set[str]] = defaultdict(set)
    for case in project.cases:
        for name, value in case.values.items():
            odd = isinstance(value, float) and not math.isfinite(value)
            types[name].add("Text" if odd else _TYPES.get(type(value), "Text"))
    return {name: next(iter(found)) if len(found) == 1 else "Text" for name, found in types.items()}


def _value(value: Value, kind: str) -> str:
    if kind == "Boolean":
        return "true" if value else "false"
    return f"{Decimal(str(value)):f}" if kind == "Float" else str(value)


def _sources(root: Any, project: Project, notes: Mapping[str, list[str]]) -> None:
    if not project.sources:
        return
    places: dict[str, dict[tuple[int, int], list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for coding in in_order(project.codings):
        places[coding.source][coding.start, coding.end].append(coding)
    sources = element(root, "Sources")
    for source in project.sources:
        name = guid("source", source.key)
        node = element(
            sources, "TextSource", guid=name, name=source.name, plainTextPath=f"internal://{name}.txt"
        )
        for (start, end), codings in places[source.key].items():
            _selection(node, f"{source.key}:{start}:{end}", start, end, codings)
        for note in notes.get(source.key, ()):
            element(node, "NoteRef", targetGUID=note)


def _selection(parent: Any, key: str, start: int, end: int, codings: list[Coding]) -> None:
    made = derived("selection", key)
    node = element(parent, "PlainTextSelection", guid=made, startPosition=str(start), endPosition=str(end))
    for coding in codings:
        one = element(
            node,
            "Coding",
            guid=guid("coding", coding.key),
            creatingUser=_user(coding.coder, coding.origin),
            creationDateTime=coding.at.isoformat() if coding.at else "",
        )
        against = coding.stance is Stance.AGAINST
        code = against_guid(coding.code) if against else guid("code", coding.code)
        element(one, "CodeRef", targetGUID=code)
        if coding.memo:
            element(one, "NoteRef", targetGUID=derived("memo", coding.key))


def _notes_about(project: Project) -> dict[str, list[str]]:
    notes: dict[str, list[str]] = defaultdict(list)
    for memo in project.memos:
        notes[memo.about].append(guid("memo", memo.key))
    return notes


def _notes(root: Any, project: Project) -> None:
    said = [(guid("memo", memo.key), memo.title, memo.text) for memo in project.memos]
    said += [(derived("memo", coding.key), "memo", coding.memo) for coding in project.codings if coding.memo]
    if not said:
        return
    notes = element(root, "Notes")
    for made, title, text in said:
        element(element(notes, "Note", guid=made, name=title), "PlainTextContent", text)
