"""What is said to a respondent about an answer that cannot be kept as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkzaam.core.measure.form import Fault
from werkzaam.problem import Problem


class AnswerRefused(Problem):
    """`code` is the fault's; `item` the address of the question. Nothing was changed."""

    code = "answer-refused"
    status = 422

    def __init__(self, message: str, *, code: str, item: str) -> None:
        super().__init__(message, code=code, item=item)
        self.item = item


def refused(fault: Fault, language: str) -> AnswerRefused:
    """The questionnaire's own words where it has them, else the door's, in the language of the page."""
    own = fault.message.get(language) or next(iter(fault.message.values()), "")
    return AnswerRefused(own or _said(fault.code), code=fault.code, item=fault.address)


def _said(code: str) -> str:
    says = {
        "answer-required": _("Please answer this question."),
        "answer-not-a-choice": _("Please choose one of the answers."),
        "answer-not-a-number": _("Please write a number, for example 3."),
        "answer-not-whole": _("Please write a whole number, without a comma."),
        "answer-too-high": _("This number is too large. Please write a smaller number."),
        "answer-too-long": _("This text is too long. Please use at most 1000 characters."),
        "answer-not-a-date": _("Please write a date, for example 2026-03-02."),
        "answer-not-a-time": _("Please write a time, for example 14:30."),
        "answer-not-asked": _("This question is not asked now. Nothing was changed."),
        "answer-read-only": _("You can only read this. Nothing was changed."),
    }
    return says.get(code, _("This answer does not fit here. Please read the question again."))
