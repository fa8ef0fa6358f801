"""A question to another professional: asked with only what it needs, answered once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Goal, Need, ShortLine, Trajectory
from werkzaam.web.journey.queries import lines as queries
from werkzaam.web.journey.rules import lines as rules
from werkzaam.web.journey.rules.codes.lines import Share, Topic
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access

ANSWER = "journey.answer_short_line"


@transaction.atomic(using=GUIDANCE)
def ask_short_line(
    *,
    by: Access,
    at: datetime,
    id: UUID,
    trajectory: Trajectory,
    whom: str,
    topic: str,
    question: str,
    working_days: int,
    shares: Collection[str] = (),
    need: Need | None = None,
    goal: Goal | None = None,
) -> ShortLine:
    """Ask `whom`: the professionals of an "organisation", or one of them as "organisation:account".

    What is shared is frozen in words: who answers sees these words and nothing else of the person. The same post
    twice is one question.
    """
    require_team(by, "journey.ask_short_line", trajectory)
    organisation, asked_of = _answerer(trajectory, whom, at)
    words = _words(trajectory, Topic(topic), question, shares, need, goal)
    values: dict[str, object] = {
        "trajectory_id": trajectory.pk,
        "organisation_id": organisation,
        "asked_of_id": asked_of,
    }
    values |= {"topic": Topic(topic).value, "question": question, "shares": words}
    line, fresh = ShortLine.objects.get_or_create(
        pk=id,
        defaults={
            **values,
            "asked_by_id": by.account,
            "asked_at": at,
            "due_at": rules.due_at(at, working_days),
        },
    )
    if fresh:
        note(by, at, "ask_short_line", trajectory.person_id, topic=line.topic, shares=sorted(words))
    elif any(getattr(line, name) != value for name, value in values.items()):
        message = _("A question was asked from this page before. Send it again to ask this one too.")
        raise JourneyProblem(message, code="already-saved")
    return line


@transaction.atomic(using=GUIDANCE)
def answer_short_line(*, by: Access, at: datetime, line: ShortLine, answer: str) -> ShortLine:
    """Answer a question; the clock stops."""
    require(line.organisation_id in by.organisations(ANSWER))
    require(line.asked_of_id is None or str(line.asked_of_id) == by.account)
    line = ShortLine.objects.select_for_update().select_related(None).get(pk=line.pk)
    if line.answered_at is None:
        line.answer, line.answered_at, line.answered_by_id = answer, at, UUID(by.account)
        line.save(update_fields=["answer", "answered_at", "answered_by"])
        if line.trajectory:
            note(by, at, "answer_short_line", line.trajectory.person_id, topic=line.topic)
    elif line.answer != answer:
        message = _("A colleague answered this question before. Your words were not saved: they stand below.")
        raise JourneyProblem(message, code="already-answered")
    return line


def _answerer(trajectory: Trajectory, whom: str, at: datetime) -> tuple[int, UUID | None]:
    """The organisation and perhaps the one person asked; someone there must be able to answer."""
    if whom not in queries.answerers(trajectory, on=timezone.localdate(at)):
        message = _("Nobody there can answer. Choose another organisation or person. Nothing was sent.")
        raise JourneyProblem(message, code="nobody-answers")
    organisation, _colon, account = whom.partition(":")
    return int(organisation), UUID(account) if account else None


def _words(
    trajectory: Trajectory,
    topic: Topic,
    question: str,
    shares: Collection[str],
    need: Need | None,
    goal: Goal | None,
) -> dict[str, str]:
    """What goes with the question, after the rules on what it needs."""
    require(all(one is None or one.trajectory_id == trajectory.pk for one in (need, goal)))
    chosen, known = {Share(code).value for code in shares}, queries.known(trajectory, need, goal)
    for code, one in ((Share.NEED, need), (Share.GOAL, goal)):
        if code in chosen and (one is None or not rules.is_needed(topic, one.domain)):
            message = _(
                "Choose a need or goal that belongs to the topic: share what the question needs only."
            )
            raise JourneyProblem(message, code="not-needed")
    person = trajectory.person
    private = ["" if Share.NAME in chosen else name for name in (person.given_name, person.family_name)]
    private += ["" if Share.CONTACT in chosen else way for way in (person.phone, person.email)]
    if rules.names_someone(question, private):
        message = _("The question names the person. Leave that out, or choose to share it. Nothing was sent.")
        raise JourneyProblem(message, code="names-person")
    return rules.shared(chosen, known)
