"""What stands on a question's page and on the page to check: plain values in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format

from werkzaam.core.measure.form import Answers, Asked, Control, Form, Screen, Text
from werkzaam.web.survey import filling

KEPT = 5000  # characters of a refused text that are shown again, so that a page stays small
TYPED = {"int": "number", "decimal": "number", "date": "date", "time": "time", "dateTime": "datetime-local"}
CONTROLS = {Control.ONE: "choice", Control.MANY: "several", Control.AGREE: "agree"}
AGREED = "OK"  # what collectors keep of a question that is only agreed to


@dataclass(frozen=True, slots=True)
class Option:
    raw: str
    label: str
    chosen: bool
    image: str = ""
    audio: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the page shows beside the questions: what was typed just now (`raws`, by address) and what is wrong with
    it; `media` gives the address of a sound or picture by its name in the sheet."""

    raws: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)


NOTHING = Filled()


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
    image: str = ""
    audio: str = ""

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


def page(
    form: Form, answers: Answers, screens: Sequence[Screen], number: int, filled: Filled = NOTHING
) -> Page:
    """The page of the screen at `number`, with what was typed just now, else with what was kept."""
    screen = screens[number - 1]
    return Page(
        number=number,
        total=len(screens),
        of=screen.asked[0].address,
        title=form.words(answers, screen.groups[-1].label, screen.at) if screen.groups else "",
        questions=tuple(
            _question(form, answers, one, place, filled) for place, one in enumerate(screen.asked)
        ),
    )


def _question(form: Form, answers: Answers, one: Asked, place: int, filled: Filled) -> Question:
    raw = filled.raws.get(one.address)
    said, language = one.value if raw is None else raw[:KEPT], answers.state.language
    chosen, label = said.split(), one.question.label
    return Question(
        kind=kind(one),
        text=form.words(answers, label, one.at),
        help=form.words(answers, one.question.hint, one.at),
        options=tuple(
            Option(
                raw=name,
                label=form.words(answers, told, one.at),
                chosen=name in chosen,
                image=_file(told, language, "image", filled.media),
                audio=_file(told, language, "audio", filled.media),
            )
            for name, told in form.choices(answers, one)
        ),
        raw=said,
        whole=one.question.node.type == "int",
        required=one.required,
        mark=filling.mark(place),
        error=filled.errors.get(one.address, ""),
        image=_file(label, language, "image", filled.media),
        audio=_file(label, language, "audio", filled.media),
    )


def _file(told: Text, language: str, kind: str, media: Mapping[str, str]) -> str:
    """The address of a sound in this language, or of a picture, which any language may show; blank without one."""
    if not told.media:
        return ""
    files = told.media.get(language) or (next(iter(told.media.values())) if kind == "image" else {})
    return media.get(files.get(kind, ""), "")


def has_media(screen: Screen) -> bool:
    return any(
        one.question.label.media
        or (one.question.choices and any(label.media for label in one.question.choices.labels.values()))
        for one in screen.asked
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


def given(
    form: Form, answers: Answers, screens: Sequence[Screen], language: str, wrong: tuple[str, ...] = ()
) -> list[Given]:
    """Every question of these screens, with its answer in words."""
    return [
        Given(
            number,
            form.words(answers, one.question.label, one.at),
            _in_words(form, answers, one, language),
            one.address in wrong,
        )
        for number, screen in enumerate(screens, start=1)
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
