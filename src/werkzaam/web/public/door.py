"""How a page is opened to everyone: without an account, in the language that was asked for, kept by its seal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import check_for_language, get_language, get_language_info

from werkzaam.web.public.kept import Kept

FRESH = 300  # seconds a page may be kept before a reader's browser asks again

_pages: Kept[tuple[bytes, str]] = Kept(200)
"""Pages of some 100 kB: 20 MB at most."""

View = Callable[..., HttpResponse]
# What the layout would otherwise ask a session for.
NO_ACCOUNT: dict[str, Any] = {
    "places": (),
    "beside": (),
    "account": None,
    "messages": (),
    "home": reverse_lazy("public:publications"),
}


@dataclass(frozen=True, slots=True)
class Translation:
    """This page in a language: its address here, and in full where that is known."""

    code: str
    name: str
    address: str
    full: str


def open_to_all(view: View) -> View:
    """Open without an account (as in people.access, which this room cannot see).

    A page in a language has an address of its own, `?language=en`; the choice is kept for the pages after it.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("language")
        if chosen not in settings.STAFF_LANGUAGES or not check_for_language(chosen):
            return view(request, *args, **kwargs)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        return _remembered(view(request, *args, **kwargs), chosen)

    opened.permission = "open"  # type: ignore[attr-defined]
    return opened


def _remembered(response: HttpResponse, chosen: str) -> HttpResponse:
    """With the choice in the reader's own browser, so no cache on the way may keep it."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=settings.HTTPS)
    response.headers["Cache-Control"] = f"private, max-age={FRESH}"
    return response


def language() -> str:
    return (get_language() or "nl")[:2]


def full(request: HttpRequest, address: str = "") -> str:
    """The address with its server; "" in a folder of which nobody said where it will be."""
    return "" if getattr(request, "nowhere", False) else request.build_absolute_uri(address or request.path)


def translations(request: HttpRequest) -> list[Translation]:
    """This page in each language."""
    asked = [(key, value) for key, value in request.GET.items() if key != "language"]
    found = []
    for code in settings.STAFF_LANGUAGES:
        address = f"{request.path}?{urlencode([*asked, ('language', code)])}"
        name = str(get_language_info(code)["name_local"]).capitalize()
        found.append(Translation(code, name, address, full(request, address) or address))
    return found


def page(
    request: HttpRequest, template: str, make: Callable[[], dict[str, Any]], *, seal: str
) -> HttpResponse:
    """The page, or 304 where the reader has it already."""

    def shown() -> HttpResponse:
        here = translations(request)
        about = {
            "translations": here,
            "canonical": next(one.full for one in here if one.code == language()),
            "address": full(request),
            "static_site": hasattr(request, "nowhere"),
        }
        return render(request, template, NO_ACCOUNT | about | make())

    return kept(request, seal, shown)


def kept(request: HttpRequest, seal: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What it says follows from publications, address, language, publisher and version, so that is its mark.

    The newest pages are kept here too: most readers read the same few.
    """
    told = f"{seal}|{request.build_absolute_uri()}|{hasattr(request, 'nowhere')}|{full(request)}|{language()}"
    made_by = f"{settings.PUBLISHER}|{settings.LICENCE}|{version('werkzaam')}"
    mark = hashlib.sha256(f"{told}|{made_by}".encode()).hexdigest()[:32]
    response: Any = get_conditional_response(request, etag=f'"{mark}"') or _again(mark, make)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    response["Content-Language"] = language()
    return public(response, mark)


def _again(mark: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Only its words are kept: headers and cookies are of each answer."""

    def made() -> tuple[bytes, str]:
        response = make()
        return response.content, response["Content-Type"]

    return HttpResponse(*_pages.get(mark, made))


def public(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = f'"{mark}"'
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def text(body: str | bytes, kind: str) -> HttpResponse:
    """A file for programs."""
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8")
