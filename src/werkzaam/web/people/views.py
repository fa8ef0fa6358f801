"""Pages on persons: who is registered here, registering someone, who looked at me."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.ledger import queries as ledger_queries
from werkzaam.web.people import actions, queries
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.forms import Intake, ObjectionAnswerForm, ObjectionForm
from werkzaam.web.people.models import Objection
from werkzaam.web.people.rules import Access

PER_PAGE = 50


class Look(NamedTuple):
    at: datetime
    who: str
    act: str
    event: int


@needs("people.list_persons")
@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    access, wanted = access_of(request), request.GET.get("q", "").strip()
    found = queries.search(access, "people.list_persons", wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    ledger.looked(
        by=access.account,
        at=timezone.now(),
        side=GUIDANCE,
        act="people.list_persons",
        subjects=[p.pk for p in page],
    )
    return render(request, "people/persons.html", {"page": page, "q": wanted})


@needs("people.register_person")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    form = Intake(request.POST or None, access=access)
    if not form.is_valid():
        return render(request, "people/register.html", {"form": form})
    fields = form.cleaned_data
    if not queries.person(fields["id"]):
        actions.register_person(by=access, at=timezone.now(), **fields)
    messages.success(request, _("%(name)s is registered.") % {"name": fields["given_name"]})
    return redirect(after_registering(access, fields["id"]))


def after_registering(access: Access, person: UUID) -> str:
    """To the start of a trajectory where this account may start one, else to its own next step."""
    if access.may("journey.start_trajectory"):
        return reverse("journey:start", args=[person])
    return reverse("way:next")


@needs("people.see_who_looked")
@require_safe
def who_looked(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    events = ledger_queries.looks_at(access.person, side=GUIDANCE).exclude(actor=access.account)
    page = Paginator(events, 2 * PER_PAGE).get_page(request.GET.get("page"))
    asked = queries.own_objections(access.person or "") if access.person else {}
    looks = [{**group, "asked": first_asked(group["events"], asked)} for group in by_day(named(page))]
    return render(request, "people/who_looked.html", {"page": page, "looks": looks})


def named(events: Iterable[Any]) -> list[Look]:
    """Looks with the name of who looked; the system itself has none."""
    events = list(events)
    names = queries.names({event.actor for event in events if event.actor != "system"})
    return [Look(e.at, names.get(e.actor, _("Werkzaam itself")), e.act, e.pk) for e in events]


def first_asked(events: list[int], asked: dict[int, Objection]) -> Objection | None:
    """The question about any of these looks."""
    return next((asked[event] for event in events if event in asked), None)


@needs("people.object_to_look")
@require_http_methods(["GET", "POST"])
def object_to_look(request: HttpRequest, event: int) -> HttpResponse:
    """Ask why someone looked."""
    access, form = access_of(request), ObjectionForm(request.POST or None)
    found = ledger_queries.looks_at(access.person, side=GUIDANCE).filter(pk=event)
    look = next(iter(by_day(named(found.exclude(actor=access.account)))), None)
    if look is None:
        raise refuse()
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        made = actions.object_to_look(by=access, at=timezone.now(), event=event, words=words)
        on = date_format(made.due_on, "j E Y")
        messages.success(request, _("Your question is sent. You get an answer before %(on)s.") % {"on": on})
        return redirect("people:who_looked")
    return render(request, "people/object.html", {"look": look, "form": form})


@needs("people.answer_objection")
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Questions of participants about who looked, the open ones first."""
    access = access_of(request)
    page = Paginator(queries.objections(access), PER_PAGE).get_page(request.GET.get("page"))
    saw(access, [one.person_id for one in page])
    return render(request, "people/objections.html", {"page": page, "today": timezone.localdate()})


@needs("people.answer_objection")
@require_http_methods(["GET", "POST"])
def answer_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one question; who looked, when and at what stands above the form."""
    access, form = access_of(request), ObjectionAnswerForm(request.POST or None)
    asked = queries.objections(access).filter(pk=pk).first()
    if asked is None:
        raise refuse()
    if form.is_valid():
        answer_once(request, access, asked, form.cleaned_data["answer"])
        return redirect("people:objections")
    saw(access, [asked.person_id])
    found = ledger_queries.looks_at(asked.person_id, side=GUIDANCE).filter(pk=asked.event)
    context = {"asked": asked, "look": next(iter(by_day(named(found))), None), "form": form}
    return render(request, "people/answer.html", context, status=422 if form.is_bound else 200)


def answer_once(request: HttpRequest, access: Access, asked: Objection, answer: str) -> None:
    try:
        actions.answer_objection(by=access, at=timezone.now(), objection=asked, answer=answer)
        messages.success(request, _("Answered. The person reads it beside the look."))
    except actions.PeopleProblem as problem:
        messages.error(request, problem.message)


def saw(access: Access, people: list[UUID]) -> None:
    """A page with names is a look at each of them."""
    act = "people.answer_objection"
    ledger.looked(
        by=access.account, at=timezone.now(), side=GUIDANCE, act=act, subjects=dict.fromkeys(people)
    )


def by_day(looks: list[Look]) -> Iterator[dict[str, Any]]:
    """Looks (newest first), brought together per day, person and kind, with the newest moment and how often."""
    for (_day, who, act), group in groupby(
        looks, key=lambda look: (timezone.localdate(look.at), look.who, look.act)
    ):
        same = list(group)
        yield {
            "at": same[0].at,
            "who": who,
            "what": queries.look_words(act),
            "times": len(same),
            "events": [look.event for look in same],
        }
