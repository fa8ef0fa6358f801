"""For search engines: every page in each language (sitemaps.org 0.9), and what they may visit (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from werkzaam.web.public import shelf
from werkzaam.web.public.door import full
from werkzaam.web.public.editions import Published

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(request: HttpRequest, found: Sequence[Published]) -> str:
    entries = (_entry(request, address, on) for address, on in _pages(found))
    return HEAD + "".join(entries) + "</urlset>\n"


def robots(request: HttpRequest) -> str:
    """Publications may be visited; the other doors of this server are nobody's business."""
    start = reverse("public:publications")
    return (
        f"User-agent: *\nAllow: {start}\nDisallow: /\n\nSitemap: {full(request, reverse('public:sitemap'))}\n"
    )


def _pages(found: Sequence[Published]) -> Iterator[tuple[str, date | None]]:
    newest = found[0].published_on if found else None
    yield reverse("public:publications"), newest
    yield from ((reverse("public:theme", args=[theme]), None) for theme in shelf.themes(found))
    yield from ((reverse("public:publication", args=[one.directory.name]), one.published_on) for one in found)


def _entry(request: HttpRequest, address: str, on: date | None) -> str:
    places = {code: full(request, f"{address}?language={code}") for code in settings.STAFF_LANGUAGES}
    others = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{code}" href="{escape(place)}"/>\n'
        for code, place in places.items()
    )
    changed = f"    <lastmod>{on.isoformat()}</lastmod>\n" if on else ""
    return "".join(
        f"  <url>\n    <loc>{escape(place)}</loc>\n{others}{changed}  </url>\n" for place in places.values()
    )
