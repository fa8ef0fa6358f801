"""The bare address: to what everyone may read where that is served, else to sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_safe

from werkzaam.web.people.access import open_to_all
from werkzaam.web.sites.context import served


@open_to_all
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return redirect(served("public:publications") or served("account_login") or "/")


urlpatterns = [path("", start, name="start")]
