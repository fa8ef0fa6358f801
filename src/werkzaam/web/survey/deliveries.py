"""Reads on what collecting apps sent: the list, and one delivery beside what is there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkzaam.core import measure
from werkzaam.core.measure.form import Fault, Form
from werkzaam.problem import Problem
from werkzaam.web.consent import queries as consent
from werkzaam.web.people.access import refuse
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import cases, queries
from werkzaam.web.survey.models import Delivery, Invitation
from werkzaam.web.survey.words import refused
from werkzaam.web.survey.xform import envelope, judge
from werkzaam.web.survey.xform.judge import Reading

WAITING = (Delivery.Status.KEPT, Delivery.Status.SEALED)


class DeliveryRefused(Problem):
    """It cannot be taken up as asked; it stays where it was."""

    code = "delivery-refused"
    status = 422


@dataclass(frozen=True, slots=True)
class Line:
    """One question: what this delivery says, what is there already, and what is wrong with it."""

    question: str
    said: measure.Answer
    there: measure.Answer
    fault: str


def deliveries(study: studies.Study) -> QuerySet[Delivery]:
    """All of a study, the newest first."""
    found = Delivery.objects.filter(collector__study=study).select_related("collector", "round__wave")
    return found.defer("body").order_by("-received_at", "-pk")


def waiting(study: studies.Study) -> int:
    return Delivery.objects.filter(collector__study=study, status=Delivery.Status.KEPT).count()


def delivery(study: studies.Study, pk: int) -> Delivery:
    """Raises Refused for another study's."""
    found = Delivery.objects.filter(collector__study=study, pk=pk)
    with_round = found.select_related("collector__study", "round__instrument", "round__wave")
    got = with_round.select_related("invitation__submission", "invitation__round__study").first()
    if got is None:
        raise refuse()
    return got


def is_readable(got: Delivery, at: datetime) -> bool:
    """Whether it may be opened: not for a person who withdrew after it came."""
    return bool(got.body) and (got.invitation is None or is_allowed(got.invitation, at))


def is_allowed(asked: Invitation, at: datetime) -> bool:
    """Whether the person's consent stands; asked anew each time."""
    return consent.allows_pseudonym(asked.round.study.code, asked.pseudonym, timezone.localdate(at))


def said_case(got: Delivery) -> str:
    """The case number in it, right or wrong."""
    return envelope.read(bytes(got.body)).case if got.body else ""


def reading(got: Delivery) -> Reading:
    """As it was read when it came in."""
    if got.round is None or got.status == Delivery.Status.SEALED:
        return Reading({}, problem=got.reason or got.status)
    return judge.read(got.round, bytes(got.body), at=got.received_at)


def lines(got: Delivery, told: Reading) -> list[Line]:
    """Question by question, beside the answers that the invitation has already.

    While outcomes of the wave stay shut: only what is wrong, so that nobody sees how it turned out.
    """
    if got.round is None or told.problem:
        return []
    form = queries.asked_in(got.round).form
    there = _there(got.invitation)
    faults = {fault.address: fault for fault in told.faults}
    order = {key: place for place, key in enumerate(form.questions)}
    addresses = _asked(form, {*faults} if is_shut(got) else {*told.answers, *there, *faults})
    return [
        Line(
            _label(form, address),
            _plain(told.answers.get(address)),
            _plain(there.get(address)),
            _fault(faults.get(address)),
        )
        for address in sorted(addresses, key=lambda one: (order[_key(one)], one))
    ]


def is_shut(got: Delivery) -> bool:
    """Whether outcomes of its wave stay shut until the plan is locked."""
    return got.round is not None and got.round.wave.key in studies.sealed(got.collector.study)


def _there(asked: Invitation | None) -> Mapping[str, measure.Answer]:
    sent = queries.submission(asked) if asked is not None else None
    return sent.answers if sent is not None else {}


def _plain(said: measure.Answer) -> measure.Answer:
    """3 rather than 3.0."""
    return int(said) if isinstance(said, float) and said.is_integer() else said


def _key(address: str) -> str:
    return address.partition("[")[0]


def _asked(form: Form, addresses: set[str]) -> set[str]:
    """Without what the form calculates by itself."""
    return {address for address in addresses if _key(address) in form.questions}


def _label(form: Form, address: str) -> str:
    """The question in the reader's language, its places for earlier answers left open."""
    told = form.questions[_key(address)].label.words
    pieces = told.get((get_language() or "nl")[:2]) or next(iter(told.values()), ())
    said = "".join(piece if isinstance(piece, str) else "…" for piece in pieces)
    return said or address


def _fault(fault: Fault | None) -> str:
    return refused(fault, (get_language() or "nl")[:2]).message if fault else ""


def reasons() -> dict[str, str]:
    """Why a delivery waits, in words; whatever is not here cannot be read by the form."""
    return {
        "form-unknown": _("This form does not belong to a round of this study."),
        "case-missing": _("There is no case number in it."),
        "case-unknown": _("Nobody in this study has this case number."),
        "case-other-round": _("The case number belongs to another round: the wrong form was chosen."),
        "instance-differs": _("The same interview came before, with other answers."),
        "already-answered": _("This person answered already."),
        "round-closed": _("It was filled in after the round closed."),
        "round-early": _("It came before the round opened."),
        "answers-broken": _("Some answers break a rule of the form, or are missing."),
        "instance-other-version": _("It was filled in with another version of the form."),
        "instance-unknown-question": _("It answers a question that the form does not have."),
        "consent-withdrawn": _("This person withdrew. Nothing of the answers was kept."),
    }


def why(got: Delivery) -> str:
    if not got.reason:
        return ""
    return reasons().get(got.reason, _("It cannot be read as answers to the form."))


def invitation(study: studies.Study, case: str) -> Invitation | None:
    return cases.find(study, case)
