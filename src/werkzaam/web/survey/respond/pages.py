"""What stands on a question's page and on the page to check: plain values in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from werkzaam.core.measure.form import Answers, Asked, Control, Form, Screen

KEPT = 5000  # characters of a refused text that are shown again, so that a page stays small
TYPED = {"int": "number", "decimal": "number", "date": "date", "time": "time", "dateTime": "datetime-local"}
CONTROLS = {Control.ONE: "choice", Control.MANY: "several", Control.AGREE: "agree"}
AGREED = "OK"  # what collectors keep of a question that is only agreed to


@dataclass(frozen=True, slots=True)
class Option:
    raw: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `raw` is what was typed or kept, `error` what is wrong with it, `mark` tells its parts apart."""

    kind: str
    text: str
    help: str
    options: tuple[Option, ...]
    raw: str
    whole: bool
    required: bool
    mark: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"answer{self.mark}"


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked together, numbered from 1: nearly always one question. `of` names it when it is answered."""

    number: int
    total: int
    of: str
    title: str
    questions: tuple[Question, ...]

    @property
    def wrong(self) -> bool:
        return any(question.error for question in self.questions)

    @property
    def may_skip(self) -> bool:
        asked = [question for question in self.questions if question.kind != "note"]
        return bool(asked) and not any(question.required for question in asked)

    @property
    def alone(self) -> bool:
        return len(self.questions) == 1


def names(screen: Screen) -> dict[str, Asked]:
    """What can be answered on a page, by the name of its field."""
    return {f"answer{_mark(place)}": one for place, one in enumerate(screen.asked) if not one.readonly}


def _mark(place: int) -> str:
    return f"-{place + 1}" if place else ""


def page(
    form: Form,
    answers: Answers,
    number: int,
    raws: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Page:
    """The page of screen `number`, with what was typed just now (`raws`, by address), else with what was kept."""
    screens = form.visible(answers)
    screen, raws, errors = screens[number - 1], raws or {}, errors or {}
    return Page(
        number=number,
        total=len(screens),
        of=screen.asked[0].address,
        title=form.words(answers, screen.groups[-1].label, screen.at) if screen.groups else "",
        questions=tuple(
            _question(form, answers, one, place, raws.get(one.address), errors.get(one.address, ""))
            for place, one in enumerate(screen.asked)
        ),
    )


def _question(form: Form, answers: Answers, one: Asked, place: int, raw: str | None, error: str) -> Question:
    said = one.value if raw is None else raw[:KEPT]
    chosen = said.split()
    offered = form.choices(answers, one)
    return Question(
        kind=kind(one),
        text=form.words(answers, one.question.label, one.at),
        help=form.words(answers, one.question.hint, one.at),
        options=tuple(
            Option(name, form.words(answers, label, one.at), name in chosen) for name, label in offered
        ),
        raw=said,
        whole=one.question.node.type == "int",
        required=one.required,
        mark=_mark(place),
        error=error,
    )


def kind(one: Asked) -> str:
    """How it is answered, as the template calls it; what cannot be changed is a note."""
    if one.readonly:
        return "note"
    return CONTROLS.get(one.question.control) or TYPED.get(one.question.node.type, "text")


@dataclass(frozen=True, slots=True)
class Given:
    """One line of the page to check; `answer` is empty for a question passed over, `wrong` for one that must change."""

    number: int
    text: str
    answer: str
    wrong: bool = False


def given(form: Form, answers: Answers, language: str, wrong: tuple[str, ...] = ()) -> list[Given]:
    """Every question that is asked, with its answer in words."""
    return [
        Given(
            number,
            form.words(answers, one.question.label, one.at),
            _in_words(form, answers, one, language),
            one.address in wrong,
        )
        for number, screen in enumerate(form.visible(answers), start=1)
        for one in screen.asked
        if not one.readonly
    ]


def _in_words(form: Form, answers: Answers, one: Asked, language: str) -> str:
    if one.question.choices is not None:
        chosen = one.value.split()
        labels = [label for name, label in form.choices(answers, one) if name in chosen]
        return " · ".join(form.words(answers, label, one.at) for label in labels)
    if kind(one) == "date" and one.value:
        return date_format(date.fromisoformat(one.value), "DATE_FORMAT")
    return one.value.replace(".", ",") if language == "nl" and kind(one) == "number" else one.value
