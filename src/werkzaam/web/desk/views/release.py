"""What leaves the desk: the report beside its claims, the release by two, recommendations, and who withdrew since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.web.desk import actions, control, followed, published, queries, reading
from werkzaam.web.desk.forms.claim import ReleaseForm, UptakeForm
from werkzaam.web.desk.standing import obstacles
from werkzaam.web.desk.views.looks import CLAIM, by, kept, language, looked, room_of, show
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import View, access_of, needs, refuse

FRAMES = cast("Callable[[View], View]", csp_replace({"frame-src": ["'self'"]}))


@needs("desk.see")
@require_GET
@FRAMES
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The draft beside its claims: a sentence opens its evidence."""
    here = room_of(request, "desk.see", code)
    chapters = reading.chapters(here.draft, language()) if here.draft else []
    return show(
        request, "report", here.study, run=here.run, draft=here.draft, chapters=chapters, rewritten=here.rewritten,
        files=reading.files(here.draft) if here.draft else [],
        frame=here.draft.report("html", language()) if here.draft else "",
    )  # fmt: skip


@needs("desk.see")
@require_GET
def release(request: HttpRequest, code: str) -> HttpResponse:
    """What disclosure control did to the draft, what stands in the way, and who let it go."""
    access, here = access_of(request), room_of(request, "desk.see", code)
    asked = here.release()
    return show(
        request, "release", here.study, run=here.run, asked=asked, obstacles=obstacles(here), form=ReleaseForm(),
        control=control.told(here.draft) if here.draft else None,
        own=asked is not None and asked.asked_by == access.account,
        names=people.names({one for one in (asked.asked_by, asked.decided_by) if one}) if asked else {},
    )  # fmt: skip


@needs("desk.publish")
@require_POST
def ask_release(request: HttpRequest, code: str) -> HttpResponse:
    study = queries.study(access_of(request), "desk.publish", code)
    actions.ask_release(**by(request), study=study)
    messages.success(request, _("Asked. Another researcher must look at this draft and decide."))
    return redirect("desk:release", code)


@needs("desk.release")
@require_POST
def decide_release(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.release(access_of(request), "desk.release", pk)
    remark, approve = request.POST.get("remark", ""), request.POST.get("decision") == "approve"
    actions.decide_release(**by(request), release=found, approve=approve, remark=remark)
    messages.success(request, _("Released.") if approve else _("Sent back, with your remark."))
    return redirect("desk:release", found.run.freeze.study.code)


@needs("desk.see")
@require_GET
def recommendations(request: HttpRequest, code: str) -> HttpResponse:
    """To whom, resting on what, and what became of it."""
    here = room_of(request, "desk.see", code)
    return show(request, "recommendations", here.study, rows=followed.rows(here, language()))


@needs(CLAIM)
@require_http_methods(["GET", "POST"])
def uptake(request: HttpRequest, code: str, claim: str) -> HttpResponse:
    here = room_of(request, CLAIM, code)
    told = next((one for one in followed.rows(here, language()) if one.key == claim), None)
    if told is None:
        raise refuse()
    form = UptakeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {"study": here.study, "claim": claim, "reason": form.cleaned_data}
        values |= {name: form.cleaned_data[name] for name in ("on", "uptake")}
        if kept(form, actions.note_uptake, **by(request), **values):
            messages.success(request, _("Noted. Where this was published, its page tells it too."))
            return redirect("desk:recommendations", code)
    return show(request, "uptake", here.study, one=told, form=form, status=422 if form.is_bound else 200)


@needs("desk.see")
@require_GET
def withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    """Whose data or words stand in a published edition, though consent was withdrawn since: by pseudonym alone."""
    study = queries.study(access_of(request), "desk.see", code)
    found = published.withdrawn(study, on=timezone.localdate())
    looked(request, "see_withdrawn", [one for edition in found for one in edition.pseudonyms])
    return show(request, "withdrawn", study, editions=found)
