"""Claims: the list by kind, and writing one with its evidence under a live preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.core.claim.model import Kind
from werkzaam.web.desk import actions, draft, picker, queries
from werkzaam.web.desk.dossier import LANGUAGES
from werkzaam.web.desk.effects import effects
from werkzaam.web.desk.forms.claim import ClaimForm, Links, Rivals, rows_of
from werkzaam.web.desk.models import WrittenClaim
from werkzaam.web.desk.room import Room
from werkzaam.web.desk.standing import lowerable, standing, standings
from werkzaam.web.desk.views.looks import CLAIM, by, kept, language, room_of, show
from werkzaam.web.people.access import access_of, needs, refuse

SAVE = "save"


@needs("desk.see")
@require_GET
def claims(request: HttpRequest, code: str) -> HttpResponse:
    """What researchers wrote, by kind, beside the verdicts that were computed."""
    here = room_of(request, "desk.see", code)
    told = standings(here)
    kinds = [
        (kind.value, kind.label, [one for one in told if one.claim.kind == kind.value])
        for kind in WrittenClaim.Kind
    ]
    return show(
        request, "claims", here.study, kinds=kinds, run=here.run,
        effects=effects(here, language()), lowerable={one.key for one in lowerable(here)},
        rewritten=here.rewritten,
    )  # fmt: skip


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    if kind not in WrittenClaim.Kind.values:
        raise refuse()
    return _page(request, room_of(request, CLAIM, code), kind, None)


@needs("desk.see")
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.claim(access_of(request), "desk.see", pk)
    return _page(request, room_of(request, "desk.see", row.study.code), row.kind, row)


@needs(CLAIM)
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.claim(access_of(request), CLAIM, pk)
    actions.look_again(**by(request), claim=row)
    messages.success(request, _("Looked at again: the sentence stands on the numbers of today."))
    return redirect("desk:claims", row.study.code)


@needs(CLAIM)
@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.claim(access_of(request), CLAIM, pk)
    actions.leave_out(**by(request), claim=row)
    messages.success(request, _("The claim is left out of the next report."))
    return redirect("desk:claims", row.study.code)


def _page(request: HttpRequest, here: Room, kind: str, row: WrittenClaim | None) -> HttpResponse:
    doing = request.POST.get("do", "")
    posted = draft.changed(request.POST, doing) if request.method == "POST" else None
    form, links, rivals = _forms(posted, kind, row)
    if (
        doing == SAVE
        and _valid(form, links, rivals)
        and _saved(request, here, kind, row, form, links, rivals)
    ):
        return redirect("desk:claims", here.study.code)
    seen = draft.preview(here, kind, row, form, links, rivals)
    return show(
        request, "claim", here.study, row=row, kind=kind, form=form, links=links, rivals=rivals,
        seen=standing(here, seen), languages=LANGUAGES,
        asked=request.POST.get("find", ""), found=picker.find(here, request.POST.get("find", "")),
        status=422 if doing == SAVE else 200,
    )  # fmt: skip


def _forms(posted: QueryDict | None, kind: str, row: WrittenClaim | None) -> tuple[Any, Any, Any]:
    initial, links, rivals = draft.initial(row)
    form = ClaimForm(posted, kind=kind, asked=True, initial=initial)
    many = [Links(posted, prefix="links", initial=links), Rivals(posted, prefix="rivals", initial=rivals)]
    return form, *many


def _valid(form: Any, links: Any, rivals: Any) -> bool:
    return all([form.is_valid(), links.is_valid(), rivals.is_valid()])


def _saved(
    request: HttpRequest, here: Room, kind: str, row: WrittenClaim | None, form: Any, links: Any, rivals: Any
) -> bool:
    more = rows_of(rivals) if kind == Kind.CONTRIBUTION else []
    written = kept(
        form, actions.write_claim, **by(request), study=here.study, kind=kind, claim=row,
        texts=form.cleaned_data, links=rows_of(links), rivals=more,
    )  # fmt: skip
    if written:
        messages.success(request, _("The claim was kept."))
    return written is not None
