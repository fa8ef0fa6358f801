"""A participant's own way in: an account for the person, without a password, and the letter that says how."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem, note, require_team
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.people import actions as people
from werkzaam.web.people import queries as people_queries
from werkzaam.web.people.rules import Access, RoleKind

GIVE = "journey.record_intake"


@transaction.atomic(using=GUIDANCE)
def give_access(*, by: Access, at: datetime, trajectory: Trajectory, email: str) -> Any:
    """Open an account for the participant and send the letter; for who has one, send the letter again.

    The address of an account that exists is not changed here: who could change it, could sign in as this person.
    """
    require_team(by, GIVE, trajectory)
    person = trajectory.person
    account = people_queries.account_of(person.pk)
    if account is None:
        account = _open(by, at, person, email)
    transaction.on_commit(partial(_letter(account).send), using=GUIDANCE, robust=True)
    note(by, at, "give_access", person.pk)
    return account


def _open(by: Access, at: datetime, person: Any, email: str) -> Any:
    if people_queries.is_taken(email):
        message = _("This e-mail address cannot be used for this person. Nothing was saved. Ask for another.")
        raise JourneyProblem(message, code="email-taken")
    who: dict[str, Any] = {"by": by.account, "at": at}
    account = people.open_account(
        **who, email=email, name=person.given_name, person=person, language=person.language
    )
    people.give_role(
        **who,
        account=account,
        kind=RoleKind.PARTICIPANT,
        organisation=person.organisation,
        since_on=timezone.localdate(at),
    )
    return account


def _letter(account: Any) -> EmailMessage:
    """How to sign in, in the reader's language; no code: the person asks for one when there is time to use it."""
    known = account.language if account.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        address = urljoin(settings.GUIDANCE_URL, reverse("account_request_login_code"))
        body = render_to_string("journey/own_access/letter.txt", {"account": account, "address": address})
        return EmailMessage(subject=_("Your own page"), body=body, to=[account.email])
