"""What becomes of a submission: taken up, or kept with the reason. Decided from facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from werkzaam.core import measure
from werkzaam.core.measure.form import Fault, FormProblem
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import Invitation, Round
from werkzaam.web.survey.xform.envelope import Envelope
from werkzaam.web.survey.xform.served import OWN, served

SKEW = timedelta(days=1)  # what the clock of a device may differ, or its time zone


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers in a submission, with every fault; `problem` where this form cannot read them at all."""

    answers: Mapping[str, measure.Answer]
    faults: tuple[Fault, ...] = ()
    began_at: datetime | None = None
    ended_at: datetime | None = None
    problem: str = ""


def read(found: Round, body: bytes, *, at: datetime) -> Reading:
    """Answers by address, as they are counted; the question whom it is about is none of them."""
    try:
        got = served(found).form.receive(body, queries.clock(at))
    except FormProblem as problem:
        return Reading({}, problem=problem.code)
    sent = {key: said for key, said in served(found).form.sent(got.answers).items() if key not in OWN}
    counted = queries.asked_in(found).values(sent)
    faults = tuple(fault for fault in got.faults if fault.address not in OWN)
    return Reading(counted, faults, moment(got.started), moment(got.ended))


def reason(
    told: Envelope, found: Round, asked: Invitation | None, reading: Reading, *, is_second: bool, on: date
) -> str:
    """Why it cannot be taken up (a stable code); "" when it can."""
    if reading.problem:
        return reading.problem
    if asked is None:
        return "case-unknown" if told.case else "case-missing"
    if asked.round_id != found.pk:
        return "case-other-round"
    if is_second:
        return "instance-differs"
    if queries.submission(asked) is not None:
        return "already-answered"
    return _untimely(found, reading, on) or ("answers-broken" if reading.faults else "")


def _untimely(found: Round, reading: Reading, on: date) -> str:
    """While the round is open by our own clock, the device's clock does not matter. After it, the device's counts."""
    if on < found.opens_on:
        return "round-early"
    if on <= found.closes_on:
        return ""
    if reading.ended_at is None:
        return "round-closed"
    ended = timezone.localdate(reading.ended_at)
    return "" if found.opens_on - SKEW <= ended <= found.closes_on + SKEW else "round-closed"


def answered_at(found: Round, reading: Reading, *, at: datetime) -> datetime:
    """When the device says that it ended, where that can be true; else when it came in."""
    ended = reading.ended_at
    credible = ended is not None and ended <= at and timezone.localdate(ended) >= found.opens_on
    return ended if credible and ended is not None else at


def moment(said: str) -> datetime | None:
    """A time as a device writes it; None where it says no time zone, or nothing that can be read."""
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
