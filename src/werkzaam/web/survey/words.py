"""What is said to a respondent about an answer that cannot be kept as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkzaam.core import measure
from werkzaam.problem import Problem


class AnswerRefused(Problem):
    """`code` is one of core.measure's faults; nothing was changed."""

    code = "answer-refused"
    status = 422


def refused(item: measure.Item, fault: str) -> AnswerRefused:
    """The fault in the language of the page."""
    says = {
        "answer-required": _("Please answer this question."),
        "answer-not-a-choice": _("Please choose one of the answers."),
        "answer-not-a-number": _("Please write a number, for example 3."),
        "answer-not-whole": _("Please write a whole number, without a comma."),
        "answer-too-low": _("Please write a number that is %(low)s or higher.") % {"low": _number(item.low)},
        "answer-too-high": _("Please write a number that is %(high)s or lower.")
        % {"high": _number(item.high)},
        "answer-too-long": _("This text is too long. Please use at most %(longest)s characters.")
        % {"longest": item.longest},
    }
    return AnswerRefused(says[fault], code=fault, item=item.key)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
