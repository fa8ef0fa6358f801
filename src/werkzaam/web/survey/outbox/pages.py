"""The outbox of a study as a researcher sees it: every message by number, its state, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries as survey
from werkzaam.web.survey.models import Message
from werkzaam.web.survey.outbox import actions, queries, rules, words
from werkzaam.web.survey.outbox.forms import FilterForm
from werkzaam.web.survey.outbox.rules import OutboxRefused
from werkzaam.web.survey.rules import OPEN_ROUND

SEE = "survey.see_field"
PAGE = 50


@needs(SEE)
@require_GET
def outbox(request: HttpRequest, code: str) -> HttpResponse:
    """Messages by state, the next to go first; a list of numbers is a look at each of them."""
    access = access_of(request)
    study = survey.study_of(access, SEE, code)
    form = FilterForm(request.GET)
    page = Paginator(_chosen(study, form), PAGE).get_page(request.GET.get("page"))
    people = sorted({message.pseudonym for message in page})
    now, act = timezone.now(), "survey.see_outbox"
    ledger.looked(by=access.account, at=now, side=RESEARCH, act=act, subjects=people)
    shown = {
        "study": study,
        "form": form,
        "page": page,
        "rows": [_row(message) for message in page],
        "counts": _counts(study),
        "may_open": access.may(OPEN_ROUND),
        "to_print": _to_print(study) if access.may(OPEN_ROUND) else [],
    }
    return render(request, "survey/outbox/outbox.html", shown)


@needs(OPEN_ROUND)
@require_POST
def print_letters(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """All letters of a round that are due, as one PDF; from then on they count as printed."""
    access = access_of(request)
    found = survey.round_of(survey.study_of(access, OPEN_ROUND, code), number)
    try:
        body = actions.print_letters(by=access, at=timezone.now(), round=found)
    except OutboxRefused as problem:
        told.error(request, problem.message)
        return redirect("survey:outbox", code)
    name = f"letters-{found.wave.key}-{timezone.localdate():%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@needs(OPEN_ROUND)
@require_POST
def again(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """`channel` sends it another way."""
    channel = request.POST.get("channel", "")
    return _act(
        request, code, number, actions.again, _("The message waits to go once more."), channel=channel
    )


@needs(OPEN_ROUND)
@require_POST
def cancel(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _act(request, code, number, actions.cancel, _("The message was taken out."))


@needs(OPEN_ROUND)
@require_POST
def bounced(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _act(request, code, number, actions.bounced, _("Written down: the message came back."))


def _act(
    request: HttpRequest, code: str, number: int, act: Callable[..., None], done: str, **more: str
) -> HttpResponse:
    access = access_of(request)
    message = queries.message_of(survey.study_of(access, OPEN_ROUND, code), number)
    try:
        act(by=access, at=timezone.now(), message=message, **more)
    except OutboxRefused as problem:
        told.error(request, problem.message)
    else:
        told.success(request, done)
    return redirect("survey:outbox", code)


def _chosen(study: studies.Study, form: FilterForm) -> Any:
    wanted = form.cleaned_data if form.is_valid() else {}
    return queries.messages(study).filter(**{name: value for name, value in wanted.items() if value})


def _row(message: Message) -> dict[str, object]:
    going = message.status == Message.Status.WAITING and message.reason != rules.SENDING
    return {
        "message": message,
        "number": rules.letter_number(message.pseudonym),
        "kind": words.kind(message.kind),
        "reason": words.reason(message.reason),
        "may_cancel": going,
        "may_again": message.status in (Message.Status.FAILED, Message.Status.PRINTED),
        "may_bounce": message.status in queries.SENT,
    }


def _counts(study: studies.Study) -> list[tuple[str, int]]:
    rows = Message.objects.filter(round__study=study).order_by().values_list("status")
    found = dict(rows.annotate(many=Count("pk")))
    return [(str(label), found.get(key, 0)) for key, label in Message.Status.choices]


def _to_print(study: studies.Study) -> list[tuple[Any, int]]:
    """(round, how many letters are due now)."""
    now = timezone.now()
    counted = [(found, queries.to_print(found, at=now).count()) for found in survey.rounds(study)]
    return [(found, many) for found, many in counted if many]
