"""The joint display, and lowering a verdict."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.web.desk import actions, display, queries
from werkzaam.web.desk.effects import effects
from werkzaam.web.desk.forms.claim import JointForm, LowerForm
from werkzaam.web.desk.models import JointRow
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.views.looks import CLAIM, by, kept, language, room_of, show
from werkzaam.web.people.access import access_of, needs, refuse

ROW = ("element", "dose", "estimand", "fit", "reading_nl", "reading_en")


@needs("desk.see")
@require_GET
def joint(request: HttpRequest, code: str) -> HttpResponse:
    """Element × dose × estimate × voices × fit × reading."""
    here = room_of(request, "desk.see", code)
    return show(request, "joint", here.study, rows=display.rows(here, language()), run=here.run)


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def new_row(request: HttpRequest, code: str) -> HttpResponse:
    return _row(request, room_of(request, CLAIM, code), None)


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.row(access_of(request), CLAIM, pk)
    if request.method == "POST" and "drop" in request.POST:
        actions.drop_row(**by(request), row=found)
        return redirect("desk:joint", found.study.code)
    return _row(request, room_of(request, CLAIM, found.study.code), found)


@needs(CLAIM)
@require_POST
def look_row(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.row(access_of(request), CLAIM, pk)
    actions.look_again_row(**by(request), row=found)
    messages.success(request, _("Looked at again: the reading stands on what is there today."))
    return redirect("desk:joint", found.study.code)


def _row(request: HttpRequest, here: Room, found: JointRow | None) -> HttpResponse:
    before = {name: getattr(found, name) for name in ROW} if found else {}
    form = JointForm(request.POST or None, initial=before, **display.choices(here, language()))
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {"study": here.study, "values": form.cleaned_data, "row": found}
        if kept(form, actions.read_row, **by(request), **values):
            messages.success(request, _("The row was kept."))
            return redirect("desk:joint", here.study.code)
    status = 422 if form.is_bound else 200
    return show(request, "joint_row", here.study, form=form, row=found, status=status)


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def lower(request: HttpRequest, code: str, claim: str) -> HttpResponse:
    """A lower verdict on a computed claim: never a higher one."""
    here = room_of(request, CLAIM, code)
    told = next((one for one in effects(here, language()) if one.key == claim), None)
    if told is None:
        raise refuse()
    if request.method == "POST" and "back" in request.POST:
        actions.take_back_lowering(**by(request), study=here.study, claim=claim)
        return redirect("desk:claims", code)
    form = LowerForm(
        request.POST or None, lower=here.lower_than(claim), initial=queries.lowered(here.study, claim)
    )
    if form.is_bound and form.is_valid():
        values = {"study": here.study, "claim": claim, "verdict": form.cleaned_data["verdict"]}
        if kept(form, actions.lower, **by(request), **values, reason=form.cleaned_data):
            messages.success(request, _("The verdict was lowered; the reason is printed beside it."))
            return redirect("desk:claims", code)
    return show(request, "lower", here.study, claim=told, form=form, status=422 if form.is_bound else 200)
