"""Demo only: who are you today? Without demo mode these pages do not exist."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from werkzaam.web.people import queries as people
from werkzaam.web.people.access import open_to_all

FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone made up: signs in by `account`, or has a `url` of their own (a respondent has no account)."""

    key: str
    name: str
    role: str
    try_this: str
    account: str = ""
    url: str = ""


def personas() -> list[Persona]:
    """Those whom the demo scenario left in `DATA/demo.json`; none before it is loaded."""
    file = settings.DATA / FILE
    entries = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    tongue = "nl" if (get_language() or "").startswith("nl") else "en"
    return [
        Persona(
            entry["key"],
            entry["name"],
            entry["role"][tongue],
            entry["try"][tongue],
            entry.get("account") or "",
            entry.get("url") or "",
        )
        for entry in entries
    ]


@open_to_all
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "sites/chooser.html", {"personas": personas()})


@open_to_all
@require_POST
def become(request: HttpRequest, account: UUID) -> HttpResponse:
    """Sign in as a persona: only accounts that the demo made."""
    known = any(persona.account == str(account) for persona in personas())
    chosen = people.account(account) if known else None
    if chosen is None:
        raise Http404
    login(request, chosen, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("way:next")


urlpatterns = [
    path("", choose, name="start"),
    path("become/<uuid:account>/", become, name="become"),
]
