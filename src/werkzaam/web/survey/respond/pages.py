"""What stands on a question's page and on the page to check: plain values in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzaam.core.measure import Answer, Instrument, Item, Kind

KEPT = 5000  # characters of a refused text that are shown again, so that a page stays small


@dataclass(frozen=True, slots=True)
class Option:
    raw: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question, numbered from 1; `raw` is what was typed or kept, `error` what is wrong with it."""

    number: int
    total: int
    kind: str
    text: str
    help: str
    options: tuple[Option, ...]
    raw: str
    whole: bool
    required: bool
    error: str = ""

    @property
    def previous(self) -> int:
        return self.number - 1


def question(
    instrument: Instrument,
    number: int,
    language: str,
    kept: Mapping[str, Answer],
    raw: str | None = None,
    error: str = "",
) -> Question:
    """The page of question `number`, with what was typed just now (`raw`), else with what was kept."""
    item = instrument.items[number - 1]
    said = spoken(kept.get(item.key), item) if raw is None else raw[:KEPT]
    options = tuple(
        Option(plain(choice.value), choice.label[language], plain(choice.value) == said)
        for choice in item.choices
    )
    return Question(
        number=number,
        total=len(instrument.items),
        kind=item.kind.value,
        text=item.text[language],
        help=item.help.get(language, ""),
        options=options,
        raw=said,
        whole=item.whole,
        required=item.required,
        error=error,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """One line of the page to check; `answer` is empty for a question passed over."""

    number: int
    text: str
    answer: str


def given(instrument: Instrument, language: str, kept: Mapping[str, Answer]) -> list[Given]:
    """Every question with its answer in words."""
    return [
        Given(number, item.text[language], _in_words(item, kept.get(item.key), language))
        for number, item in enumerate(instrument.items, start=1)
    ]


def plain(value: float) -> str:
    """3.0 as "3", 2.5 as "2.5"."""
    return f"{value:g}"


def spoken(value: Answer, item: Item) -> str:
    """A kept value as it would be typed or ticked."""
    if value is None:
        return ""
    return str(value) if item.kind is Kind.TEXT else plain(float(value))


def _in_words(item: Item, value: Answer, language: str) -> str:
    if item.kind is Kind.CHOICE and value is not None:
        return next((choice.label[language] for choice in item.choices if choice.value == value), "")
    said = spoken(value, item)
    return said.replace(".", ",") if language == "nl" and item.kind is Kind.NUMBER else said
