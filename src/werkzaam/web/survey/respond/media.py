"""Sounds and pictures of a questionnaire: kept by their content, so a device may keep them as well."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkzaam.web.people.access import refuse
from werkzaam.web.survey import actions
from werkzaam.web.survey.models import Media
from werkzaam.web.survey.respond.door import by_link
from werkzaam.web.survey.respond.way import Way

SOUNDS = frozenset(
    {"audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/webm", "audio/x-wav", "audio/aac"}
)
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def addresses(way: Way, item: str) -> dict[str, str]:
    """Address of each sound and picture of the questionnaire by its name; `item` says on which page it stands."""
    found = way.asked.round.instrument.media.values_list("name", "pk")
    return {name: f"{way.root}media/{number}/?of={item}" for name, number in found}


def media_page(request: HttpRequest, way: Way, number: int) -> HttpResponse:
    """One sound or picture, whole or a part of it; asking for a sound counts as listening."""
    found = Media.objects.filter(instrument=way.asked.round.instrument_id, pk=number).first()
    if found is None or found.kind not in SOUNDS | PICTURES:
        raise refuse()
    item = request.GET.get("of", "")
    if found.kind in SOUNDS and item:
        actions.note_listening(at=timezone.now(), token=way.by, item=item)
    return _sent(request, found)


def _sent(request: HttpRequest, found: Media) -> HttpResponse:
    content, part = bytes(found.content), RANGE.fullmatch(request.headers.get("Range", ""))
    response = HttpResponse(content, content_type=found.kind)
    if part and int(part[1]) < len(content):  # telephones ask for sound in parts (RFC 9110 § 14)
        first = int(part[1])
        last = min(int(part[2] or len(content)), len(content) - 1)
        response = HttpResponse(content[first : last + 1], content_type=found.kind, status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


media = by_link(require_safe(media_page))
