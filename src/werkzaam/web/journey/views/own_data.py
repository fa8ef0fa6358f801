"""My data: all of it, to read, to keep, to take elsewhere (GDPR art. 15 and 20)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkzaam.typeset import every_script
from werkzaam.web.journey.queries.own_data import own_data, own_looks, own_rows
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.own_sheet import sections
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

TAKE = "journey.take_own_data"
MACHINE = gettext_noop(
    "A machine made this translation. Nobody has checked it yet. "
    "Is something wrong or not clear? Tell your coach."
)


@needs(TAKE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What there is, in numbers, and the two files."""
    data = own_data(taken(access_of(request)))
    return render(request, "journey/own_data.html", {"total": sum(map(len, data.values()))})


@needs(TAKE)
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Everything, for another system."""
    body = json.dumps(own_data(taken(access_of(request))), ensure_ascii=False, indent=1)
    return file(body.encode(), "application/json", "json")


@needs(TAKE)
@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    """What a person can read of it, subject by subject."""
    access = access_of(request)
    me = taken(access)
    rows: dict[str, list[Any]] = {**own_rows(me), "looks": own_looks(me, besides=access.account)}
    return file(pdf(rows, timezone.localdate()), "application/pdf", "pdf")


def taken(access: Access) -> UUID:
    """Whose data; taking it is written down as well."""
    if access.person is None:
        raise refuse()
    me = UUID(access.person)
    look(access, TAKE, [me])
    return me


def file(body: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"werkzaam-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)


def pdf(rows: Mapping[str, list[Any]], on: date) -> bytes:
    """In the reader's language; what is empty is left out."""
    language = get_language() or settings.LANGUAGE_CODE
    sheet = {
        "title": _("My data"),
        "on": date_format(on, "j E Y"),
        "about": _(
            "This is to read. In the file for a computer (JSON) is everything, also numbers and codes."
        ),
        "review": _(MACHINE) if language in settings.AWAITING_REVIEW else "",
        "language": language,
        "right-to-left": get_language_bidi(),
        "sections": sections(rows),
    }
    plain = json.dumps(sheet, ensure_ascii=False)
    return bytes(
        typst.compile(_template(), format="pdf", sys_inputs={"sheet": plain}, font_paths=every_script())
    )


@cache
def _template() -> bytes:
    return (resources.files("werkzaam.web.journey") / "templates/journey/own_data.typ").read_bytes()
