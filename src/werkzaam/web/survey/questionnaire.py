"""A questionnaire ready to be asked: read once per version, since a version never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from werkzaam.core import measure
from werkzaam.core.measure.form import Form, read_form
from werkzaam.core.measure.sheet import Definition, define, read_csv


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """`numbers`: of each item that counts, what its choices stand for (empty for a number itself).

    `private`: the keys of what no helper should read along with.
    """

    form: Form
    definition: Definition
    numbers: Mapping[str, Mapping[str, float]]
    private: frozenset[str] = frozenset()

    @property
    def languages(self) -> tuple[str, ...]:
        return self.definition.languages

    def is_private(self, address: str) -> bool:
        return address.partition("[")[0] in self.private

    def value(self, address: str, said: str) -> measure.Answer:
        """An answer as it is counted: a number where the sheet gives it one, else the text the form keeps."""
        if address not in self.numbers or not said:
            return said or None
        return self.numbers[address].get(said) if self.numbers[address] else float(said)

    def values(self, said: Mapping[str, str]) -> dict[str, measure.Answer]:
        return {address: self.value(address, text) for address, text in said.items()}


@lru_cache(maxsize=32)
def ready(xform: str, definition: str) -> Questionnaire:
    """The compiled form with its sheet."""
    told = defined(definition)
    private = frozenset(entry.key for entry in told.entries if entry.sensitive)
    return Questionnaire(read_form(xform), told, dict(_numbers(told, definition)), private)


@lru_cache(maxsize=32)
def defined(definition: str) -> Definition:
    """What a kept sheet asks."""
    return define(read_csv(definition))


def _numbers(told: Definition, definition: str) -> list[tuple[str, dict[str, float]]]:
    counted = [item.key for item in measure.kept(definition).items if item.kind is not measure.Kind.TEXT]
    return [(key, _scores(told, key)) for key in counted]


def _scores(told: Definition, key: str) -> dict[str, float]:
    return {one.name: one.score for one in told.choices(told.entry(key)) if one.score is not None}
