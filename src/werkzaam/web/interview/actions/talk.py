"""Plan whom to talk to, and write what to talk about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries
from werkzaam.web.interview.actions.noted import BadTalk, check_listed, record
from werkzaam.web.interview.models import Perspective, Source, Talk, TopicGuide
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def plan_talk(
    *,
    by: Access,
    at: datetime,
    study: Any,
    perspective: str,
    kind: str = Source.Kind.INTERVIEW,
    pseudonym: str = "",
    planned_on: date | None = None,
) -> Talk:
    """A talk with someone of the register (by pseudonym) or with someone else of this perspective."""
    queries.study(by, "interview.code", study.code)
    check_listed(perspective, Perspective.values)
    check_listed(kind, dict(Talk._meta.get_field("kind").choices or ()))
    if pseudonym and kind != Source.Kind.INTERVIEW:
        raise BadTalk(_("A group talk belongs to nobody in particular: leave the pseudonym empty."))
    if not queries.stands(study.code, pseudonym, on=timezone.localdate(at)):
        raise queries.withdrawn()
    talk = Talk.objects.create(
        study=study, perspective=perspective, kind=kind, pseudonym=pseudonym, planned_on=planned_on,
        added_at=at, added_by=by.account,
    )  # fmt: skip
    record(by, at, "plan_talk", pseudonym, talk=talk.pk, perspective=perspective)
    return talk


@transaction.atomic(using=RESEARCH)
def settle_talk(*, by: Access, at: datetime, talk: Talk, status: str, source: Source | None = None) -> Talk:
    """Held (perhaps with its text), refused, or could not be reached."""
    talk = queries.talk(by, "interview.code", talk.pk)
    check_listed(status, Talk.Status.values)
    if source is not None and (source.study_id != talk.study_id or source.pseudonym != talk.pseudonym):
        raise BadTalk(_("This text is of another talk. Choose the text of this person."))
    talk.status, talk.source = status, source if status == Talk.Status.HELD else None
    talk.save(update_fields=["status", "source"])
    record(by, at, "settle_talk", talk.pseudonym, talk=talk.pk, status=status)
    return talk


@transaction.atomic(using=RESEARCH)
def write_guide(*, by: Access, at: datetime, study: Any, perspective: str, text: str) -> TopicGuide | None:
    """What is talked about with one perspective; an empty text takes the guide away."""
    queries.study(by, "interview.code", study.code)
    check_listed(perspective, Perspective.values)
    record(by, at, "write_guide", "", perspective=perspective)
    if not text.strip():
        TopicGuide.objects.filter(study=study, perspective=perspective).delete()
        return None
    values = {"text": text.strip(), "changed_at": at, "changed_by": by.account}
    return TopicGuide.objects.update_or_create(study=study, perspective=perspective, defaults=values)[0]
