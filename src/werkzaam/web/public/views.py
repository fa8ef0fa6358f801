"""The pages of everyone: served from editions alone, without a session and without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import check_for_language, get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkzaam.web.public import editions
from werkzaam.web.public.feed import atom
from werkzaam.web.public.page import TYPES, page

FRESH = 300  # seconds a page may be kept before a reader's browser asks again
# A report carries its own style, fonts and drawings; nothing in it may run or be fetched.
SEALED = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
)


View = Callable[..., HttpResponse]
# What the layout would otherwise ask a session for.
NO_ACCOUNT: dict[str, Any] = {
    "places": (),
    "account": None,
    "messages": (),
    "home": reverse_lazy("public:publications"),
}


def open_to_all(view: View) -> View:
    """Open without an account (as in people.access, which this room cannot see); `?language=` chooses a language."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("language")
        if chosen in settings.STAFF_LANGUAGES and check_for_language(chosen):
            return _in_language(request, chosen)
        return view(request, *args, **kwargs)

    opened.permission = "open"  # type: ignore[attr-defined]
    return opened


def _in_language(request: HttpRequest, chosen: str) -> HttpResponse:
    """The same page again, the choice kept in the reader's browser."""
    response = redirect(request.path)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=settings.HTTPS)
    return response


@open_to_all
@require_safe
def publications(request: HttpRequest, theme: str | None = None) -> HttpResponse:
    """The list, newest first; under a theme only what carries it."""
    found = editions.shelf()
    themes = dict(sorted(pair for edition in found for pair in editions.themes(edition).items()))
    if theme is not None and theme not in themes:
        raise editions.NotPublished(_("There are no publications under this theme."))
    shown = [edition for edition in found if theme is None or theme in editions.themes(edition)]
    context = {
        "pages": [page(edition, _language()) for edition in shown],
        "themes": themes,
        "theme": theme,
        "theme_label": themes.get(theme or "", ""),
    }
    seal = "".join(edition.digest for edition in found)
    return _kept(request, seal, lambda: render(request, "public/publications.html", NO_ACCOUNT | context))


@open_to_all
@require_safe
def publication(request: HttpRequest, key: str) -> HttpResponse:
    edition = editions.edition(key)
    related = editions.related(edition)
    context = {
        "page": page(edition, _language()),
        "related": [page(other, _language()) for other in related],
        "address": request.build_absolute_uri(request.path),
    }
    seal = edition.digest + "".join(other.digest for other in related)
    return _kept(request, seal, lambda: render(request, "public/publication.html", NO_ACCOUNT | context))


@open_to_all
@require_safe
def file(request: HttpRequest, key: str, path: str) -> HttpResponse:
    """A file of an edition, under the type its ending says."""
    edition = editions.edition(key)
    place = editions.file(edition, path)
    response = HttpResponse(place.read_bytes(), TYPES.get(place.suffix, "application/octet-stream"))
    response["Content-Disposition"] = f'inline; filename="{key}-{place.name}"'
    if place.suffix in {".html", ".svg"}:
        response["Content-Security-Policy"] = SEALED
    return _public(response, next(entry.sha256 for entry in edition.files if entry.path == path))


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    found = editions.shelf()
    pages = [page(edition, _language()) for edition in found]
    seal = "".join(edition.digest for edition in found)
    return _kept(request, seal, lambda: atom(request, pages, _language()))


def _language() -> str:
    return (get_language() or "nl")[:2]


def _kept(request: HttpRequest, seal: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page, or 304 where the reader has it already: what it says follows from editions, language and version."""
    parts = f"{seal}|{request.path}|{_language()}|{version('werkzaam')}"
    etag = hashlib.sha256(parts.encode()).hexdigest()[:32]
    response: Any = get_conditional_response(request, etag=f'"{etag}"') or make()
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return _public(response, etag)


def _public(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = f'"{etag}"'
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
