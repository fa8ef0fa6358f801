"""Elements as they are printed: which codes go into the report, under which names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.core.claim.dossier import Element
from werkzaam.web.desk import actions, queries
from werkzaam.web.desk.forms.claim import ElementForm
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.views.looks import CLAIM, by, kept, room_of, show
from werkzaam.web.interview import queries as interview
from werkzaam.web.people.access import access_of, needs

KINDS = ("working-element", "improvement-point")


@needs("desk.see")
@require_GET
def elements(request: HttpRequest, code: str) -> HttpResponse:
    here = room_of(request, "desk.see", code)
    return show(request, "elements", here.study, rows=_rows(here))


@dataclass(frozen=True, slots=True)
class Row:
    """A code that could go into the report, and how it stands there (None: it does not)."""

    code: Any
    element: Element | None

    @property
    def perspectives(self) -> int:
        return sum(bool(voice.persons) for voice in self.element.voices) if self.element else 0


def _rows(here: Room) -> list[Row]:
    printed, told = queries.keys_by_code(here.study), {one.key: one for one in here.dossier.elements}
    codes = interview.codes(here.study)
    return [Row(code, told.get(printed.get(code.pk, ""))) for code in codes if code.kind in KINDS]


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def element(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of one code in the report; `pk` is of the code."""
    code = interview.code(access_of(request), "interview.see", pk)
    study, row = code.study, queries.printed(code)
    if request.method == "POST" and "out" in request.POST:
        actions.leave_out_element(**by(request), study=study, code=pk)
        messages.success(request, _("The element is left out of the next report."))
        return redirect("desk:elements", study.code)
    form = ElementForm(request.POST or None, initial=_before(row, code))
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {"study": study, "code": pk, "texts": form.cleaned_data}
        if kept(form, actions.print_element, **by(request), **values):
            messages.success(request, _("The element goes into the next report."))
            return redirect("desk:elements", study.code)
    return show(
        request, "element", study, code=code, row=row, form=form, status=422 if form.is_bound else 200
    )


def _before(row: Any, code: Any) -> dict[str, str]:
    if row is None:
        return {"label_nl": code.name, "definition_nl": code.definition}
    return {name: getattr(row, name) for name in ElementForm.base_fields}
