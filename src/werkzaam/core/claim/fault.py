"""What keeps a claim, a lowering or a row from being published: a stable code and one sentence per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from werkzaam.core.claim.dossier import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """`about` is the key of the claim, lowering or element; of a row of the joint display, `joint-1` and so on."""

    code: str
    about: str
    text: Text


def fault(code: str, about: str, **slots: str | Text) -> Fault:
    """`slots` fill `$found` and the like: one word, or a word per language."""
    return Fault(code, about, {language: _filled(code, language, slots) for language in _told()[code]})


def _filled(code: str, language: str, slots: Mapping[str, str | Text]) -> str:
    words = {name: slot if isinstance(slot, str) else slot[language] for name, slot in slots.items()}
    return Template(_told()[code][language]).safe_substitute(words)


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("faults.toml").read_text(encoding="utf-8"))
