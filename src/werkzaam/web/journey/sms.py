"""Text messages: one function that sends one, named by `SMS_SENDER` in the settings.

A municipality has a gateway of its own. `to_gateway` speaks plain JSON over HTTPS; for another gateway, name a
function of your own with the same two arguments.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 10


class SmsFailed(Exception):
    """The gateway did not take the message; says nothing of the person."""


def available() -> bool:
    """Whether text messages can be sent from here."""
    return bool(settings.SMS_SENDER)


def send(*, to: str, text: str) -> None:
    """Send one message by the function that the settings name. Raises SmsFailed."""
    sender: Callable[..., None] = import_string(settings.SMS_SENDER)
    sender(to=to, text=text)


def to_console(*, to: str, text: str) -> None:
    """Show the message: for trying out. Only the last two digits of the number."""
    sys.stdout.write(f"SMS …{to[-2:]}: {text}\n")


def to_gateway(*, to: str, text: str) -> None:
    """POST {"to", "text"} to `SMS_URL`, with `SMS_TOKEN` as bearer; anything but 2xx is a failure."""
    if urlsplit(settings.SMS_URL).scheme != "https":
        raise SmsFailed("WERKZAAM_SMS_URL is not an https address")
    request = urllib.request.Request(  # noqa: S310 (https only: just checked)
        settings.SMS_URL,
        data=json.dumps({"to": to, "text": text}).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return
    except OSError as error:
        raise SmsFailed(type(error).__name__) from None
