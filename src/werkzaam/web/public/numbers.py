"""Every number of an edition by its path, and the thing it belongs to: what a click on a number leads to."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from werkzaam.core.claim.render import number as written
from werkzaam.core.report.edition import Edition
from werkzaam.core.report.paths import anchor, entity
from werkzaam.web.public import names
from werkzaam.web.public.kept import Kept

ESTIMATES = "estimates.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, or a number with its full value and the place where it stands with its like."""

    text: str
    link: str = ""
    value: float | None = None

    @property
    def full(self) -> str:
        """As a program writes it."""
        return exact(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One number: its path, what it is, rounded for reading, in full, and where the report's tables show it."""

    path: str
    name: str
    shown: str
    value: float | None
    link: str
    table: str
    subject: str = ""

    @property
    def full(self) -> str:
        """As a program writes it."""
        return exact(self.value)


@dataclass(frozen=True, slots=True)
class Thing:
    """What numbers belong to: an estimate, a development, an experienced element."""

    key: str
    kind: str
    subject: str
    count: int


@dataclass(frozen=True, slots=True)
class Known:
    """Every path of an edition with its value, and the things they belong to with how many numbers each has."""

    values: Mapping[str, float | None]
    things: Mapping[str, int]


_known: Kept[Known] = Kept(100)


def known(edition: Edition) -> Known:
    """All estimates, and what claims rest on beside them."""
    return _known.get((edition.directory, edition.digest), lambda: _gathered(edition))


def values(edition: Edition) -> Mapping[str, float | None]:
    """Every path with its value."""
    return known(edition).values


def things(edition: Edition, language: str) -> dict[str, list[Thing]]:
    """What there is a page of numbers of, by kind."""
    found: dict[str, list[Thing]] = {}
    for key, count in known(edition).things.items():
        one = Thing(key, names.kind(key), names.subject(edition, key, language), count)
        found.setdefault(one.kind, []).append(one)
    return found


def rows(edition: Edition, paths: Iterable[str], language: str) -> list[Row]:
    """These numbers, in their own order; a path to a thing stands for all its numbers."""
    all_of_them, wanted = values(edition), list(paths)
    exact = [path for path in wanted if path in all_of_them]
    whole = tuple(f"{one}." for one in wanted if one not in all_of_them)
    within = [path for path in all_of_them if path.startswith(whole)] if whole else []
    shown = anchors(edition, language)
    found = dict.fromkeys([*exact, *within])
    return [_row(edition, path, all_of_them[path], language, shown) for path in found]


def of(edition: Edition, thing: str, language: str) -> list[Row]:
    """Every number of one thing."""
    return rows(edition, [path for path in values(edition) if entity(path) == thing], language)


def said(edition: Edition, parts: Iterable[Mapping[str, Any]]) -> list[Part]:
    """A sentence of which each number leads to its estimate."""
    there = values(edition)
    return [
        Part(
            one["text"],
            _place(edition, one["path"]) if there.get(one["path"]) is not None else "",
            one.get("value"),
        )
        if one.get("path")
        else Part(one["text"])
        for one in parts
    ]


def link(edition: Edition, path: str) -> str:
    """Where the number stands with its like; a path to a thing leads to its page, to several things to them all."""
    key, thing, there = edition.directory.name, entity(path), known(edition)
    if path in there.values:
        return _place(edition, path)
    if thing in there.things:
        return reverse("public:number", args=[key, thing])
    return reverse("public:numbers", args=[key])


def anchors(edition: Edition, language: str) -> frozenset[str]:
    """The rows of tables in the report that can be pointed at."""
    name = edition.report("html", language)
    return _anchors(edition.directory / name, edition.digest)


def exact(value: float | None) -> str:
    """Every digit, a whole number without a point; empty where there is no number."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _row(edition: Edition, path: str, value: float | None, language: str, shown: frozenset[str]) -> Row:
    at = anchor(path)
    return Row(
        path,
        names.number(edition, path, language) or names.kind(path),
        written(value, "count" if value is not None and float(value).is_integer() else "points", language),
        value,
        _place(edition, path),
        f"{_report(edition, language)}#{at}" if at in shown else "",
        names.subject(edition, path, language),
    )


def _place(edition: Edition, path: str) -> str:
    return f"{reverse('public:number', args=[edition.directory.name, entity(path)])}#{path}"


def _report(edition: Edition, language: str) -> str:
    return reverse("public:file", args=[edition.directory.name, edition.report("html", language)])


def _gathered(edition: Edition) -> Known:
    found = dict(_estimates(edition.directory / ESTIMATES))
    for claim in edition.claims:
        found |= claim.evidence
    return Known(found, Counter(entity(path) for path in found))


def _estimates(path: Path) -> Mapping[str, float | None]:
    """An edition of another maker may hold none, or none that can be read: then claims are all there is."""
    try:
        found: Mapping[str, float | None] = json.loads(path.read_text(encoding="utf-8"))["evidence"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found


@lru_cache(maxsize=200)
def _anchors(path: Path, digest: str) -> frozenset[str]:
    try:
        return frozenset(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))
    except OSError:
        return frozenset()
