"""What was coded, asked in any combination; words in the texts; and who says what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from werkzaam.core.coding.coding import Stance
from werkzaam.core.coding.query import Coded, Near, Overlapping, Query, Spoken
from werkzaam.web.interview import queries
from werkzaam.web.interview.forms import FindForm
from werkzaam.web.interview.models import Perspective
from werkzaam.web.interview.queries import lent, told
from werkzaam.web.interview.queries import matrix as matrices
from werkzaam.web.interview.views.looks import looked, show, today
from werkzaam.web.people.access import access_of, needs

PAGE = 200
HITS = 50
NEAR = 2  # sentences


@needs("interview.see")
@require_GET
def passages(request: HttpRequest, study: str) -> HttpResponse:
    """Quotes for a question. One code alone is cut out by the database; everything else core answers."""
    account = access_of(request).account
    found = queries.study(access_of(request), "interview.see", study)
    doses = lent.values(found, "dose")
    form = FindForm(request.GET or None, codes=queries.codes(found), documents=told.DOCUMENTS, doses=doses)
    context: dict[str, Any] = {"form": form, "asked": form.is_bound and form.is_valid()}
    if context["asked"]:
        alone = {name for name, value in form.cleaned_data.items() if value} == {"code"}
        context |= (
            _one_code(request, found, form, account) if alone else _answers(request, found, form, account)
        )
    return show(request, "passages", found, **context)


def _one_code(request: HttpRequest, found: Any, form: FindForm, account: str) -> dict[str, Any]:
    rows = queries.of_code(found, form.cleaned_data["code"], account, on=today())
    first = _first(request)
    page = rows[first : first + PAGE]
    looked(request, "see_passages", [queries.subject(one.coding.source) for one in page])
    return {"rows": _shown(page), "count": len(rows), "more": _more(first, len(rows))}


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with where it stands: addresses are cut from one, for there are hundreds."""

    coding: Any
    text: str
    perspective: str
    where: str
    quote: str


def _shown(rows: list[Any]) -> list[Shown]:
    labels = {str(key): str(label) for key, label in Perspective.choices}
    where, quote = reverse("interview:source", args=[0]), reverse("interview:quote", args=[0])
    return [
        Shown(
            one.coding,
            one.text,
            labels[one.coding.source.perspective],
            where.replace("/0/", f"/{one.coding.source_id}/"),
            quote.replace("/0/", f"/{one.coding.pk}/"),
        )
        for one in rows
    ]


def _answers(request: HttpRequest, found: Any, form: FindForm, account: str) -> dict[str, Any]:
    corpus = told.corpus(found, account, on=today())
    first = _first(request)
    count, rows = told.answer(corpus, _query(form.cleaned_data), first=first, most=PAGE)
    sources = told.titles(one.source for one in rows)
    looked(request, "see_passages", [queries.subject(one) for one in sources.values()])
    names = told.names(found)
    beside = [
        (one, sources[one.source], sorted({names[coding.code].name for coding in one.codings}))
        for one in rows
    ]
    return {"answers": beside, "count": count, "more": _more(first, count)}


def _query(asked: dict[str, Any]) -> Query:
    stance = Stance(asked["stance"]) if asked["stance"] else None
    one = Coded(str(asked["code"].pk), stance=stance)
    query: Query = one
    if asked["other"]:
        query = _both(asked["how"], one, Coded(str(asked["other"].pk)))
    if asked["perspective"]:
        query = query & Spoken(perspective=asked["perspective"])
    for name in ("arm", "region", "language", "dose"):
        if asked.get(name, "").strip():
            query = query & Spoken(attribute=(name, asked[name].strip()))
    return query


def _both(how: str, one: Coded, other: Coded) -> Query:
    if how == "overlap":
        return Overlapping(one, other)
    if how == "near":
        return Near(one, other, NEAR)
    if how == "or":
        return one | other
    return one & ~other if how == "not" else one & other


def _more(first: int, count: int, page: int = PAGE) -> int | None:
    """Where the next page begins, None where there is none."""
    return first + page if count > first + page else None


def _first(request: HttpRequest) -> int:
    value = request.GET.get("from", "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0


@needs("interview.see")
@require_GET
def search(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    words = request.GET.get("words", "").strip()
    first = _first(request)
    count, hits = queries.search(found, words, on=today(), first=first, most=HITS)
    looked(request, "search", [queries.subject(hit.source) for hit in hits])
    more = _more(first, count, HITS)
    return show(request, "search", found, words=words, count=count, hits=hits, more=more)


@needs("interview.see")
@require_GET
def matrix(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    by = request.GET.get("by", "")
    by = by if by in queries.BY else "perspective"
    counted = matrices.matrix(found, access_of(request).account, on=today(), by=by)
    return show(request, "matrix", found, matrix=counted, by=by)
