"""Writes of the field: questionnaires, rounds, invitations, and what a respondent does by the link."""

from werkzaam.web.survey.actions.answering import begin, save_answer, save_answers, submit
from werkzaam.web.survey.actions.field import invite, open_round, renew_links
from werkzaam.web.survey.actions.instruments import add_instrument
from werkzaam.web.survey.rules import OPEN_ROUND

__all__ = [
    "OPEN_ROUND",
    "add_instrument",
    "begin",
    "invite",
    "open_round",
    "renew_links",
    "save_answer",
    "save_answers",
    "submit",
]
