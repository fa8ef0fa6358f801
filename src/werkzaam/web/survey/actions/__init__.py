"""Writes of the field: questionnaires, rounds, invitations, and what a respondent does by the link."""

from werkzaam.web.survey.actions.answering import (
    answer_page,
    answer_shown,
    begin,
    note_listening,
    save_answer,
    save_answers,
    say_who_helps,
    submit,
)
from werkzaam.web.survey.actions.collecting import make_collector, revoke_collector
from werkzaam.web.survey.actions.delivering import deliver
from werkzaam.web.survey.actions.entry import begin_entry
from werkzaam.web.survey.actions.field import invite, open_round, renew_links, set_round
from werkzaam.web.survey.actions.instruments import add_instrument
from werkzaam.web.survey.actions.links import CodeRefused, make_code, redeem
from werkzaam.web.survey.actions.offline import Outcome, Waiting, save_offline
from werkzaam.web.survey.actions.settling import SETTLE, attach, set_aside
from werkzaam.web.survey.rules import OPEN_ROUND

__all__ = [
    "OPEN_ROUND",
    "SETTLE",
    "CodeRefused",
    "Outcome",
    "Waiting",
    "add_instrument",
    "answer_page",
    "answer_shown",
    "attach",
    "begin",
    "begin_entry",
    "deliver",
    "invite",
    "make_code",
    "make_collector",
    "note_listening",
    "open_round",
    "redeem",
    "renew_links",
    "revoke_collector",
    "save_answer",
    "save_answers",
    "save_offline",
    "say_who_helps",
    "set_aside",
    "set_round",
    "submit",
]
