"""How a message leaves the house. What surely did not leave may be tried again; what perhaps did, may not."""

from __future__ import annotations

import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.module_loading import import_string

from werkzaam.web.consent.queries import Address
from werkzaam.web.survey.models import Message
from werkzaam.web.survey.outbox.render import Told
from werkzaam.web.survey.outbox.rules import Reason

NOT_REACHED = ("URLError", "HTTPError")  # how a gateway says that it has not taken a text message


class Undelivered(Exception):
    """`again`: it surely did not leave, and may be tried again. Says nothing of the person."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason, self.again = reason, again


Deliver = Callable[[str, Address, Told], None]
"""(channel, address, message): sends one, or raises Undelivered."""


def deliver(channel: str, address: Address, told: Told) -> None:
    """Send one message by e-mail or as a text message."""
    _text_message(address, told) if channel == Message.Channel.SMS else _email(address, told)


def nowhere(channel: str, address: Address, told: Told) -> None:
    """For made-up people, as in the demonstration: nothing leaves."""


def has_texts() -> bool:
    """Whether text messages can be sent from here (`SMS_SENDER`: a function of `to` and `text`)."""
    return bool(settings.SMS_SENDER)


def email(address: Address, told: Told) -> EmailMultiAlternatives:
    """Text and HTML, with a way to stop that a mail program knows (RFC 2369; one press: RFC 8058)."""
    headers = {"List-Unsubscribe": f"<{told.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    made = EmailMultiAlternatives(told.subject, told.body, to=[address.email], headers=headers)
    made.attach_alternative(told.html, "text/html")
    return made


def _email(address: Address, told: Told) -> None:
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered(type(error).__name__, again=True) from None
    try:
        connection.send_messages([email(address, told)])
    except smtplib.SMTPRecipientsRefused:
        raise Undelivered(Reason.NOT_TAKEN, again=False) from None
    except smtplib.SMTPResponseException as error:  # the server said no: 4xx for now, 5xx for good
        raise Undelivered(f"{type(error).__name__} {error.smtp_code}", again=error.smtp_code < 500) from None
    except (smtplib.SMTPException, OSError):
        raise Undelivered(Reason.INTERRUPTED, again=False) from None
    finally:
        connection.close()


def _text_message(address: Address, told: Told) -> None:
    """By the function that the settings name; a gateway that only fell silent may have sent it."""
    if not has_texts():
        raise Undelivered(Reason.NOT_TAKEN, again=False)
    try:
        import_string(settings.SMS_SENDER)(to=address.phone, text=told.short)
    except Exception as error:  # a function of anyone's
        known = str(error) in NOT_REACHED
        raise Undelivered(str(error) if known else Reason.INTERRUPTED, again=known) from None
