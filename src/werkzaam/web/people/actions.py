"""Writes on people and organisations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.ledger import queries as ledger_queries
from werkzaam.web.people.access import require
from werkzaam.web.people.models import Account, Neighbourhood, Objection, Organisation, Person, Role, Team
from werkzaam.web.people.rules import Access, RoleKind, folded

ANSWER_WITHIN = timedelta(
    days=14
)  # the law gives a month (GDPR art. 12.3); a name that looked should not wait so long


class PeopleProblem(Problem):
    """An act on people that cannot be recorded as asked; nothing was changed."""

    code = "people"


@transaction.atomic(using=GUIDANCE)
def register_person(*, by: Access, at: datetime, organisation: Organisation, **fields: Any) -> Person:
    """Register a participant at an organisation where `by` may do so; a coach's team takes the person in."""
    roles = [g for g in by.granting("people.register_person") if organisation.pk in g.organisations]
    require(bool(roles))
    person = Person.objects.create(
        origin=Person.Origin.PARTICIPANT,
        organisation=organisation,
        team_id=roles[0].team,
        created_at=at,
        folded=folded(fields["given_name"], fields["family_name"]),
        **fields,
    )
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="people.register_person", subject=person.pk)
    return person


@transaction.atomic(using=GUIDANCE)
def join_team(*, by: Access, at: datetime, person: Person, team: Team) -> Person:
    """Place a person in a team: from then on only its coaches see this person."""
    require(by.reaches("journey.start_trajectory", team.organisation_id, team.pk))
    person.team = team
    person.save(update_fields=["team"])
    details: dict[str, object] = {"team": team.pk}
    ledger.record(
        by=by.account, at=at, side=GUIDANCE, act="people.join_team", subject=person.pk, details=details
    )
    return person


@transaction.atomic(using=GUIDANCE)
def register_control(*, by: Access, at: datetime, organisation: Organisation, **fields: Any) -> Person:
    """Put a member of a control group in the contact vault: only a key-holder may."""
    require(by.reaches("consent.issue_keys", organisation.pk))
    person = Person.objects.create(
        origin=Person.Origin.CONTROL,
        organisation=organisation,
        created_at=at,
        folded=folded(fields["given_name"], fields["family_name"]),
        **fields,
    )
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="people.register_control", subject=person.pk)
    return person


@transaction.atomic(using=GUIDANCE)
def found_organisation(
    *, by: str, at: datetime, code: str, name: str, kind: str, parent: Organisation | None = None
) -> Organisation:
    """Set up an organisation: done at installation, by `by` = "system"."""
    organisation = Organisation.objects.create(code=code, name=name, kind=kind, parent=parent)
    ledger.record(
        by=by, at=at, side=GUIDANCE, act="people.found_organisation", details={"organisation": code}
    )
    return organisation


@transaction.atomic(using=GUIDANCE)
def add_neighbourhood(
    *, by: str, at: datetime, organisation: Organisation, code: str, name: str
) -> Neighbourhood:
    neighbourhood = Neighbourhood.objects.create(organisation=organisation, code=code, name=name)
    ledger.record(
        by=by, at=at, side=GUIDANCE, act="people.add_neighbourhood", details={"neighbourhood": code}
    )
    return neighbourhood


@transaction.atomic(using=GUIDANCE)
def add_team(*, by: str, at: datetime, organisation: Organisation, name: str) -> Team:
    team = Team.objects.create(organisation=organisation, name=name)
    ledger.record(by=by, at=at, side=GUIDANCE, act="people.add_team", details={"team": team.pk})
    return team


@transaction.atomic(using=GUIDANCE)
def open_account(
    *,
    by: str,
    at: datetime,
    email: str,
    name: str,
    password: str | None = None,
    person: Person | None = None,
    language: str = "nl",
) -> Account:
    """Open an account by invitation; without a password it can only be entered by a link or a passkey."""
    account = Account.objects.create_user(email, password, name=name, person=person, language=language)
    ledger.record(by=by, at=at, side=GUIDANCE, act="people.open_account", subject=account.pk)
    return account


@transaction.atomic(using=GUIDANCE)
def give_role(
    *,
    by: str,
    at: datetime,
    account: Account,
    kind: RoleKind,
    organisation: Organisation,
    since_on: date,
    team: Team | None = None,
    until_on: date | None = None,
) -> Role:
    role = Role.objects.create(
        account=account, kind=kind, organisation=organisation, team=team, since_on=since_on, until_on=until_on
    )
    details: dict[str, object] = {"role": kind.value, "organisation": organisation.code}
    ledger.record(by=by, at=at, side=GUIDANCE, act="people.give_role", subject=account.pk, details=details)
    return role


@transaction.atomic(using=GUIDANCE)
def choose_language(*, by: Access, at: datetime, language: str) -> Account:
    """The language in which `by` wants to read the pages."""
    account = Account.objects.get(pk=by.account)
    account.language = language
    account.save(update_fields=["language"])
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="people.choose_language", subject=account.pk)
    return account


@transaction.atomic(using=GUIDANCE)
def object_to_look(*, by: Access, at: datetime, event: int, words: str = "") -> Objection:
    """The person asks why someone looked; the project leader owes an answer by a day. Asking twice is one question."""
    looks = ledger_queries.looks_at(by.person, side=GUIDANCE).exclude(actor=by.account)
    require(by.person is not None and by.may("people.object_to_look") and looks.filter(pk=event).exists())
    made, fresh = Objection.objects.get_or_create(
        person_id=by.person or "",
        event=event,
        defaults={"words": words, "made_at": at, "due_on": timezone.localdate(at) + ANSWER_WITHIN},
    )
    if fresh:
        details: dict[str, object] = {"event": event}
        ledger.record(
            by=by.account,
            at=at,
            side=GUIDANCE,
            act="people.object_to_look",
            subject=by.person,
            details=details,
        )
    return made


@transaction.atomic(using=GUIDANCE)
def answer_objection(*, by: Access, at: datetime, objection: Objection, answer: str) -> Objection:
    """Answer once; the person reads it beside the look."""
    require(by.reaches("people.answer_objection", objection.person.organisation_id))
    open_still = Objection.objects.filter(pk=objection.pk, answered_at__isnull=True)
    if not open_still.update(answer=answer, answered_at=at, answered_by=by.account):
        raise PeopleProblem(
            _("This question was answered already. Nothing was changed."), code="already-answered"
        )
    objection.refresh_from_db()
    subject = objection.person_id
    ledger.record(by=by.account, at=at, side=GUIDANCE, act="people.answer_objection", subject=subject)
    return objection
