"""The texts of a study, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import SourceForm
from werkzaam.web.interview.models import Pending
from werkzaam.web.interview.views.looks import MAY, by, looked, show, today
from werkzaam.web.people.access import access_of, needs


@needs("interview.see")
@require_GET
def sources(request: HttpRequest, study: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, "interview.see", study)
    listed = queries.sources(found, on=today())
    looked(request, "see_sources", [queries.subject(row.source) for row in listed])
    waiting = [
        row
        for row in Pending.objects.filter(study=found).defer("text", "turns")
        if queries.stands(found.code, row.pseudonym, on=today())
    ]
    return show(request, "sources", found, listed=listed, waiting=waiting if access.may(MAY) else [])


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), MAY, study)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            values, notes = _told(form)
            pending = actions.import_text(**by(request), study=found, **values)
            _tell(request, notes)
            return redirect("interview:pending", pending.pk)
        except Problem as problem:
            form.add_error(None, problem.message)
    return show(request, "add", found, form=form)


def _told(form: SourceForm) -> tuple[dict[str, Any], int]:
    """The form's values, with the words and turns of the file where one was chosen, and how many notes it had."""
    values, upload = form.values(), form.cleaned_data["file"]
    if upload is None:
        return values, 0
    read = actions.read(upload.read(), upload.name, language=values["language"])
    return values | {"text": read.text, "turns": read.turns}, read.notes


def _tell(request: HttpRequest, notes: int) -> None:
    if notes:
        told = ngettext(
            "%(n)d footnote or endnote now stands in the text, where its number stood.",
            "%(n)d footnotes and endnotes now stand in the text, where their numbers stood.",
            notes,
        )
        messages.info(request, told % {"n": notes})
