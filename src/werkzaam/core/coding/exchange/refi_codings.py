"""Passages of one REFI-QDA source as codings, put where the other program meant them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from werkzaam.core.coding.coding import Coding, Origin, Stance
from werkzaam.core.coding.exchange.composed import composed
from werkzaam.core.coding.exchange.guid import bare, derived
from werkzaam.core.coding.exchange.loss import Ledger
from werkzaam.core.coding.exchange.offsets import Convention, Pair, place
from werkzaam.core.coding.exchange.project import Memo
from werkzaam.core.coding.exchange.refi_codes import ReadCodes, child, children, text_of
from werkzaam.core.coding.exchange.refi_texts import Text
from werkzaam.core.coding.reading.turns import turns
from werkzaam.core.coding.source import Source, unix

UNKNOWN = "unknown"  # the coder of codings that name none
_ORIGIN = re.compile(r"^(?P<name>.*) \((?P<origin>rule|model)\)$")
Notes = Mapping[str, tuple[str, str]]


class Coders:
    """Who coded, and whether that was a person: names say so."""

    def __init__(self, users: Any | None, ledger: Ledger) -> None:
        self._ledger = ledger
        self.names: dict[str, str] = {}
        self._origins: dict[str, Origin] = {}
        for user in children(users, "User") if users is not None else ():
            key, name = bare(user.get("guid", "")), user.get("name", "") or user.get("id", "")
            told = _ORIGIN.match(name)
            self.names[key] = told["name"] if told else name
            self._origins[key] = Origin(told["origin"]) if told else Origin.HUMAN

    def of(self, *nodes: Any) -> tuple[str, Origin]:
        """The key and origin of whoever made the first of these nodes that tells."""
        for node in nodes:
            made = bare(node.get("creatingUser", ""))
            if made:
                self.names.setdefault(made, made)
                return made, self._origins.get(made, Origin.HUMAN)
        self._ledger.note("unknown-coder", bare(nodes[0].get("guid", "")))
        self.names.setdefault(UNKNOWN, UNKNOWN)
        return UNKNOWN, Origin.HUMAN


@dataclass(frozen=True, slots=True)
class _Reading:
    source: Source
    codes: ReadCodes
    notes: Notes
    coders: Coders
    ledger: Ledger


def coded(
    text: Text, way: Convention, codes: ReadCodes, notes: Notes, coders: Coders, ledger: Ledger
) -> tuple[Source, tuple[Coding, ...], tuple[Memo, ...]]:
    """The source as it is kept, its codings, and memos on it."""
    placed = place(text.marked, way)
    plain = unix(text.raw or "")
    kept, moved = composed(plain, {position for pair in placed if pair for position in pair})
    if kept != text.raw:
        ledger.note("text-changed", text.key)
    reading = _Reading(Source(text.key, text.name, kept, turns(kept)), codes, notes, coders, ledger)
    found = [
        coding for node, pair in _pairs(text, placed, moved, ledger) for coding in _of(reading, node, pair)
    ]
    found += _whole(reading, text.node)
    return reading.source, tuple(_once(found, ledger)), tuple(_memos(reading, text))


def _pairs(
    text: Text, placed: Iterable[Pair | None], moved: Mapping[int, int], ledger: Ledger
) -> Iterator[tuple[Any, Pair]]:
    for node, pair in zip(text.selections, placed, strict=True):
        if pair is None or moved[pair[0]] >= moved[pair[1]]:
            ledger.note("selection-outside", bare(node.get("guid", "")))
        else:
            yield node, (moved[pair[0]], moved[pair[1]])


def _of(reading: _Reading, node: Any, pair: Pair) -> Iterator[Coding]:
    """The codings of a passage; its own notes go along with each."""
    own = [*_said(reading.notes, node), *filter(None, [text_of(node, "Description")])]
    for one in children(node, "Coding"):
        coding = _coding(reading, one, node, pair)
        if coding is not None:
            memos = dict.fromkeys([*_said(reading.notes, one), *own])
            yield replace(coding, memo="\n".join(memos))


def _coding(reading: _Reading, node: Any, selection: Any, pair: Pair) -> Coding | None:
    reference = child(node, "CodeRef")
    code = bare(reference.get("targetGUID", "")) if reference is not None else ""
    stance = Stance.AGAINST if code in reading.codes.against else Stance.FOR
    code = reading.codes.against.get(code, code)
    key = bare(node.get("guid", "")) or derived("coding", f"{reading.source.key}:{pair}:{code}")
    if all(one.key != code for one in reading.codes.book.codes):
        reading.ledger.note("coding-unknown-code", key)
        return None
    coder, origin = reading.coders.of(node, selection)
    at = _moment(node.get("creationDateTime"))
    return Coding(key, reading.source.key, *pair, code, coder, origin, stance, at=at)


def _moment(written: str | None) -> datetime | None:
    """xsd:dateTime; without a zone, UTC."""
    try:
        found = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _whole(reading: _Reading, node: Any) -> list[Coding]:
    """Codes on the source itself."""
    found = [_coding(reading, one, node, (0, len(reading.source.text))) for one in children(node, "Coding")]
    kept = [coding for coding in found if coding is not None]
    reading.ledger.note("coding-whole-source", *(coding.key for coding in kept))
    return kept


def _once(codings: Iterable[Coding], ledger: Ledger) -> Iterator[Coding]:
    there: set[tuple[object, ...]] = set()
    keys: set[str] = set()
    for coding in codings:
        same = (*coding.place, coding.code, coding.coder, coding.stance)
        if same in there or coding.key in keys:
            ledger.note("coding-twice", coding.key)
            continue
        there.add(same)
        keys.add(coding.key)
        yield coding


def _said(notes: Notes, node: Any) -> list[str]:
    keys = (bare(one.get("targetGUID", "")) for one in children(node, "NoteRef"))
    return [notes[key][1] for key in keys if key in notes and notes[key][1]]


def _memos(reading: _Reading, text: Text) -> Iterator[Memo]:
    """Notes on the source, and on passages nobody coded."""
    for one in children(text.node, "NoteRef"):
        key = bare(one.get("targetGUID", ""))
        if key in reading.notes:
            yield Memo(key, reading.notes[key][1], text.key, reading.notes[key][0])
    for node in text.selections:
        if not children(node, "Coding"):
            key = bare(node.get("guid", ""))
            reading.ledger.note("selection-uncoded", key)
            said = [*_said(reading.notes, node), *filter(None, [text_of(node, "Description")])]
            if said:
                yield Memo(derived("memo", key), "\n".join(said), text.key, node.get("name", ""))
