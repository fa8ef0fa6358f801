"""The letter with links to someone at an employer: one message to one person, in that person's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkzaam.web.journey.models import EmployerContact, MagicLink

DOOR = "werkzaam.web.sites.guidance"  # whichever process sends the letter, the link leads to this door


@dataclass(frozen=True, slots=True)
class Way:
    """One link in a letter: what it is for, at which employer, and its address; no name of a participant."""

    link: MagicLink
    address: str

    @property
    def words(self) -> str:
        return f"{self.link.get_purpose_display()} ({self.link.placement.employer})"


def address(token: str) -> str:
    """The absolute address behind a token (`GUIDANCE_URL`: where the door of guidance is reached)."""
    base: str = settings.GUIDANCE_URL
    return base.rstrip("/") + reverse("journey:agreement_link", args=[token], urlconf=DOOR)


def letter(contact: EmployerContact, links: Sequence[tuple[MagicLink, str]]) -> EmailMessage:
    """The message with its links; `links` are (link, token)."""
    with translation.override(contact.language):
        ways = [Way(link, address(token)) for link, token in links]
        body = render_to_string("journey/agreement/letter.txt", {"contact": contact, "ways": ways})
        return EmailMessage(subject=_("Your link to a placement"), body=body, to=[contact.email])


def send(messages: list[EmailMessage]) -> None:
    """Send over one connection. Each message has one addressee."""
    if messages:
        get_connection().send_messages(messages)
