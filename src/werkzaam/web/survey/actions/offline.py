"""Answers that were given without network: taken up in their order, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from werkzaam.core.measure.form import Answers, Screen
from werkzaam.sides import RESEARCH
from werkzaam.web.survey import filling, queries, visits
from werkzaam.web.survey.actions.answering import keep, open_first
from werkzaam.web.survey.actions.door import note, open_door
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.words import AnswerRefused


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page that was answered without network. `id` is the device's own; `said` by field, None for passed over."""

    id: str
    page: visits.Shown
    said: Mapping[str, Sequence[str]] | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """`taken`: what need not be sent again; `refused`: what is wrong, by id; `fresh`: pages asked only since then."""

    asked: Invitation
    taken: list[str] = field(default_factory=list)
    refused: dict[str, AnswerRefused] = field(default_factory=dict)
    fresh: list[Screen] = field(default_factory=list)


@transaction.atomic(using=RESEARCH)
def save_offline(*, at: datetime, token: str, batch: Sequence[Waiting]) -> Outcome:
    """Take up what waited, in the order in which it was answered. A second time changes nothing.

    An answer given elsewhere since then stands; one to what is not asked any more is let go; one that cannot stand is
    refused and the rest taken. Raises LinkUnknown, DoorClosed; then nothing changes.
    """
    asked = open_door(at, token)
    open_first(asked, at)
    known, later = visits.taken(asked.pseudonym, asked.round_id), visits.answered(asked)
    kept = queries.given(asked)
    before = answers = queries.resumed(asked, kept, at)
    outcome = Outcome(asked)
    for one in batch:
        if one.id not in known and later.get(one.page.item, one.said_at) <= one.said_at:
            answers = _put(asked, answers, one, outcome)
        if one.id not in outcome.refused:
            outcome.taken.append(one.id)
    fresh = [one for one in outcome.taken if one not in known]
    if fresh:
        keep(asked, kept, answers.given, at)
        told: dict[str, object] = {"round": asked.round_id, "taken": fresh}
        note(at, visits.WITHOUT_NETWORK, asked, token, told)
    outcome.fresh.extend(_fresh(asked, before, answers))
    return outcome


def _put(asked: Invitation, answers: Answers, one: Waiting, outcome: Outcome) -> Answers:
    form = queries.questionnaire(asked).form
    screens = {screen.asked[0].address: screen for screen in form.visible(answers)}
    if one.page.item not in screens:  # an earlier answer took the question away
        return answers
    try:
        answers = filling.put_all(form, answers, filling.raws(screens[one.page.item], one.said or {}))
    except AnswerRefused as problem:
        outcome.refused[one.id] = problem
        return answers
    visits.note(asked, one.page, at=one.said_at, answered=True)
    return answers


def _fresh(asked: Invitation, before: Answers, after: Answers) -> list[Screen]:
    """What is asked now and was not on the device."""
    form = queries.questionnaire(asked).form
    old = {screen.asked[0].address for screen in form.visible(before)}
    return [screen for screen in form.visible(after) if screen.asked[0].address not in old]
