"""Speaks one language about a synthesis; numbers keep the path they were read from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from werkzaam.core.claim.render import number
from werkzaam.core.report.document import Number, Text, Words

_REFERENCE = re.compile(r"\{(?P<path>[^{}|]+)\|(?P<hint>[a-z]+)\}")


@cache
def _said() -> Mapping[str, Mapping[str, str]]:
    text = (files("werkzaam.core.report") / "words" / "synthesis.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Voice:
    language: str
    numbers: Mapping[str, float | None]

    def word(self, key: str, /, **slots: str) -> str:
        return Template(_said()[self.language][key]).safe_substitute(slots)

    def label(self, text: Mapping[str, str]) -> str:
        """The words in this language, else in the first there is."""
        return text.get(self.language) or next(iter(text.values()), "")

    def number(self, path: str, hint: str, anchor: str | None = None) -> Number | Words:
        value = self.numbers.get(path)
        shown = number(value, hint, self.language)
        return Words(shown) if value is None else Number(shown, path, value, anchor)

    def say(self, key: str, /, *, anchor: str | None = None, **slots: str) -> Text:
        """A sentence with its references filled in."""
        sentence, parts, at = self.word(key, **slots), list[Words | Number](), 0
        for found in _REFERENCE.finditer(sentence):
            parts += [Words(sentence[at : found.start()]), self.number(found["path"], found["hint"], anchor)]
            at = found.end()
        return tuple(part for part in (*parts, Words(sentence[at:])) if part.text)
