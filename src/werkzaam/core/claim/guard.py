"""The language guard: words that say more than a kind of claim carries, in Dutch and English (5-methods §5.1).

It warns in drafts; a publication waits until each finding is answered (`Written.answer`) or the sentence changed.
Quoted speech of four words or more may say anything, our own sentence may not. A question left open ("whether … is
not known") says nothing. What people say was the cause may be told in an experienced claim as what they say. A
negated cause ("did not lead to") is a claim about a cause too, so it is asked about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from werkzaam.core.claim.dossier import Text, Written
from werkzaam.core.claim.model import Kind, Verdict
from werkzaam.core.claim.render import REFERENCE

SPOKEN = (Verdict.EFFECT, Verdict.HARM)
"""Verdicts under which our own sentence may say that the programme did it."""

_QUOTED = re.compile('“[^”]*”|„[^”“]*[”“]|«[^»]*»|"[^"]*"|‘[^’]*’(?![a-z])')
_SENTENCE = re.compile(r"[^.!?;]+[.!?;]*")
_GAP = r"(?:[ ,]+[^\s,.;:!?]+){0,6}?[ ,]+"
_SPEECH = 4
"""Words from which a quotation is somebody's speech; fewer are our own words in quotation marks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words from `start` to `end` (not with it) of the sentence in `language`; `instead` in both languages."""

    language: str
    start: int
    end: int
    words: str
    sort: str  # causes, reason, moves, contributes, works, prevalence
    instead: Text


@dataclass(frozen=True, slots=True)
class _Class:
    sort: str
    language: str
    pattern: re.Pattern[str]


def findings(claim: Written) -> tuple[Finding, ...]:
    """What the sentence of a written claim says beyond its kind, in each language, in order."""
    return tuple(
        found
        for language, sentence in claim.sentence.items()
        for found in check(sentence, claim.kind, language)
    )


def is_open(claim: Written) -> bool:
    """Whether there are findings and nobody said yet why they may stand."""
    answered = claim.answer is not None and any(words.strip() for words in claim.answer.values())
    return not answered and bool(findings(claim))


def check(sentence: str, kind: Kind, language: str, verdict: Verdict | None = None) -> tuple[Finding, ...]:
    """What one sentence says beyond its kind; nothing for a language that the guard does not know."""
    if kind is Kind.EFFECT and verdict in SPOKEN:
        return ()
    heard = _ours(sentence)
    found = [one for start, clause in _clauses(heard) for one in _in_clause(clause, start, kind, language)]
    return tuple(_outer(sorted(found, key=lambda one: (one.start, -one.end)), sentence))


def _ours(sentence: str) -> str:
    """Our own words, in lower case at their own places; references stand as one word, speech as nothing."""
    text = REFERENCE.sub(lambda found: "#" * len(found[0]), sentence)
    text = _QUOTED.sub(lambda found: _unspoken(found[0]), text)
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _unspoken(quoted: str) -> str:
    return " " * len(quoted) if len(quoted.split()) >= _SPEECH else f" {quoted[1:-1]} "


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    for found in _SENTENCE.finditer(text):
        yield found.start(), found[0]


def _in_clause(clause: str, start: int, kind: Kind, language: str) -> Iterator[Finding]:
    rules = _rules()
    if any(pattern.search(clause) for pattern in rules.open.get(language, ())):
        return
    told = kind in rules.attributed_kinds and any(
        pattern.search(clause) for pattern in rules.attributed.get(language, ())
    )
    for one in rules.classes:
        refused = one.language == language and one.sort in rules.refused[kind]
        if refused and not (told and one.sort in rules.attributed_classes):
            for found in one.pattern.finditer(clause):
                yield _finding(one, start + found.start(), start + found.end())


def _finding(one: _Class, start: int, end: int) -> Finding:
    return Finding(one.language, start, end, "", one.sort, _rules().instead[one.sort])


def _outer(found: list[Finding], sentence: str) -> Iterator[Finding]:
    """Each stretch of words once, with the words as they stand."""
    end = -1
    for one in found:
        if one.start >= end:
            end = one.end
            yield Finding(
                one.language, one.start, one.end, sentence[one.start : one.end], one.sort, one.instead
            )


@dataclass(frozen=True, slots=True)
class _Rules:
    refused: Mapping[Kind, frozenset[str]]
    attributed_kinds: frozenset[Kind]
    attributed_classes: frozenset[str]
    attributed: Mapping[str, tuple[re.Pattern[str], ...]]
    open: Mapping[str, tuple[re.Pattern[str], ...]]
    classes: tuple[_Class, ...]
    instead: Mapping[str, Text]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(files(__package__).joinpath("guard.toml").read_text(encoding="utf-8"))
    told, languages = table["attributed"], table["open"]
    return _Rules(
        refused={Kind(kind): frozenset(sorts) for kind, sorts in table["refused"].items()},
        attributed_kinds=frozenset(map(Kind, told["kinds"])),
        attributed_classes=frozenset(told["classes"]),
        attributed={code: tuple(_pattern(one, code, table) for one in told[code]) for code in languages},
        open={code: tuple(_pattern(one, code, table) for one in told) for code, told in languages.items()},
        classes=tuple(_class(row, table) for row in table["words"]),
        instead=table["instead"],
    )


def _class(row: Mapping[str, Any], table: Mapping[str, Any]) -> _Class:
    whole = "|".join(f"(?:{one})" for one in row["find"])
    return _Class(row["class"], row["language"], _pattern(whole, row["language"], table))


def _pattern(source: str, language: str, table: Mapping[str, Any]) -> re.Pattern[str]:
    """`…` as a gap of words, a space as any white space, `{doing}` as what a programme does; whole words."""
    text = source.replace("{doing}", table["doing"][language]).replace("( …)? ?", _GAP)
    text = text.replace("…", _GAP)
    return re.compile(rf"(?<![\w-])(?:{text})(?![\w-])")
