"""Writes on consent and the key file. No event in the ledger ever holds a pseudonym beside a person."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.consent import queries, rules
from werkzaam.web.consent.models import Grant, Key, Purpose
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import refuse, require
from werkzaam.web.people.rules import Access


class ConsentProblem(Problem):
    """A consent that cannot be recorded as asked; nothing was changed."""

    code = "consent"


@transaction.atomic(using=GUIDANCE)
def define_purpose(
    *, by: str, at: datetime, code: str, text_nl: str, text_en: str, ground: str, months: int
) -> Purpose:
    """Set up one purpose: done at installation, by `by` = "system". `ground` is a `rules.Ground`."""
    purpose = Purpose.objects.create(
        code=code, text_nl=text_nl, text_en=text_en, ground=rules.Ground(ground).value, months=months
    )
    ledger.record(by=by, at=at, side=GUIDANCE, act="consent.define_purpose", details={"purpose": code})
    return purpose


@transaction.atomic(using=GUIDANCE)
def grant(*, by: Access, at: datetime, person_id: UUID | str, purpose: str, on: date) -> Grant:
    """Record that the person consented on `on`. A consent that stands already is returned as it is.

    Who stopped with research by oneself says yes again by oneself: a coach, who does not know of it, changes nothing.
    """
    _require_decision(by, person_id)
    chosen = _choice(purpose)
    if on > timezone.localdate(at):
        raise ConsentProblem(
            _("A consent cannot be given in the future. Choose today or earlier."), code="future"
        )
    if by.person != str(person_id) and (stopped := _stopped_by_oneself(person_id, chosen)):
        return stopped
    given, fresh = Grant.objects.get_or_create(
        person_id=person_id,
        purpose=chosen,
        withdrawn_at=None,
        defaults={"given_on": on, "given_by": by.account},
    )
    if fresh:
        _note(by, at, "consent.grant", person_id, purpose=purpose)
    return given


@transaction.atomic(using=GUIDANCE)
def withdraw(*, by: Access, at: datetime, person_id: UUID | str, purpose: str) -> Grant | None:
    """Record that the person withdrew: from that day on every question gets no. Twice is harmless.

    Who never said yes has nothing to withdraw (None), and gets the same answer: whoever writes down that a person
    stops does not learn whether that person took part.
    """
    _require_decision(by, person_id)
    given = Grant.objects.filter(person_id=person_id, purpose=_choice(purpose)).order_by("-pk").first()
    if given is not None and given.withdrawn_at is None:
        given.withdrawn_at, given.withdrawn_by = at, by.account
        given.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _note(by, at, "consent.withdraw", person_id, purpose=purpose)
    return given


@transaction.atomic(using=GUIDANCE)
def issue_pseudonym(*, by: Access, at: datetime, study: str, person_id: UUID) -> str:
    """The person's pseudonym in this study: 32 random hex digits, made once; nothing opens by it alone."""
    person = people.person(person_id)
    require(person is not None and by.reaches("consent.issue_keys", person.organisation_id))
    key, fresh = Key.objects.get_or_create(
        study=study, person_id=person_id, defaults={"pseudonym": secrets.token_hex(16)}
    )
    if fresh:
        _note(by, at, "consent.issue_pseudonym", person_id, study=study)
    return key.pseudonym


@transaction.atomic(using=GUIDANCE)
def issue_keys(*, by: Access, at: datetime, study: str) -> int:
    """A key for everyone within reach who consented to research and has none here; how many were made."""
    require(by.may("consent.issue_keys"))
    without = queries.waiting(by, study, on=timezone.localdate(at))
    for person_id in without:
        issue_pseudonym(by=by, at=at, study=study, person_id=person_id)
    return len(without)


@transaction.atomic(using=GUIDANCE)
def withdraw_keys(*, by: Access, at: datetime, study: str, in_use: bool) -> int:
    """Take back the keys within reach of a study that nobody works with, such as a code typed wrong; how many.

    `in_use`: whether research knows a study by this code. Then its answers would lose their persons: refused.
    """
    found = Key.objects.filter(study=study, person__organisation__in=by.organisations("consent.issue_keys"))
    require(by.may("consent.issue_keys"))
    if in_use:
        message = _(
            "The study %(study)s uses its keys. They stay: without them its answers belong to nobody."
        )
        raise ConsentProblem(message % {"study": study}, code="keys-in-use")
    people_with_one = list(found.values_list("person_id", flat=True))
    found.delete()
    for person_id in people_with_one:
        _note(by, at, "consent.withdraw_key", person_id, study=study)
    return len(people_with_one)


def _require_decision(by: Access, person_id: UUID | str) -> None:
    person = people.person(person_id)
    if person is None:
        raise refuse()
    control = person.origin == "control"
    require(rules.may_decide(by, person=str(person.pk), organisation=person.organisation_id, control=control))


def _stopped_by_oneself(person_id: UUID | str, purpose: Purpose) -> Grant | None:
    """The last consent to research, where the person withdrew it without anyone's help."""
    last = Grant.objects.filter(person_id=person_id, purpose=purpose).order_by("-pk").first()
    if not purpose.is_research or last is None or not last.withdrawn_by:
        return None
    who = people.account(last.withdrawn_by)
    return last if who is not None and str(who.person_id) == str(person_id) else None


def _choice(code: str) -> Purpose:
    found = Purpose.objects.filter(code=code).first()
    if found is None or not found.is_choice:
        message = _("This is not something a person can agree to or refuse here. Nothing was changed.")
        raise ConsentProblem(message, code="not-a-choice")
    return found


def _note(by: Access, at: datetime, act: str, person_id: UUID | str, **details: object) -> None:
    ledger.record(by=by.account, at=at, side=GUIDANCE, act=act, subject=person_id, details=details)


@transaction.atomic(using=GUIDANCE)
def look_up_phone(*, by: Access, at: datetime, study: str, pseudonym: str) -> str | None:
    """The telephone number behind a pseudonym, one at a time, for an interviewer who calls about a questionnaire.

    The person sees who looked; None where the consent does not stand or there is no number.
    """
    require(by.may("survey.interview"))
    found = queries.phone_of(study, pseudonym, timezone.localdate(at))
    if found is None:
        return None
    ledger.looked(by=by.account, at=at, side=GUIDANCE, act="consent.see_phone", subjects=[found.person_id])
    return found.number
