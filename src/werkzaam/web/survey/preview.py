"""A questionnaire walked through as a respondent would, for its maker: nothing of it is kept anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from werkzaam.core.measure.form import Answers, Asked, Control, Form, Text
from werkzaam.web.survey import filling
from werkzaam.web.survey.words import AnswerRefused

GIVEN = "given-"  # before the address of what was answered on an earlier page
KINDS = {Control.ONE: "one", Control.MANY: "many", Control.AGREE: "many"}
TYPES = {"string": "long", "date": "date", "time": "time", "dateTime": "datetime-local"}


@dataclass(frozen=True, slots=True)
class Said:
    """Words, with the file names of their sound and picture ("" for none)."""

    text: str
    sound: str
    picture: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One question: `kind` is one, many, note, long (own words), or the type of an input; choices with the name that
    is kept."""

    name: str
    kind: str
    label: Said
    hint: str
    choices: tuple[tuple[str, Said], ...]
    raw: str

    @property
    def chosen(self) -> list[str]:
        return self.raw.split()


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the maker stands: screen `number` of `total`; past the last nothing is left to ask."""

    number: int
    total: int
    title: str
    seen: tuple[Seen, ...]
    given: Mapping[str, str]
    error: str = ""

    @property
    def alone(self) -> bool:
        return len(self.seen) == 1

    @property
    def over(self) -> bool:
        return self.number > self.total


def walk(form: Form, language: str, posted: Mapping[str, Sequence[str]], now: datetime) -> Walk:
    """One step: what was posted is tried, and the next screen is shown (or the same, with what is wrong)."""
    kept = {name.removeprefix(GIVEN): told[-1] for name, told in posted.items() if name.startswith(GIVEN)}
    answers = form.resume(kept, now, language) if kept else form.start(now, language)
    number, go = _number(posted), posted.get("go", [""])[-1]
    error = ""
    if go == "next":
        answers, error = _tried(form, answers, number, posted)
    step = {"next": 0 if error else 1, "back": -1}.get(go, 0)
    return _shown(form, answers, language, max(1, number + step), error)


def _number(posted: Mapping[str, Sequence[str]]) -> int:
    told = posted.get("number", ["1"])[-1]
    return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else 1


def _tried(
    form: Form, answers: Answers, number: int, posted: Mapping[str, Sequence[str]]
) -> tuple[Answers, str]:
    screens = form.visible(answers)
    if not 1 <= number <= len(screens):
        return answers, ""
    try:
        return filling.put_all(form, answers, filling.raws(screens[number - 1], posted)), ""
    except AnswerRefused as problem:
        return answers, problem.message


def _shown(form: Form, answers: Answers, language: str, number: int, error: str) -> Walk:
    screens = form.visible(answers)
    number = min(number, len(screens) + 1)
    here = screens[number - 1 : number]
    title = next((form.words(answers, one.groups[-1].label, one.at) for one in here if one.groups), "")
    asked = [one for screen in here for one in screen.asked]
    seen = tuple(_seen(form, answers, one, language, place) for place, one in enumerate(asked))
    return Walk(number, len(screens), title, seen, answers.given, error)


def _seen(form: Form, answers: Answers, one: Asked, language: str, place: int) -> Seen:
    said = partial(_said, form, answers, one, language)
    choices = tuple((name, said(label)) for name, label in form.choices(answers, one))
    hint = said(one.question.hint).text
    name = f"answer{filling.mark(place)}"
    return Seen(name, _kind(one), said(one.question.label), hint, choices, one.value)


def _kind(one: Asked) -> str:
    if one.readonly or one.question.control is Control.NOTE:
        return "note"
    return KINDS.get(one.question.control) or TYPES.get(one.question.node.type, "text")


def _said(form: Form, answers: Answers, one: Asked, language: str, text: Text) -> Said:
    files = text.media.get(language, {})
    return Said(form.words(answers, text, one.at), files.get("audio", ""), files.get("image", ""))
