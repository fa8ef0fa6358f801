"""Forms that can be filled in: what is asked, what may be answered, what follows from it."""

from werkzaam.core.measure.form.compiled import AnswerProblem, Answers, Asked, Fault, Screen
from werkzaam.core.measure.form.form import Form
from werkzaam.core.measure.form.instance import Received
from werkzaam.core.measure.form.model import Control, Group, Question, Text
from werkzaam.core.measure.form.placed import PROFILE
from werkzaam.core.measure.form.problem import FormProblem, Wrong
from werkzaam.core.measure.form.publish import read_form

__all__ = [
    "PROFILE",
    "AnswerProblem",
    "Answers",
    "Asked",
    "Control",
    "Fault",
    "Form",
    "FormProblem",
    "Group",
    "Question",
    "Received",
    "Screen",
    "Text",
    "Wrong",
    "read_form",
]
