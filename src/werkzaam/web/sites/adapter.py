"""Sign-in by invitation only."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: accounts are opened by those who run the programme."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
