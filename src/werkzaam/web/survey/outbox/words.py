"""What a message is called on a page, and why it did not go."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkzaam.web.survey.outbox import rules
from werkzaam.web.survey.outbox.rules import Reason


def kind(key: str) -> str:
    if key.startswith(rules.REMINDER):
        return _("reminder %(number)s") % {"number": key.removeprefix(rules.REMINDER)}
    if key.startswith(rules.RENEWAL):
        return _("new link")
    told = {
        rules.INVITATION: _("invitation"),
        rules.HALF_WAY: _("stopped half-way"),
        rules.THANKS: _("thanks"),
    }
    return told.get(key, key)


def reason(key: str) -> str:
    """In words; what a mail server or gateway said itself is shown as it is."""
    told = {
        Reason.WITHDRAWN: _("the person withdrew"),
        Reason.ANSWERED: _("answered already"),
        Reason.OPTED_OUT: _("wants no more messages"),
        Reason.CLOSED: _("the round is closed"),
        Reason.RENEWED: _("a new link took its place"),
        Reason.UNPLANNED: _("this reminder is no longer planned"),
        Reason.BY_HAND: _("taken out by hand"),
        Reason.NO_ADDRESS: _("no address to send it to"),
        Reason.BOUNCED: _("came back"),
        Reason.INTERRUPTED: _("broke off while it was sent: perhaps it arrived"),
        Reason.NOT_TAKEN: _("the address was not accepted"),
        rules.SENDING: _("is being sent"),
    }
    return told.get(key, key)
