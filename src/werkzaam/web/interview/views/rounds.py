"""Rounds of blind double coding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import RoundForm
from werkzaam.web.interview.models import Round, Source
from werkzaam.web.interview.queries import rounds as material
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_http_methods(["GET", "POST"])
def rounds(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            opened = actions.open_round(
                **by(request), study=found, name=told["name"], coders=told["coders"],
                sources=[int(pk) for pk in told["sources"]],
            )  # fmt: skip
            return redirect("interview:round", opened.pk)
        except Problem as problem:
            form.add_error(None, problem.message)
    return show(request, "rounds", found, rounds=material.rounds(found), form=form)


def _form(request: HttpRequest, found: Any) -> RoundForm:
    listed = queries.sources(found, on=today())
    sources = [(str(row.source.pk), row.source.title) for row in listed if row.open]
    coders = list(material.coders(found, on=today()).items())
    return RoundForm(request.POST or None, sources=sources, coders=coders)


@needs("interview.see")
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.round(access, "interview.see", pk)
    names = material.names(found)
    parts = list(found.coders.all())
    context: dict[str, Any] = {
        "round": found,
        "parts": [(names.get(part.coder, "–"), part.finished_at) for part in parts],
        "mine": next((part for part in parts if part.coder == access.account), None),
        "sources": _sources(found),
    }
    if found.released_at:
        context |= _released(request, found, names)
    return show(request, "round", found.study, **context)


def _sources(found: Round) -> list[Source]:
    """The texts of a round that are open today."""
    there = set(found.sources.values_list("source_id", flat=True))
    rows = queries.sources(found.study, on=today())
    return [row.source for row in rows if row.open and row.source.pk in there]


def _released(request: HttpRequest, found: Round, names: dict[str, str]) -> dict[str, Any]:
    compared = material.compared(found, on=today())
    looked(request, "see_round", [queries.subject(one) for one in compared.sources.values()])
    questions = material.questions(found, compared, names)
    left = sum(one.decision is None for one in questions)
    return {"agreed": material.agreed(compared), "questions": questions, "left": left}


@needs("interview.code")
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.round(access_of(request), MAY, pk)
    released = actions.finish(**by(request), round=found)
    told = _("Everyone has finished: the round is released.") if released else _("Your part is finished.")
    messages.success(request, told)
    return redirect("interview:round", pk)


@needs("interview.code")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.round(access, MAY, pk)
    if not found.sources.filter(source=_number(request, "source")).exists():
        messages.error(request, _("This sentence does not belong to the round."))
        return redirect("interview:round", pk)
    source = queries.source(access, MAY, _number(request, "source"), on=today())
    try:
        actions.settle(
            **by(request), round=found, source=source, sentence=_number(request, "sentence"),
            code=queries.code(access, MAY, _number(request, "code")), applies=request.POST.get("applies") == "yes",
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(f"{reverse('interview:round', args=[pk])}#settle-heading")


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
