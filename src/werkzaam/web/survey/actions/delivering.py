"""Taking in what a collecting app sends: exactly once, and never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.study.queries import Study
from werkzaam.web.survey import cases, deliveries
from werkzaam.web.survey.models import Collector, Delivery, DeliveryFile, Invitation, Round, Submission
from werkzaam.web.survey.rules import Mode
from werkzaam.web.survey.xform import envelope, judge
from werkzaam.web.survey.xform.envelope import Envelope
from werkzaam.web.survey.xform.judge import Reading
from werkzaam.web.survey.xform.served import form_id, round_number

WITHDRAWN = "consent-withdrawn"
LONGEST_NAME = 200


def deliver(*, at: datetime, collector: Collector, body: bytes, files: Mapping[str, bytes]) -> Delivery:
    """Keep a submission, and take it up as an answer where nothing stands in the way; the same again is one.

    Two connections with the same answers: the constraints let one through, and the other finds it. Raises
    FormProblem for what is no submission; then nothing is kept.
    """
    try:
        return _deliver(at, collector, body, files)
    except IntegrityError:
        return _deliver(at, collector, body, files)


@transaction.atomic(using=RESEARCH)
def _deliver(at: datetime, collector: Collector, body: bytes, files: Mapping[str, bytes]) -> Delivery:
    told, sha256 = envelope.read(body), hashlib.sha256(body).hexdigest()
    known = dict(Delivery.objects.filter(instance=told.instance).order_by().values_list("sha256", "pk"))
    if sha256 in known:
        got = Delivery.objects.defer("body").get(pk=known[sha256])
    else:
        new = Delivery(collector=collector, instance=told.instance, body=body, sha256=sha256, received_at=at)
        got = _receive(new, told, is_second=bool(known))
    if files and got.reason != WITHDRAWN:
        _keep_files(got, files)
    return got


def _receive(got: Delivery, told: Envelope, *, is_second: bool) -> Delivery:
    """A new one."""
    study = got.collector.study
    asked = None if told.is_sealed else cases.find(study, told.case)
    got.round = _round(study, told.form, asked)
    if asked is not None and not deliveries.is_allowed(asked, got.received_at):
        _empty(got)
    elif told.is_sealed:
        got.status = Delivery.Status.SEALED
    else:
        _rule(got, told, asked, is_second=is_second)
    got.save(force_insert=True)
    _note(got, asked)
    return got


def _round(study: Study, form: str, asked: Invitation | None) -> Round | None:
    """The round of a form's id, in this study; mostly the one that the person was asked in."""
    if asked is not None and form_id(asked.round) == form:
        return asked.round
    known = Round.objects.select_related("instrument").defer("instrument__definition", "instrument__xform")
    found = known.filter(study=study.pk, pk=round_number(form)).first()
    return found if found is not None and form_id(found) == form else None


def _empty(got: Delivery) -> None:
    """Who withdrew leaves nothing behind but the fact that it came, so that the device can delete it."""
    got.body, got.invitation = b"", None
    got.status, got.reason = Delivery.Status.SET_ASIDE, WITHDRAWN


def _rule(got: Delivery, told: Envelope, asked: Invitation | None, *, is_second: bool) -> None:
    at, found = got.received_at, got.round
    if found is None:
        got.status, got.reason = Delivery.Status.KEPT, "form-unknown"
        return
    reading = judge.read(found, bytes(got.body), at=at)
    on = timezone.localdate(at)
    got.reason = judge.reason(told, found, asked, reading, is_second=is_second, on=on)
    got.status = Delivery.Status.KEPT if got.reason else Delivery.Status.TAKEN
    got.invitation = asked if asked is not None and asked.round_id == found.pk else None
    if not got.reason and asked is not None:
        take_up(got, asked, reading)


def take_up(got: Delivery, asked: Invitation, reading: Reading) -> Submission:
    """The answers of a delivery become the answers of the invitation."""
    sent = Submission.objects.create(
        invitation=asked,
        answers=dict(reading.answers),
        mode=Mode.HELPED.value,
        submitted_at=judge.answered_at(asked.round, reading, at=got.received_at),
        source="collector",
        instance=got.instance,
        sha256=got.sha256,
        entered_by=got.collector.account,
    )
    asked.drafts.all().delete()
    return sent


def _keep_files(got: Delivery, files: Mapping[str, bytes]) -> None:
    """Files may come in several posts. Another content under a known name is kept beside it."""
    known = dict(got.files.values_list("name", "sha256"))
    for name, content in files.items():
        sha256 = hashlib.sha256(content).hexdigest()
        named = name[:LONGEST_NAME]
        if known.get(named, sha256) != sha256:
            named = f"{sha256[:12]} {name}"[:LONGEST_NAME]
        if named not in known:
            DeliveryFile.objects.create(delivery=got, name=named, content=content, sha256=sha256)
            known[named] = sha256


def _note(got: Delivery, asked: Invitation | None) -> None:
    details: dict[str, object] = {
        "collector": got.collector_id,
        "delivery": got.pk,
        "round": got.round_id,
        "status": got.status,
        "reason": got.reason,
    }
    ledger.record(
        by=got.collector.account,
        at=got.received_at,
        side=RESEARCH,
        act="survey.deliver",
        subject=asked.pseudonym if asked else "",
        details=details,
    )
