"""Pages for readers: the list, a publication, what a sentence rests on, the numbers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkzaam.core.report.edition import Edition
from werkzaam.web.public import (
    advice,
    cite,
    claims,
    downloads,
    editions,
    linked,
    names,
    numbers,
    rights,
    shelf,
    together,
)
from werkzaam.web.public.door import full, language, open_to_all, page, public
from werkzaam.web.public.editions import Published
from werkzaam.web.public.page import line
from werkzaam.web.public.page import page as page_of
from werkzaam.web.public.search import search

ON_A_PAGE, RELATED = 20, 5
# A report carries its own style, fonts and drawings; nothing in it may run or be fetched.
SEALED = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
)


@open_to_all
@require_safe
def publications(request: HttpRequest, theme: str | None = None) -> HttpResponse:
    """The list, newest first; under a theme only what carries it, to a question only what answers it."""
    found = shelf.shelf()
    if theme is not None and not any(theme in editions.themes(one) for one in found):
        raise editions.NotPublished(_("There are no publications under this theme."))

    def context() -> dict[str, Any]:
        themes = shelf.themes(found)
        under = [one for one in found if theme is None or theme in editions.themes(one)]
        question = request.GET.get("q", "").strip()
        shown = Paginator(search(under, question), ON_A_PAGE).get_page(request.GET.get("page"))
        return {
            "lines": [line(one, language()) for one in shown],
            "page_obj": shown,
            "question": question,
            "themes": themes,
            "theme": theme,
            "theme_label": themes.get(theme or "", ""),
            "comparable": len(shelf.only_editions(found)) > 1,
        }

    return page(request, "public/publications.html", context, seal=shelf.seal(found))


@open_to_all
@require_safe
def publication(request: HttpRequest, key: str) -> HttpResponse:
    """An edition, or pilots side by side as they were published."""
    found = shelf.publication(key)
    related = shelf.related(found)[:RELATED]
    seal = shelf.seal([found, *related])

    def about() -> dict[str, Any]:
        return _about(found) | {
            "found": found,
            "related": [line(one, language()) for one in related],
            "citation": cite.apa(cite.reference(found, language(), full(request))),
            "linked": linked.report(request, found),
            "licence": rights.licence(),
            "downloads": downloads.downloads(found, language()),
        }

    if isinstance(found, Edition):
        told = partial(page_of, found)
        mark = seal + advice.mark(found)
        return page(
            request, "public/publication.html", lambda: about() | {"page": told(language())}, seal=mark
        )
    seen = shelf.seal(shelf.shelf())  # its numbers lead to the pilots that are published here
    together_told = partial(together.published, found)
    return page(
        request,
        "public/synthesis.html",
        lambda: about() | {"told": together_told(language())},
        seal=seal + seen,
    )


@open_to_all
@require_safe
def claim(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """What one sentence rests on."""
    found = _edition(key)

    def context() -> dict[str, Any]:
        return _about(found) | {"opened": claims.opened(found, claim, language())}

    return page(request, "public/claim.html", context, seal=found.digest)


@open_to_all
@require_safe
def all_numbers(request: HttpRequest, key: str) -> HttpResponse:
    """What there are numbers of."""
    found = _edition(key)

    def context() -> dict[str, Any]:
        return _about(found) | {"kinds": numbers.things(found, language())}

    return page(request, "public/numbers.html", context, seal=found.digest)


@open_to_all
@require_safe
def number(request: HttpRequest, key: str, thing: str) -> HttpResponse:
    """Every number of one estimate, development or element."""
    found = _edition(key)
    if thing not in numbers.known(found).things:
        raise editions.NotPublished(
            _("This publication has no such number. The publication itself is still there.")
        )

    def context() -> dict[str, Any]:
        return _about(found) | {
            "rows": numbers.of(found, thing, language()),
            "kind": names.kind(thing),
            "subject": names.subject(found, thing, language()),
            "sentences": claims.resting_on(found, thing, language()),
        }

    return page(request, "public/number.html", context, seal=found.digest)


@open_to_all
@require_safe
def file(request: HttpRequest, key: str, path: str) -> HttpResponse:
    """A file of a publication, under the type its ending says."""
    found = shelf.publication(key)
    place = editions.file(found, path)
    response = HttpResponse(place.read_bytes(), downloads.TYPES.get(place.suffix, "application/octet-stream"))
    response["Content-Disposition"] = f'inline; filename="{key}-{place.name}"'
    if place.suffix in {".html", ".svg"}:
        response["Content-Security-Policy"] = SEALED
    return public(response, next(entry.sha256 for entry in found.files if entry.path == path))


@open_to_all
@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Publications that a reader laid side by side; the choice, where there is none yet."""
    found = shelf.only_editions(shelf.shelf())
    keys = list(dict.fromkeys(request.GET.getlist("edition")))
    asked = [_edition(key) for key in keys]

    def context() -> dict[str, Any]:
        return {
            "lines": [line(one, language()) for one in found],
            "keys": keys,
            "most": together.MOST,
            "told": together.chosen(asked, language()) if asked else None,
        }

    return page(request, "public/side_by_side.html", context, seal=shelf.seal([*found, *asked]))


def _edition(key: str) -> Edition:
    found = shelf.publication(key)
    return found if isinstance(found, Edition) else editions.edition(key)


def _about(found: Published) -> dict[str, Any]:
    return {"line": line(found, language())}
