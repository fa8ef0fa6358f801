"""Roll call: a plain form, and the address where the page's script brings taps that were kept in the browser."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.journey.actions import training_roll as actions
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Session
from werkzaam.web.journey.models.labels.training import PRESENCES
from werkzaam.web.journey.queries import training_groups, training_people
from werkzaam.web.journey.rules.codes.training import Presence
from werkzaam.web.journey.views.contact import number
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

CALL = actions.CALL
FIELD = "presence-"  # and the number of the enrolment


@needs(CALL)
@require_http_methods(["GET", "POST"])
def group_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap a person. Without script, one button saves all."""
    access, at = access_of(request), timezone.now()
    session = training_groups.session(access, CALL, pk)
    marks = from_form(request, at)
    if request.method == "POST" and called(request, access, session, marks, at):
        return redirect("journey:group", session.group_id)
    tapped = {mark.enrolment: mark.presence for mark in marks}
    rows = training_people.roll(access, session, tapped)
    look(access, "journey.see_group", [row.enrolment.trajectory.person_id for row in rows])
    context = {
        "session": session,
        "rows": rows,
        "presences": PRESENCES,
        "is_early": timezone.localdate(session.starts_at) > timezone.localdate(at),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "journey/training/roll.html", context, status=status)


@needs(CALL)
@require_POST
def group_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Taps from the browser's queue, as JSON: `{"saved": [id], "refused": [{"id", "message"}]}`.

    What cannot be kept at all is refused tap by tap as well, so that the queue does not stay full for ever.
    """
    access, at = access_of(request), timezone.now()
    session = training_groups.session(access, CALL, pk)
    marks = from_queue(request.body)
    if marks is None:
        return JsonResponse({"saved": [], "refused": []}, status=400)
    try:
        done = actions.call_roll(by=access, at=at, session=session, marks=marks)
    except JourneyProblem as problem:
        done = actions.Called(refused={mark.id: problem for mark in marks})
    refused = [{"id": str(id), "message": problem.message} for id, problem in done.refused.items()]
    return JsonResponse({"saved": [str(id) for id in done.saved], "refused": refused})


def called(
    request: HttpRequest, access: Access, session: Session, marks: list[actions.Mark], at: datetime
) -> bool:
    """Whether the plain form was kept; a message says so, or why not."""
    try:
        done = actions.call_roll(by=access, at=at, session=session, marks=marks)
    except JourneyProblem as problem:
        messages.error(request, problem.message)
        return False
    for message in dict.fromkeys(problem.message for problem in done.refused.values()):
        messages.error(request, message)
    messages.success(request, _("The roll is saved."))
    return True


def from_form(request: HttpRequest, at: datetime) -> list[actions.Mark]:
    """The marks of the plain form: said now."""
    found = []
    for name, presence in request.POST.items():
        pk = number(name.removeprefix(FIELD)) if name.startswith(FIELD) else None
        if pk is not None and presence in set(Presence):
            found.append(actions.Mark(uuid.uuid4(), pk, str(presence), at))
    return found


def from_queue(body: bytes) -> list[actions.Mark] | None:
    """The marks of the queue; None where this is not what our script sends."""
    try:
        return [mark(told) for told in json.loads(body)["marks"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def mark(told: dict[str, Any]) -> actions.Mark:
    """One tap as our script tells it; anything else is a ValueError."""
    marked_at = parse_datetime(told["marked_at"])
    if marked_at is None or marked_at.tzinfo is None:
        raise ValueError
    pk = number(str(told["enrolment"]))
    if pk is None:
        raise ValueError
    return actions.Mark(uuid.UUID(told["id"]), pk, str(told["presence"]), marked_at)
