"""Answers as records of ODK Central: one submission with what is known about it, and its data by question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from django.db.models import Q, QuerySet
from django.utils import timezone

from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.xml import bare, read_xml
from werkzaam.web.consent import queries as consent
from werkzaam.web.survey import cases, queries
from werkzaam.web.survey.models import Round, Submission
from werkzaam.web.survey.odk import schema
from werkzaam.web.survey.questionnaire import Questionnaire
from werkzaam.web.survey.xform.served import CASE, served

WEB = "werkzaam:"  # what was answered on our pages has no id of a device


def submissions(found: Round) -> QuerySet[Submission]:
    """What was sent in a round by those whose consent stands today, in order of time."""
    allowed = consent.allowed_pseudonyms(found.study.code, timezone.localdate())
    sent = Submission.objects.filter(invitation__round=found, invitation__pseudonym__in=allowed)
    return sent.select_related("invitation").order_by("submitted_at", "pk")


def instance_id(sent: Submission) -> str:
    return sent.instance or f"{WEB}{sent.pk}"


def by_instance(instance: str) -> Q:
    number = instance.removeprefix(WEB)
    return Q(pk=int(number)) if number != instance and number.isdecimal() else Q(instance=instance)


def told(sent: Submission) -> dict[str, object]:
    """What is known about a submission, without an answer."""
    return {
        "instanceId": instance_id(sent),
        "submitterId": 0,  # who collected is nobody's business here
        "deviceId": None,
        "createdAt": moment(sent.submitted_at),
        "updatedAt": None,
        "reviewState": None,
        "userAgent": None,
        "instanceName": None,
    }


def data(found: Round, sent: Submission, files: int, *, expand: bool) -> dict[str, object]:
    """One row of the table of submissions: answers under their questions, the person by pseudonym."""
    system = {
        "submissionDate": moment(sent.submitted_at),
        "updatedAt": None,
        "submitterId": "0",
        "submitterName": None,
        "attachmentsPresent": files,
        "attachmentsExpected": files,
        "status": None,
        "reviewState": None,
        "deviceId": None,
        "edits": 0,
        "formVersion": found.instrument.version,
        "mode": sent.mode,
        "source": sent.source,
    }
    row = {"__id": instance_id(sent), "__system": system, "pseudonym": sent.invitation.pseudonym}
    form = served(found).form
    return row | _group(form.root, read_xml(xml(found, sent)), expand)


def xml(found: Round, sent: Submission) -> bytes:
    """The submission as an instance of the round's form, however it was answered."""
    form, asked = served(found).form, sent.invitation
    given = _as_given(queries.asked_in(found), sent.answers) | {CASE: cases.number(asked)}
    answers = form.resume(given, queries.clock(sent.submitted_at), asked.language)
    return form.write(answers, instance_id(sent))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _as_given(found: Questionnaire, answers: Mapping[str, object]) -> dict[str, str]:
    """Answers back in the words of the form: the name of a choice where its score was kept."""
    return {key: _name(found.numbers.get(key), said) for key, said in answers.items() if said is not None}


def _name(scores: Mapping[str, float] | None, said: object) -> str:
    named = next((name for name, score in (scores or {}).items() if score == said), None)
    if named is not None:
        return named
    return str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)


def _group(node: Node, element: Element, expand: bool) -> dict[str, object]:
    """What was not asked is null, as in Central; turns of a repeat only where the client wants them expanded."""
    row: dict[str, object] = {}
    for name, child in schema.columns(node):
        there = [one for one in element if bare(one.tag) == child.name]
        if child.shape is Shape.REPEAT:
            row |= {name: [_group(child, one, expand) for one in there]} if expand else {}
        elif child.shape is Shape.GROUP:
            row[name] = _group(child, there[0], expand) if there else None
        else:
            row[name] = _value(child, there[0].text if there else None)
    return row


def _value(node: Node, said: str | None) -> object:
    if not said:
        return None
    if node.type in ("int", "decimal"):
        return int(said) if node.type == "int" else float(said)
    return said
