"""Sign-in by invitation only, in the account's own language."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from werkzaam.web.sites import sign_in_code, sign_in_link

CODE_LETTER = "account/email/login_code"


class Invited(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: accounts are opened by those who run the programme."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """What the session keeps: not the code itself."""
        return sign_in_code.new_seed()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters of sign-in; the one with the code also carries the link, in the language of its reader."""
        if template_prefix == CODE_LETTER:
            self.send_code(email, context)
        else:
            super().send_mail(template_prefix, email, context)

    def send_code(self, email: str, context: dict[str, Any]) -> None:
        account = filter_users_by_email(email, is_active=True, prefer_verified=True)[0]
        told = {"code": sign_in_code.digits(context["code"]), "name": account.name}
        link = sign_in_link.address(context["request"], account)
        with translation.override(known(account.language)):
            super().send_mail(CODE_LETTER, email, context | told | {"link": link})

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response


def known(language: str) -> str:
    """A language that these pages speak."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
