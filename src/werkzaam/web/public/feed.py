"""The publications as an Atom feed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from werkzaam.core.report.edition import Edition
from werkzaam.web.public import cite
from werkzaam.web.public.door import full, language, text
from werkzaam.web.public.editions import Published
from werkzaam.web.public.page import line

MOST = 50
"""Newest publications that a feed holds."""


def atom(request: HttpRequest, found: Sequence[Published]) -> HttpResponse:
    """The newest publications, each with its verdict as the summary."""
    start = reverse("public:publications")
    feed = Atom1Feed(
        title=_("Publications"),
        link=full(request, start) or start,
        feed_url=full(request) or request.path,
        feed_guid=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'werkzaam-publications')}",
        description=_("What was found, and how sure that is."),
        language=language(),
        author_name=cite.publisher(found[0]) if found else "Werkzaam",
    )
    for one in found[:MOST]:
        feed.add_item(**_entry(request, one))
    if not found:
        feed.latest_post_date = lambda: datetime(1970, 1, 1, tzinfo=UTC)  # type: ignore[method-assign]
    return text(feed.writeString("utf-8"), "application/atom+xml")


def identity(one: Published) -> str:
    """A name that stays when the site moves: from the study and the folder it is published under."""
    told = f"werkzaam:{one.plan_hash if isinstance(one, Edition) else one.key}:{one.directory.name}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}"


def _entry(request: HttpRequest, one: Published) -> dict[str, Any]:
    address = reverse("public:publication", args=[one.directory.name])
    moment, told = datetime.combine(one.published_on, time(), UTC), line(one, language())
    return {
        "title": told.title,
        "link": full(request, address) or address,
        "unique_id": identity(one),
        "description": told.sentence,
        "author_name": ", ".join(cite.people(one)) or cite.publisher(one) or "Werkzaam",
        "pubdate": moment,
        "updateddate": moment,
        "categories": list(one.themes),
    }
