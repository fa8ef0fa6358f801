"""A text that may still hold names: the reader decides on every mark, then signs off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Mark, Pending
from werkzaam.web.interview.views.looks import by, looked, show, today
from werkzaam.web.people.access import access_of, needs

SHOWN = 300  # marks on a page: a form may hold a thousand fields
DECIDED = {Mark.Choice.REPLACE.value, Mark.Choice.KEEP.value}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text; `mark` where they may give someone away."""

    text: str
    mark: Mark | None = None


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.pending(access_of(request), pk, on=today())
    if request.method == "POST":
        marks = list(found.marks.all())
        choices = {one.pk: request.POST.get(f"choice-{one.pk}", "") for one in marks}
        if "all" in request.POST:
            choices |= {
                one.pk: Mark.Choice.REPLACE for one in marks if (choices[one.pk] or one.choice) not in DECIDED
            }
        words = {one.pk: request.POST.get(f"words-{one.pk}", "") for one in marks}
        left = actions.decide(**by(request), pending=found, choices=choices, words=words)
        if left or "sign" not in request.POST:
            messages.success(request, _("Kept. Marks still to decide: %(left)d.") % {"left": left})
            return redirect("interview:pending", pk)
        return _signed(request, found)
    looked(request, "see_pending", [queries.subject(found)])
    return _page(request, found)


def _page(request: HttpRequest, found: Pending, problem: str = "") -> HttpResponse:
    marks = list(found.marks.all())
    return show(
        request, "pending", found.study, pending=found, marks=_beside(found.text, _first(marks)),
        more=max(0, len(marks) - SHOWN),
        pieces=_pieces(found.text, marks), choices=Mark.Choice.choices, problem=problem,
        speakers=sorted({turn[3] for turn in found.turns}),
        left=sum(one.choice == Mark.Choice.OPEN for one in marks),
    )  # fmt: skip


def _first(marks: Sequence[Mark]) -> list[Mark]:
    """As many as a form can hold, those not decided on first, in the order of the text."""
    order = sorted(marks, key=lambda one: (one.choice != Mark.Choice.OPEN, one.start))
    return sorted(order[:SHOWN], key=lambda one: one.start)


def _pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    pieces, last = [], 0
    for one in marks:
        pieces += [Piece(text[last : one.start]), Piece(text[one.start : one.end], one)]
        last = one.end
    return [*pieces, Piece(text[last:])]


@dataclass(frozen=True, slots=True)
class Beside:
    """A mark with what stands before it, its words, what stands after, and why it is doubtful ("" where it is not)."""

    mark: Mark
    before: str
    words: str
    after: str
    doubt: str


def _beside(text: str, marks: Sequence[Mark]) -> list[Beside]:
    doubts = {
        "near-spelling": _("nearly spelled as a name"),
        "small-letters": _("a name, or an ordinary word"),
        "initials": _("initials of a name"),
        "deduce": _("second opinion: deduce"),
    }
    return [
        Beside(
            one, text[max(0, one.start - 30) : one.start], text[one.start : one.end],
            text[one.end : one.end + 30], doubts.get(one.reason, ""),
        )
        for one in marks
    ]  # fmt: skip


def _signed(request: HttpRequest, found: Pending) -> HttpResponse:
    try:
        source = actions.sign_off(**by(request), pending=found, asking=request.POST.getlist("asking"))
    except Problem as problem:
        return _page(request, found, problem.message)
    messages.success(request, _("Signed off. The text with names in it is gone."))
    return redirect("interview:source", source.pk)


@needs("interview.code")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    return _signed(request, queries.pending(access_of(request), pk, on=today()))


@needs("interview.code")
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.pending(access_of(request), pk, on=today())
    words, instead = request.POST.get("words", ""), request.POST.get("replacement", "")
    try:
        times = actions.mark_words(**by(request), pending=found, words=words, replacement=instead)
    except Problem as problem:
        return _page(request, found, problem.message)
    messages.success(request, _("Marked in %(times)d places.") % {"times": times})
    return redirect("interview:pending", pk)


@needs("interview.code")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.pending(access_of(request), pk, on=today())
    actions.leave(**by(request), pending=found)
    messages.success(request, _("The text was thrown away. Nothing of it was kept."))
    return redirect("interview:sources", found.study.code)
