"""The door that every act of a respondent goes through, and the line it leaves in the ledger."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.survey import queries, rules
from werkzaam.web.survey.models import Invitation

RESPONDENT = "respondent"  # who acts by a link; the ledger names the pseudonym as subject


def open_door(at: datetime, by: rules.Opener) -> Invitation:
    """The invitation, held until the end of the transaction, if its link opens the questions now."""
    asked = queries.held(by)
    if asked is None:
        raise rules.LinkUnknown(_("This link does not work."))
    state = queries.door(asked, on=timezone.localdate(at))
    if state is not rules.Door.OPEN:
        raise rules.DoorClosed(
            _("This questionnaire cannot be filled in now. What you filled in is kept."), state
        )
    return asked


def note(
    at: datetime,
    act: str,
    asked: Invitation,
    by: rules.Opener,
    details: dict[str, object] | None = None,
) -> None:
    who = RESPONDENT if isinstance(by, str) else by.account
    ledger.record(by=who, at=at, side=RESEARCH, act=act, subject=asked.pseudonym, details=details)
