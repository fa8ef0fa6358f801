"""Codes as REFI-QDA has them, in a codebook (.qdc) and in a project (.qdpx) alike.

What the standard has no place for is put where other programs show it: include and exclude in the description, kinds as
sets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from werkzaam.core.coding.codebook import Code, Codebook, Kind
from werkzaam.core.coding.exchange.guid import bare, derived, guid
from werkzaam.core.coding.exchange.loss import Ledger
from werkzaam.core.coding.fold import fold
from werkzaam.printable import printable

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_PARTS = re.compile(
    r"^(?P<definition>.*?)(?:(?:\A|\n\n)Include: (?P<include>.*?))?"
    r"(?:(?:\A|\n\n)Exclude: (?P<exclude>.*))?\Z",
    re.DOTALL,
)
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def fit(text: str) -> str:
    """Text without what XML cannot hold."""
    return printable(text, " ")


def element(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    """A child in the parent's namespace; empty attributes are left out."""
    space = parent.tag.rpartition("}")[0]
    kept = {name: fit(value) for name, value in attributes.items() if value}
    child = etree.SubElement(parent, f"{space}}}{tag}", kept)
    if text:
        child.text = fit(text)
    return child


def children(node: Any, tag: str) -> list[Any]:
    """Children with this tag in the parent's own namespace."""
    return list(node.iterchildren(f"{node.tag.rpartition('}')[0]}}}{tag}"))


def child(node: Any, tag: str) -> Any | None:
    return next(iter(children(node, tag)), None)


def text_of(node: Any, tag: str) -> str:
    """The text of a child, "" where there is none."""
    found = child(node, tag)
    return (found.text or "") if found is not None else ""


def against_guid(code: str) -> str:
    """Under which GUID passages against a code stand: a code of its own, below it."""
    return derived("against", guid("code", code))


def write_codes(
    parent: Any, book: Codebook, *, against: Iterable[str] = (), notes: Mapping[str, list[str]] | None = None
) -> None:
    """Element Codes with the tree; `against` are codes that get one below them for passages against."""
    codes = element(parent, "Codes")
    nodes: dict[str | None, Any] = {None: codes}
    contrary = set(against)
    for _, code in book.walk():
        node = element(nodes[code.parent], "Code", guid=guid("code", code.key), name=code.name)
        node.set("isCodable", "true" if code.codable else "false")
        if _COLOUR.fullmatch(code.colour):
            node.set("color", code.colour)
        if description := _description(code):
            element(node, "Description", description)
        for note in (notes or {}).get(code.key, ()):
            element(node, "NoteRef", targetGUID=note)
        if code.key in contrary:
            element(
                node, "Code", guid=against_guid(code.key), name=f"{code.name} (against)", isCodable="true"
            )
        nodes[code.key] = node


def write_kinds(parent: Any, book: Codebook, *, reference: str) -> None:
    """Element Sets with a set per kind; `reference` is the attribute that points: targetGUID, in a codebook guid."""
    kinds: dict[Kind, list[str]] = defaultdict(list)
    for code in book.codes:
        if code.kind is not None:
            kinds[code.kind].append(guid("code", code.key))
    if not kinds:
        return
    sets = element(parent, "Sets")
    for kind, members in kinds.items():
        node = element(sets, "Set", guid=derived("kind", kind), name=kind.value)
        for member in members:
            element(node, "MemberCode", **{reference: member})


def _description(code: Code) -> str:
    parts = [code.definition]
    parts += [f"Include: {code.include}"] if code.include else []
    parts += [f"Exclude: {code.exclude}"] if code.exclude else []
    return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """The codes of a file; `against` maps GUIDs for passages against to the code they are about."""

    book: Codebook
    against: Mapping[str, str]
    notes: Mapping[str, list[str]]


def read_codes(codes: Any | None, sets: Any | None, name: str, ledger: Ledger) -> ReadCodes:
    """From elements Codes and Sets, either of which may be missing. Raises CodingProblem (`code-twice`)."""
    kinds = _kinds(sets, ledger)
    against: dict[str, str] = {}
    notes: dict[str, list[str]] = {}
    found = list(_walk(codes, None, kinds, against, notes)) if codes is not None else []
    return ReadCodes(Codebook(_named(found, ledger), name), against, notes)


def _walk(
    parent: Any,
    above: str | None,
    kinds: Mapping[str, Kind],
    against: dict[str, str],
    notes: dict[str, list[str]],
) -> Iterator[Code]:
    for node in children(parent, "Code"):
        key = bare(node.get("guid", ""))
        if above is not None and key == against_guid(above):
            against[key] = above
            continue
        notes[key] = [bare(one.get("targetGUID", "")) for one in children(node, "NoteRef")]
        yield _code(node, key, above, kinds.get(key))
        yield from _walk(node, key, kinds, against, notes)


def _code(node: Any, key: str, above: str | None, kind: Kind | None) -> Code:
    parts = _PARTS.match(text_of(node, "Description"))
    told = parts.groupdict("") if parts else {}
    colour = node.get("color", "").strip()
    codable = node.get("isCodable", "true").strip() not in ("false", "0")
    name = " ".join(node.get("name", "").split()) or "(no name)"
    return Code(key, name, kind, parent=above, colour=colour, codable=codable, **told)


def _kinds(sets: Any | None, ledger: Ledger) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for one in children(sets, "Set") if sets is not None else []:
        members = [
            bare(code.get("targetGUID") or code.get("guid", "")) for code in children(one, "MemberCode")
        ]
        if one.get("name") in set(Kind):
            kinds |= dict.fromkeys(members, Kind(one.get("name")))
        else:
            ledger.note("code-group" if members else "set-other", bare(one.get("guid", "")))
    return kinds


def _named(codes: list[Code], ledger: Ledger) -> tuple[Code, ...]:
    """Other programs let names return under another parent: the later one gets its parent's name before its own."""
    names: dict[str, str] = {code.key: code.name for code in codes}
    taken: set[str] = set()
    named = []
    for code in codes:
        name = code.name
        if fold(name).strip() in taken:
            name = _free(f"{names.get(code.parent or '', '')} / {name}".removeprefix(" / "), taken)
            ledger.note("code-renamed", code.key)
        taken.add(fold(name).strip())
        named.append(replace(code, name=name))
    return tuple(named)


def _free(name: str, taken: set[str]) -> str:
    tries = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if fold(one).strip() not in taken)
