"""Without network, for who asks for it: which pages a device keeps, and the answers it sends afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.core.measure.form import Answers
from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import actions, visits
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.respond.door import by_link
from werkzaam.web.survey.respond.media import addresses
from werkzaam.web.survey.respond.question import answers_of
from werkzaam.web.survey.respond.views import WAYS, around
from werkzaam.web.survey.respond.way import Way, of
from werkzaam.web.survey.rules import moment

WORKER = Path(__file__).resolve().parent.parent / "static/survey/worker.js"
FILES = ("sites/respond.css", "survey/respond.js")
ID = re.compile(r"[\w-]{8,64}")
MOST = 500  # pages in one batch


class Unreadable(ValueError):
    """The batch is not one that our own script makes."""


@open_to_all
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps pages and answers; it stands at the door, since it may only serve what is below it."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def offline_page(request: HttpRequest, way: Way) -> HttpResponse:
    """What stands at the end where there is no network: what was kept, and what to do."""
    return render(request, "survey/respond/offline.html", around(way))


def answers_page(request: HttpRequest, way: Way) -> HttpResponse:
    """The pages to keep (GET), or answers that waited on the device (POST)."""
    if request.method == "GET":
        return JsonResponse({"pages": list(_pages(way))})
    now = timezone.now()
    try:
        batch = list(_batch(json.loads(request.body), way.asked, now))
    except (Unreadable, ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"code": "batch-unreadable"}, status=400)
    outcome = actions.save_offline(at=now, token=str(way.by), batch=batch)
    return JsonResponse(_told(Way(way.by, outcome.asked, way.root), outcome))


def _pages(way: Way) -> Iterator[str]:
    answers = answers_of(way)
    yield way.to()
    for alone in (False, True):
        screens = way.screens(answers, alone=alone)
        if alone and screens:
            yield way.to("alone/")
        yield from (way.page(number, alone=alone) for number, _screen in enumerate(screens, start=1))
    yield way.to("offline/")
    yield from (staticfiles_storage.url(name) for name in FILES)
    yield from (address.partition("?")[0] for address in addresses(way, "").values())


def _batch(said: Any, asked: Invitation, now: datetime) -> Iterator[actions.Waiting]:
    """What the script sent. Its clock may be wrong: only how long ago something was is taken from it."""
    if len(said["answers"]) > MOST:
        raise Unreadable
    for one in said["answers"]:
        if not ID.fullmatch(one["id"]) or not isinstance(one["of"], str):
            raise Unreadable
        given = _within(now - timedelta(milliseconds=_span(said["now"] - one["given"])), asked, now)
        since = given - timedelta(milliseconds=_span(one["took"]))
        page = visits.Shown(one["of"], _within(since, asked, given))
        values = None if one["go"] == "skip" else _values(one["values"])
        yield actions.Waiting(one["id"], page, values, given)


def _within(when: datetime, asked: Invitation, latest: datetime) -> datetime:
    return moment(said=when.timestamp(), earliest=asked.created_at, latest=latest)


def _span(milliseconds: float) -> float:
    """A span of time that can be: not before now, at most a year."""
    return min(max(float(milliseconds), 0.0), 366 * 86_400_000.0)


def _values(said: Mapping[str, list[str]]) -> dict[str, list[str]]:
    if not all(isinstance(value, str) for values in said.values() for value in values):
        raise Unreadable
    return {str(name): list(values) for name, values in said.items()}


def _told(way: Way, outcome: actions.Outcome) -> dict[str, object]:
    answers = answers_of(way)
    fresh = {of(screen) for screen in outcome.fresh}
    return {
        "taken": outcome.taken,
        "refused": {
            number: {"message": problem.message, "url": _where(way, answers, {problem.item})}
            for number, problem in outcome.refused.items()
        },
        "next": _where(way, answers, fresh),
    }


def _where(way: Way, answers: Answers, wanted: set[str]) -> str:
    """The address of the first of these pages; blank where none is asked."""
    for alone in (False, True):
        for number, screen in enumerate(way.screens(answers, alone=alone), start=1):
            if wanted & {one.address for one in screen.asked}:
                return way.page(number, alone=alone)
    return ""


offline = by_link(require_GET(offline_page))
answers = by_link(require_http_methods(WAYS)(answers_page))
