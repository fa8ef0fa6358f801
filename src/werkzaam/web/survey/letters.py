"""The letter with a link: one message to one person, the same words for both arms."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkzaam.web.survey.models import Round

DOOR = "werkzaam.web.sites.respond"  # the respond door's URLconf: it may be served by another process


def link(token: str) -> str:
    """The absolute address of a questionnaire (`RESPOND_URL`: where respondents reach their door)."""
    base: str = settings.RESPOND_URL
    return base.rstrip("/") + reverse("respond:start", args=[token], urlconf=DOOR)


def letter(found: Round, *, to: str, language: str, token: str) -> EmailMessage:
    """The message, in the language of who gets it."""
    with translation.override(language):
        body = render_to_string("survey/letter.txt", {"round": found, "link": link(token)})
        return EmailMessage(subject=_("Would you like to answer a few questions?"), body=body, to=[to])


def send(messages: list[EmailMessage]) -> None:
    """Send over one connection. Each message has one addressee."""
    if messages:
        get_connection().send_messages(messages)
