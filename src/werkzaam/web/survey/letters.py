"""The addresses that stand in a message: of the questions, and of the way to get no more messages."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

DOOR = "werkzaam.web.sites.respond"  # the respond door's URLconf: it may be served by another process


def link(token: str) -> str:
    """The absolute address of a questionnaire (`RESPOND_URL`: where respondents reach their door)."""
    return _absolute("respond:start", token)


def stop_link(token: str) -> str:
    """The absolute address of "no more messages"."""
    return _absolute("respond:stop", token)


def code_link() -> str:
    """The absolute address where a code of six digits is typed."""
    return _absolute("respond:code")


def _absolute(name: str, *token: str) -> str:
    base: str = settings.RESPOND_URL
    return base.rstrip("/") + reverse(name, args=token, urlconf=DOOR)
