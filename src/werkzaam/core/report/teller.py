"""Turns the report's own sentences, and those of claims, into text whose numbers know where they came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from string import Template

from werkzaam.core.claim import render
from werkzaam.core.claim.model import Claim
from werkzaam.core.claim.render import HINTS
from werkzaam.core.claim.words import sentences
from werkzaam.core.plan.model import Outcome, Scale
from werkzaam.core.report.document import Number, Text, Words
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import anchor, lookup

LANGUAGES = ("nl", "en")

_PART = re.compile(r"\{(?P<path>[^{}|]+)(?:\|(?P<hint>[a-z$_]+))?\}|\$(?P<slot>[a-z_]+)")

_MONTHS = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


@cache
def vocabulary(language: str) -> Mapping[str, Mapping[str, str]]:
    """The report's own words, by section and key."""
    text = (resources.files(__package__) / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def day_in_words(day: date, language: str) -> str:
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Teller:
    """Speaks one language about one body of material."""

    material: Material
    language: str

    def word(self, key: str) -> str:
        """One of the report's own words that holds no number, by `section.key`."""
        section, _, name = key.partition(".")
        return vocabulary(self.language)[section][name]

    def known(self, key: str) -> str:
        """The word by `section.key`, or the bare key where nobody named it (a gate or rule added later)."""
        section, _, name = key.partition(".")
        return vocabulary(self.language)[section].get(name, name)

    def say(self, key: str, /, **slots: str) -> Text:
        """One of the report's own sentences, filled in."""
        return self.text(self.word(key), **slots)

    def text(self, sentence: str, /, **slots: str) -> Text:
        """A sentence with references and slots as words and numbers; slots inside a reference are keys."""
        parts: list[Words | Number] = []
        at = 0
        for found in _PART.finditer(sentence):
            parts.append(Words(sentence[at : found.start()]))
            parts.append(self._part(found, slots))
            at = found.end()
        parts.append(Words(sentence[at:]))
        return tuple(part for part in parts if part.text)

    def _part(self, found: re.Match[str], slots: Mapping[str, str]) -> Words | Number:
        if found["slot"]:
            return Words(slots.get(found["slot"], found[0]))
        path, hint = found["path"], found["hint"] or ""
        if slots:
            path, hint = Template(path).substitute(slots), Template(hint).substitute(slots)
        number = self.number(path, hint)
        if path not in self.material.withheld:
            return number
        few = self.material.withheld[path] == "few"
        return replace(number, text=self.word("page.few_said" if few else "page.withheld_said"))

    def number(self, path: str, hint: str = "") -> Words | Number:
        """One number, formatted by `core.claim.render`; a dash where there is none, a word where it may not be told."""
        if path in self.material.withheld:
            few = self.material.withheld[path] == "few"
            return Number(self.word("page.few" if few else "page.withheld"), path, None, anchor(path))
        value = lookup(self.material.evidence, path)
        if value is None or (hint and hint not in HINTS):
            return Words(self.word("page.missing"))
        reference = f"{{{path}|{hint}}}" if hint else f"{{{path}}}"
        return Number(render(reference, self.material.evidence, self.language), path, value, anchor(path))

    def interval(self, path: str, form: str) -> Text:
        """`value (low to high)`; the value alone where there is no interval."""
        value, low, high = (self.number(f"{path}.{each}", form) for each in ("value", "low", "high"))
        if not all(isinstance(one, Number) and one.value is not None for one in (low, high)):
            return (value,)
        return (value, Words(" ("), low, Words(f" {self.word('page.to')} "), high, Words(")"))

    def between(self, path: str, form: str) -> Text:
        """`low to high`, or a dash."""
        low, high = (self.number(f"{path}.{each}", form) for each in ("low", "high"))
        known = isinstance(low, Number) and low.value is not None
        return (low, Words(f" {self.word('page.to')} "), high) if known else (low,)

    def label(self, text: Mapping[str, str]) -> str:
        """A plan's words in this language, else in the first language it has."""
        return text.get(self.language) or next(iter(text.values()), "")

    def date(self, day: date) -> str:
        return day_in_words(day, self.language)

    def arm(self, key: str) -> str:
        return self.label(next(arm.label for arm in self.material.plan.arms if arm.key == key))

    def wave(self, key: str) -> str:
        return self.label(self.material.plan.wave(key).label)

    def outcome(self, key: str) -> str:
        return self.label(self.material.plan.outcome(key).label)

    def unit(self, key: str) -> str:
        """What a difference of this outcome counts in."""
        outcome = self.material.plan.outcome(key)
        return (
            self.word("page.percentage_points") if outcome.scale is Scale.BINARY else self.label(outcome.unit)
        )

    def question(self, outcome: str, wave: str) -> str:
        return f"{self.outcome(outcome)} · {self.wave(wave)}"

    def counted(self, outcome: str, wave: str) -> str:
        """The question with the unit its differences count in."""
        return f"{self.question(outcome, wave)} ({self.unit(outcome)})"

    def problem(self, code: str) -> str:
        """Why there is no number, in words."""
        known = sentences()["problem"]
        return self.label(known.get(code, known["other"]))

    def asked(self, key: str) -> str:
        """The question of the estimand with this key."""
        estimand = next(one for one in self.material.plan.estimands if one.key == key)
        return self.question(estimand.outcome, estimand.wave)

    def weights(self, name: str) -> str:
        """How people were weighted, in words; nothing where everybody counts alike."""
        parts = [part for part in re.split(r"\W*[+×*]\W*", name) if part not in ("", "none")]
        return " + ".join(self.known(f"weights.{part}") for part in parts)

    def subject(self, claim: Claim) -> str:
        """What a claim is about: the question of the estimate it rests on, else its key."""
        found = self.material.question(claim)
        return self.question(*found) if found else claim.key

    def characteristic(self, name: str) -> str:
        """The label of a covariate, or of an outcome as it stood at the start."""
        plan = self.material.plan
        if name in plan.covariate_labels:
            return self.label(plan.covariate_labels[name])
        known = {outcome.key for outcome in plan.outcomes}
        return f"{self.outcome(name)} ({self.wave(plan.baseline.key)})" if name in known else name


def level_form(outcome: Outcome) -> str:
    """How a level of this outcome is written: a share as a percentage, all else as points."""
    return "percent" if outcome.scale is Scale.BINARY else "points"


def difference_form(outcome: Outcome) -> str:
    """How a difference or change is written: between shares in percentage points."""
    return "percentpoints" if outcome.scale is Scale.BINARY else "points"
