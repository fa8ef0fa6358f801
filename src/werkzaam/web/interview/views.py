"""The interview pages: sources, one source with its codings, the codebook, the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.problem import Problem
from werkzaam.sides import RESEARCH
from werkzaam.web.interview import actions, queries, rules
from werkzaam.web.interview.forms import CodeForm, CodingForm, SourceForm
from werkzaam.web.interview.models import Source
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_GET
def sources(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    listed = queries.sources(found, on=timezone.localdate())
    _looked(request, "see_sources", [row.source for row in listed])
    may_code = access_of(request).may("interview.code")
    return render(request, "interview/sources.html", {"study": found, "listed": listed, "may_code": may_code})


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, study: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, "interview.code", study)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.add_source(by=access, at=timezone.now(), study=found, **form.values())
            return redirect("interview:source", source.pk)
        except Problem as problem:
            form.add_error(None, problem.message)
    return render(request, "interview/add.html", {"study": found, "form": form})


@needs("interview.see")
@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.source(access_of(request), "interview.see", pk, on=timezone.localdate())
    first = _number(request.GET.get("first"))
    last = _number(request.GET.get("last")) or first
    form = CodingForm(initial={"first": first, "last": last}, codes=queries.codes(found.study))
    return _show(request, found, form, first, last)


@needs("interview.code")
@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.source(access, "interview.code", pk, on=timezone.localdate())
    form = CodingForm(request.POST, codes=queries.codes(found.study))
    if form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        span = rules.span(rules.sentences(found.text), first, last)
        if span is not None:
            actions.code_segment(
                by=access,
                at=timezone.now(),
                source=found,
                code=form.cleaned_data["code"],
                start=span[0],
                end=span[1],
            )
            return redirect(f"{reverse('interview:source', args=[pk])}#s{first}")
        form.add_error(
            "last", _("These sentences are not in the text: choose numbers that stand before a sentence.")
        )
    return _show(request, found, form, None, None)


@needs("interview.code")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    coding = queries.coding(access, "interview.code", pk, on=timezone.localdate())
    source_id = coding.source_id
    actions.uncode(by=access, at=timezone.now(), coding=coding)
    return redirect("interview:source", source_id)


@needs("interview.see")
@require_http_methods(["GET", "POST"])
def codebook(request: HttpRequest, study: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, "interview.see", study)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_code(by=access, at=timezone.now(), study=found, **form.cleaned_data)
            return redirect("interview:codebook", found.code)
        except Problem as problem:
            form.add_error(None, problem.message)
    context = {
        "study": found,
        "codes": queries.codes(found),
        "form": form,
        "may_code": access.may("interview.code"),
    }
    return render(request, "interview/codebook.html", context)


@needs("interview.see")
@require_GET
def matrix(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), "interview.see", study)
    counted = queries.matrix(found, on=timezone.localdate())
    return render(request, "interview/matrix.html", {"study": found, "matrix": counted})


def _show(
    request: HttpRequest, found: Source, form: CodingForm, first: int | None, last: int | None
) -> HttpResponse:
    access = access_of(request)
    marks = queries.marks(found, own=access.account)
    context: dict[str, Any] = {
        "source": found,
        "study": found.study,
        "paragraphs": rules.lay_out(found.text, rules.sentences(found.text), marks),
        "form": form,
        "first": first,
        "last": last,
        "may_code": access.may("interview.code"),
        "codings": len(marks),
    }
    _looked(request, "see_source", [found])
    return render(request, "interview/source.html", context)


def _looked(request: HttpRequest, act: str, found: Iterable[Source]) -> None:
    ledger.looked(
        by=access_of(request).account,
        at=timezone.now(),
        side=RESEARCH,
        act=f"interview.{act}",
        subjects=[queries.subject(row) for row in found],
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 7 else None
