"""A whole project as it goes out and comes in: texts, codes, codings, memos, cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from werkzaam.core.coding.codebook import Codebook
from werkzaam.core.coding.coding import Coding
from werkzaam.core.coding.source import Source

Value = str | bool | int | float | date


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a source or code (`about` is its key), or on the project as a whole ("")."""

    key: str
    text: str
    about: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A person (or other unit) with attributes, and the sources it speaks in."""

    key: str
    name: str
    sources: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """Codings refer by key to sources, codes and `coders` (key → name as others may see it)."""

    name: str
    codebook: Codebook
    sources: tuple[Source, ...] = ()
    codings: tuple[Coding, ...] = ()
    memos: tuple[Memo, ...] = ()
    cases: tuple[Case, ...] = ()
    coders: Mapping[str, str] = field(default_factory=dict)
