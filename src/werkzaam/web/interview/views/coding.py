"""One source: read it, put codes on it, take them back, write memos.

A script may ask for JSON; without one, forms do the same.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries, rules
from werkzaam.web.interview.forms import CodingForm, MemoForm
from werkzaam.web.interview.models import Coding, Source
from werkzaam.web.interview.views.drawn import drawn
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.source(access_of(request), "interview.see", pk, on=today())
    first = _number(request.GET.get("first"))
    last = _number(request.GET.get("last")) or first
    form = CodingForm(initial={"first": first, "last": last}, codes=queries.codes(found.study))
    return _page(request, found, form, first, last)


@needs("interview.code")
@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.source(access_of(request), MAY, pk, on=today())
    form = CodingForm(request.POST, codes=queries.codes(found.study))
    try:
        if form.is_valid() and (coding := _coded(request, found, form.cleaned_data)):
            return _answer(request, coding)
    except Problem as problem:
        form.add_error(None, problem.message)
    if _wants_json(request):
        return JsonResponse({"message": " ".join(_errors(form))}, status=422)
    return _page(request, found, form, None, None)


def _coded(request: HttpRequest, found: Source, told: dict[str, Any]) -> Coding | None:
    place = (told["start"] or 0, told["end"]) if told["end"] is not None else None
    if place is None:
        place = rules.span(rules.units(found.sentences), told["first"], told["last"])
    if place is None:
        raise actions.BadCoding(
            _("These sentences are not in the text: choose numbers that stand before a sentence.")
        )
    return actions.code_segment(
        **by(request), source=found, code=told["code"], start=place[0], end=place[1],
        stance=told["stance"] or Coding.Stance.FOR,
    )  # fmt: skip


def _answer(request: HttpRequest, coding: Coding) -> HttpResponse:
    if _wants_json(request):
        told = {"coding": coding.pk, "code": coding.code_id, "start": coding.start, "end": coding.end}
        against = coding.stance == Coding.Stance.AGAINST
        return JsonResponse(told | {"against": against, "memo": coding.memo}, status=201)
    first = request.POST.get("first") or "1"
    return redirect(f"{reverse('interview:source', args=[coding.source_id])}#s{_number(first) or 1}")


@needs("interview.code")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    coding = queries.coding(access_of(request), MAY, pk, on=today())
    return _done(request, coding, lambda: actions.uncode(**by(request), coding=coding))


@needs("interview.code")
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    coding = queries.coding(access_of(request), MAY, pk, on=today())
    text = request.POST.get("text", "")
    return _done(request, coding, lambda: actions.note(**by(request), coding=coding, text=text))


def _done(request: HttpRequest, coding: Coding, act: Any) -> HttpResponse:
    source_pk = coding.source_id
    try:
        act()
    except Problem as problem:
        if not _wants_json(request):
            raise
        return JsonResponse({"message": problem.message}, status=problem.status)
    return HttpResponse(status=204) if _wants_json(request) else redirect("interview:source", source_pk)


@needs("interview.code")
@require_POST
def memo(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.source(access_of(request), MAY, pk, on=today())
    form = MemoForm(request.POST)
    if form.is_valid():
        actions.write_memo(**by(request), study=found.study, source=found, text=form.cleaned_data["text"])
        return redirect(f"{reverse('interview:source', args=[pk])}#memos")
    return _page(request, found, CodingForm(codes=queries.codes(found.study)), None, None, memo=form)


def _page(
    request: HttpRequest,
    found: Source,
    form: CodingForm,
    first: int | None,
    last: int | None,
    memo: MemoForm | None = None,
) -> HttpResponse:
    access = access_of(request)
    marks = queries.marks(found, own=access.account)
    units = rules.units(found.sentences)
    looked(request, "see_source", [queries.subject(found)])
    codes = list(queries.codes(found.study))
    return show(
        request, "source", found.study, source=found, form=form, memo_form=memo or MemoForm(), codes=codes,
        paragraphs=drawn(rules.lay_out(found.text, units, marks, rules.turns(found.turns)), first, last),
        codings=len(marks), memos=queries.memos(found.study, source=found),
        blind=queries.blind(found.pk, access.account),
        payload=_payload(found, marks, codes),
    )  # fmt: skip


def _payload(found: Source, marks: list[rules.Mark], codes: list[Any]) -> dict[str, Any]:
    """What the script of the page reads: codes by id, codings with their places."""
    return {
        "codes": [{"id": one.pk, "name": one.name, "key": one.key, "colour": one.colour} for one in codes],
        "codings": [
            {name: value for name, value in asdict(mark).items() if name != "name"} for mark in marks
        ],
        "code": reverse("interview:code", args=[found.pk]),
        "undo": reverse("interview:undo", args=[0]),
        "note": reverse("interview:note", args=[0]),
    }


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _errors(form: CodingForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 7 else None
