"""Recommendations, to whom they are made, and what became of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from werkzaam.core.report.edition import Edition
from werkzaam.core.report.followed import Followed, FollowedProblem, Step, place, read_followed
from werkzaam.core.report.said import words
from werkzaam.web.public import claims
from werkzaam.web.public.claims import Sentence

logger = logging.getLogger(__name__)
UPTAKE: dict[str, tuple[Promise, str]] = {
    "open": (pgettext_lazy("recommendation", "No answer yet"), ""),
    "accepted": (pgettext_lazy("recommendation", "Accepted"), "accent"),
    "planned": (pgettext_lazy("recommendation", "Planned"), "accent"),
    "done": (pgettext_lazy("recommendation", "Done"), "good"),
    "declined": (pgettext_lazy("recommendation", "Declined"), "care"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the addressee answered or did on a day."""

    on: date
    label: str
    tone: str
    reason: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation with where it stands now, and how it came there, newest first."""

    sentence: Sentence
    label: str
    tone: str
    steps: list[Answer]


def followed(edition: Edition) -> Followed:
    """What became of the recommendations; nothing, and a line in the log, where the file cannot be read."""
    try:
        return read_followed(place(settings.EDITIONS, edition.directory.name))
    except FollowedProblem as problem:
        logger.error("edition %s shown without follow-up: %s", edition.directory.name, problem.code)
        return {}


def advice(edition: Edition, steps: Followed, language: str) -> list[Advice]:
    told = claims.sentences(edition, "recommendation", language)
    return [_advice(one, steps.get(one.key, ()), language) for one in told]


def mark(edition: Edition) -> str:
    """Changes when something becomes of a recommendation."""
    try:
        stat = place(settings.EDITIONS, edition.directory.name).stat()
    except OSError:
        return ""
    return f"{stat.st_mtime_ns}-{stat.st_size}"


def _advice(one: Sentence, steps: Sequence[Step], language: str) -> Advice:
    answers = [_answer(step, language) for step in reversed(steps)]
    label, tone = (answers[0].label, answers[0].tone) if answers else _worded("open")
    return Advice(one, label, tone, answers)


def _answer(step: Step, language: str) -> Answer:
    return Answer(step.on, *_worded(step.uptake.value), words(step.reason, language))


def _worded(uptake: str) -> tuple[str, str]:
    label, tone = UPTAKE.get(uptake, (uptake, ""))
    return str(label), tone
