"""Answers of a respondent put into the form, one by one in its order, or refused with a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from werkzaam.core.measure.form import Answers, Asked, Control, Fault, Form, Screen
from werkzaam.web.survey.rules import LinkUnknown
from werkzaam.web.survey.words import refused

LONGEST = 1000  # characters of an open answer
NOT_ASKED, READ_ONLY, TOO_LONG = "answer-not-asked", "answer-read-only", "answer-too-long"
NUMBERS = ("int", "decimal")


def mark(place: int) -> str:
    """What tells the parts of a page apart."""
    return f"-{place + 1}" if place else ""


def fields(screen: Screen) -> dict[str, Asked]:
    """What can be answered on a page, by the name of its field."""
    return {f"answer{mark(place)}": one for place, one in enumerate(screen.asked) if not one.readonly}


def raws(screen: Screen, said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What was typed or ticked, by address; several choices with spaces in between, as a form keeps them."""
    return {one.address: _raw(one, said.get(name, ())) for name, one in fields(screen).items()}


def _raw(one: Asked, said: Sequence[str]) -> str:
    """A form sends its lines with CRLF (HTML § 4.10.22.4), a script and an app with LF: kept alike."""
    if one.question.control is Control.MANY:
        return " ".join(said)
    return said[-1].replace("\r\n", "\n") if said else ""


def put_all(form: Form, answers: Answers, raws: Mapping[str, str]) -> Answers:
    """With every one of `raws` (by address). Raises LinkUnknown, AnswerRefused."""
    order = list(form.questions)
    for address in sorted(raws, key=lambda one: _place(order, one)):
        answers = _put(form, answers, address, raws[address])
    return answers


def _place(order: list[str], address: str) -> int:
    key = address.partition("[")[0]
    if key not in order:
        raise LinkUnknown(_("This question does not exist."), code="item-unknown")
    return order.index(key)


def _put(form: Form, answers: Answers, address: str, raw: str) -> Answers:
    one = next((asked for asked in form.asked(answers) if asked.address == address), None)
    if one is None and not raw.strip():
        return answers  # passing over what is not asked is no answer
    raw = plain_digits(raw) if one and one.question.node.type in NUMBERS else raw
    fault = _fault(form, answers, one, raw) or form.fault(answers, address, raw)
    if fault is not None:
        raise refused(replace(fault, address=address), answers.state.language)
    return form.put(answers, address, raw)


def _fault(form: Form, answers: Answers, one: Asked | None, raw: str) -> Fault | None:
    """What the door asks beside the form itself."""
    if one is None:
        return Fault("", NOT_ASKED)
    if one.readonly:
        return Fault("", READ_ONLY)
    typed = one.question.control is Control.INPUT
    return Fault("", TOO_LONG) if typed and len(raw.strip()) > LONGEST else None


def plain_digits(raw: str) -> str:
    """Digits of any script as 0 to 9: who reads Arabic or Persian may type ٧ or ۷."""
    told = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in raw[: LONGEST + 1])
    return "".join(told).replace("٫", ".")
