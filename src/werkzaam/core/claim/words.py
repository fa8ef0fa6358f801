"""The sentences of `sentences.toml`, filled with the plan's words; numbers stay references."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from werkzaam.core.plan.model import Plan, Role, Scale, Text

LANGUAGES = ("nl", "en")

Slots = Mapping[str, str | Text]
"""What `$name` stands for: a key, or words per language."""


@cache
def sentences() -> Mapping[str, Any]:
    """All templates: table, then name, then language."""
    return tomllib.loads(files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks about one question: its slots are filled once."""

    slots: Slots

    def say(self, table: str, name: str, **more: str | Text) -> Text:
        """A template in every language."""
        return fill(sentences()[table][name], {**self.slots, **more})

    def gate(self, key: str, passed: bool, variant: str = "") -> Text:
        """Why a check passed or failed; `variant` picks a more exact sentence."""
        ending = "passed" if passed else "failed"
        return self.say("gate", "-".join(part for part in (key, ending, "" if passed else variant) if part))


def fill(template: Text, slots: Slots) -> Text:
    """`$name` replaced by the slot's words in the language; references `{…}` stay."""
    return {
        language: Template(template[language]).substitute(
            {name: word if isinstance(word, str) else spoken(word, language) for name, word in slots.items()}
        )
        for language in LANGUAGES
    }


def spoken(text: Text, language: str) -> str:
    """The plan's words in this language, else in the first it has; braces would read as a reference."""
    words = text.get(language) or next(iter(text.values()), "")
    return words.replace("{", "(").replace("}", ")")


def join(*texts: Text) -> Text:
    """Sentences after one another, per language."""
    return {
        language: " ".join(text[language] for text in texts if text.get(language)) for language in LANGUAGES
    }


def slots(plan: Plan, outcome: str, wave: str) -> dict[str, str | Text]:
    """The words every sentence on this outcome at this wave may use."""
    asked = plan.outcome(outcome)
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    share = asked.scale is Scale.BINARY
    return {
        "o": outcome,
        "w": wave,
        "p": programme.key if programme else "",
        "c": comparison.key if comparison else "",
        "outcome": asked.label,
        "wave": plan.wave(wave).label,
        "first": plan.baseline.label,
        "programme": programme.label if programme else {},
        "comparison": comparison.label if comparison else {},
        "unit": sentences()["word"]["share"] if share else asked.unit or sentences()["word"]["points"],
        "fmt": "percentpoints" if share else "points",
    }
