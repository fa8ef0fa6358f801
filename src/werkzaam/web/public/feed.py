"""The publications as an Atom feed."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from werkzaam.web.public.page import Page


def atom(request: HttpRequest, pages: list[Page], language: str) -> HttpResponse:
    """Every publication with its verdict as the summary."""
    feed = Atom1Feed(
        title=_("Publications"),
        link=request.build_absolute_uri(reverse("public:publications")),
        feed_url=request.build_absolute_uri(),
        description=_("What was found, and how sure that is."),
        language=language,
    )
    for page in pages:
        feed.add_item(**_entry(request, page))
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _entry(request: HttpRequest, page: Page) -> dict[str, Any]:
    edition = page.edition
    address = reverse("public:publication", args=[page.key])
    moment = datetime.combine(edition.published_on, time(), UTC)
    return {
        "title": page.title,
        "link": request.build_absolute_uri(address),
        "description": page.verdict.text if page.verdict else page.summary,
        "author_name": ", ".join(edition.researchers),
        "pubdate": moment,
        "updateddate": moment,
        "categories": list(edition.themes),
    }
