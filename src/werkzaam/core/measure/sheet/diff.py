"""What changed between two versions of a questionnaire, and what of it changes meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkzaam.core.measure.model import Text
from werkzaam.core.measure.sheet.definition import Definition, Entry, Listed


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    TYPE = "type"
    CHOICE_ADDED = "choice-added"
    CHOICE_REMOVED = "choice-removed"
    CHOICE_REWORDED = "choice-reworded"
    CHOICE_SCORE = "choice-score"
    RULE = "rule"
    SCORING = "scoring"
    MOVED = "moved"


MEANING = frozenset(
    {
        Kind.REWORDED,
        Kind.TYPE,
        Kind.CHOICE_ADDED,
        Kind.CHOICE_REMOVED,
        Kind.CHOICE_REWORDED,
        Kind.CHOICE_SCORE,
        Kind.SCORING,
    }
)
"""Kinds after which an answer under the same key need not mean what it meant."""
DECLARABLE = frozenset({Kind.REWORDED, Kind.CHOICE_REWORDED})


@dataclass(frozen=True, slots=True)
class Change:
    """One change at a question (`key`); `language` and `choice` where it concerns those."""

    kind: Kind
    key: str
    row: int
    old: str = ""
    new: str = ""
    language: str = ""
    choice: str = ""
    declared: bool = False


def differences(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Every change, in the order of the new version; what is gone comes last."""
    before = {entry.key: entry for entry in old.entries}
    now = {entry.key: entry for entry in new.entries}
    found: list[Change] = []
    for entry in new.entries:
        if entry.key in before:
            found += _changes(old, before[entry.key], new, entry)
        else:
            found.append(Change(Kind.ADDED, entry.key, entry.row))
    gone = [entry for entry in old.entries if entry.key not in now]
    return (
        *found,
        *_rules(old, new),
        *_moved(old, new),
        *(Change(Kind.REMOVED, entry.key, 0) for entry in gone),
    )


def meaning_changed(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Changes that may not happen under the same key once there are answers.

    New words pass where the row declares `reworded`; anything else needs a new key.
    """
    return tuple(change for change in differences(old, new) if change.kind in MEANING and not change.declared)


def _changes(old: Definition, was: Entry, new: Definition, entry: Entry) -> Iterator[Change]:
    for text, other in ((was.label, entry.label), (was.hint, entry.hint)):
        for language, before, now in _reworded(text, other):
            yield Change(Kind.REWORDED, entry.key, entry.row, before, now, language, declared=entry.reworded)
    if was.type != entry.type:
        yield Change(Kind.TYPE, entry.key, entry.row, was.type, entry.type)
    yield from _choices(old.choices(was), new.choices(entry), entry)
    for column in ("relevant", "constraint", "required", "choice_filter"):
        yield from _cell(Kind.RULE, was, entry, column)
    for column in ("scale", "reverse", "calculation"):
        yield from _cell(Kind.SCORING, was, entry, column)


def _cell(kind: Kind, was: Entry, entry: Entry, column: str) -> Iterator[Change]:
    before, now = getattr(was, column), getattr(entry, column)
    if before != now:
        yield Change(kind, entry.key, entry.row, _shown(before), _shown(now))


def _shown(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _reworded(was: Text, now: Text) -> Iterator[tuple[str, str, str]]:
    """A language that is new is no change: nobody answered in it."""
    for language, before in was.items():
        if language in now and " ".join(before.split()) != " ".join(now[language].split()):
            yield language, before, now[language]


def _choices(was: tuple[Listed, ...], now: tuple[Listed, ...], entry: Entry) -> Iterator[Change]:
    before, after = _named(was), _named(now)
    for name, choice in after.items():
        if name not in before:
            yield Change(Kind.CHOICE_ADDED, entry.key, entry.row, choice=name)
            continue
        if before[name].score != choice.score:
            scores = str(before[name].score), str(choice.score)
            yield Change(Kind.CHOICE_SCORE, entry.key, entry.row, *scores, choice=name)
        for language, old, new in _reworded(before[name].label, choice.label):
            yield Change(
                Kind.CHOICE_REWORDED, entry.key, entry.row, old, new, language, name, declared=entry.reworded
            )
    for name in before:
        if name not in after:
            yield Change(Kind.CHOICE_REMOVED, entry.key, entry.row, choice=name)


def _rules(old: Definition, new: Definition) -> Iterator[Change]:
    """Scales of both versions that are counted otherwise, told at their first question."""
    before, now = _scored(old), _scored(new)
    for outcome in (outcome for outcome in now if outcome in before):
        was, rule = before[outcome], now[outcome]
        if was[0] != rule[0]:
            before_said, said = (f"{outcome}: {' '.join(one[0])}" for one in (was, rule))
            yield Change(Kind.SCORING, rule[1].key, rule[1].row, before_said, said)


def _scored(told: Definition) -> dict[str, tuple[tuple[str, str], Entry]]:
    """Per scale its rule and its fewest answers, wherever among its questions they stand, and its first question."""
    found: dict[str, list[Entry]] = {}
    for entry in told.entries:
        for outcome in entry.scale:
            found.setdefault(outcome, []).append(entry)
    return {outcome: (_rule(entries), entries[0]) for outcome, entries in found.items()}


def _rule(entries: list[Entry]) -> tuple[str, str]:
    rule = next((entry.scale_rule for entry in entries if entry.scale_rule), "mean")
    return rule, next((entry.scale_min for entry in entries if entry.scale_min), "all")


def _named(listed: tuple[Listed, ...]) -> Mapping[str, Listed]:
    return {one.name: one for one in listed}


def _moved(old: Definition, new: Definition) -> Iterator[Change]:
    """Questions that stand in another order among those that both versions have."""
    both = {entry.key for entry in old.entries} & {entry.key for entry in new.entries}
    before = [entry.key for entry in old.entries if entry.key in both]
    now = [entry for entry in new.entries if entry.key in both]
    for key, entry in zip(before, now, strict=True):
        if key != entry.key:
            yield Change(Kind.MOVED, entry.key, entry.row)
