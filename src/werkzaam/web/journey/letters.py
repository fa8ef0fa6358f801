"""The words of a reminder, in the language of who gets it: when, and that one can look up the rest. No names."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkzaam.web.journey.rules.codes.contact import About


def subject(about: str) -> str:
    return _("You have a training") if about == About.SESSION else _("You have an appointment")


def reminder(about: str, starts_at: datetime, *, language: str) -> tuple[str, str]:
    """(subject, text) of one reminder; a phone on a table must not tell more than that."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        begin = timezone.localtime(starts_at)
        when = {"day": date_format(begin, "l j F"), "time": date_format(begin, "H:i")}
        if about == About.SESSION:
            text = _("You have a training on %(day)s at %(time)s.") % when
        else:
            text = _("You have an appointment with your coach on %(day)s at %(time)s.") % when
        otherwise = _("Can you not come? Please call your coach.")
        return subject(about), f"{text} {otherwise}"


def email(to: str, told: tuple[str, str]) -> EmailMessage:
    """One message to one person, with the address of the own page."""
    title, text = told
    return EmailMessage(subject=title, body=f"{text}\n\n{settings.GUIDANCE_URL}\n", to=[to])
