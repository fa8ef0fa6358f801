"""The researcher's desk: where a study stands, each step on its way, and what a run found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.web.desk import actions, queries
from werkzaam.web.desk.forms.steps import ExportForm
from werkzaam.web.desk.models import Job
from werkzaam.web.desk.published import withdrawn
from werkzaam.web.desk.results import results as shaped
from werkzaam.web.desk.room import room
from werkzaam.web.desk.stand import stand
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs

# A drawing or report carries its own style; nothing in it may run or be fetched. The desk shows it in a frame.
DRAWN = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'self'"
MAY = ("export", "freeze", "run", "claim", "publish", "release")
TYPES = {
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@needs("desk.see")
@require_GET
def study(request: HttpRequest, code: str) -> HttpResponse:
    access, today = access_of(request), timezone.localdate()
    found = queries.study(access, "desk.see", code)
    state, here = queries.state(found, on=today), room(found, on=today)
    jobs = [job for job in (state.freeze, state.run, state.report, state.publication) if job is not None]
    context = {
        "study": found,
        "state": state,
        "room": stand(here),
        "withdrawn": state.publication is not None and withdrawn(found, on=today),
        "said": queries.headline(state.run, _language()),
        "registered": queries.locked_before_looking(found),
        "names": people.names({job.asked_by for job in jobs}),
        "may": {verb: access.may(f"desk.{verb}") for verb in MAY},
    }
    return render(request, "desk/study.html", context)


@needs("desk.export")
@require_http_methods(["GET", "POST"])
def data(request: HttpRequest, code: str) -> HttpResponse:
    """What the study measured, as one zip for other software."""
    access, now = access_of(request), timezone.now()
    found = queries.study(access, "desk.export", code)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        content = actions.export(
            by=access,
            at=now,
            study=found,
            language=_language(),
            open_answers=form.cleaned_data["open_answers"],
        )
        name = f"werkzaam-{found.code}-{timezone.localdate(now)}.zip"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(content, content_type="application/zip", headers=disposition)
    field = queries.ready(found, on=timezone.localdate(now))
    return render(request, "desk/data.html", {"study": found, "field": field, "form": form})


@needs("desk.freeze")
@require_POST
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    return _asked(request, code, "desk.freeze", actions.freeze)


@needs("desk.run")
@require_POST
def run(request: HttpRequest, code: str) -> HttpResponse:
    return _asked(request, code, "desk.run", actions.run)


@needs("desk.run")
@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The report again, with what was brought since."""
    return _asked(request, code, "desk.run", actions.report)


@needs("desk.publish")
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    return _asked(request, code, "desk.publish", actions.publish)


@needs("desk.see")
@require_GET
def task(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """How far a step is; the page asks again by itself until it has ended."""
    job = queries.job(access_of(request), "desk.see", kind, pk)
    return render(request, "desk/task.html", {"job": job, "study": queries.study_of(job)})


@needs("desk.see")
@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    run = queries.job(access_of(request), "desk.see", "run", pk)
    if not run.done:
        return redirect("desk:task", "run", pk)
    edition = queries.draft(run)
    context = {
        "run": run,
        "study": run.freeze.study,
        "edition": edition,
        "results": shaped(edition, _language()),
        "names": people.names([run.asked_by]),
    }
    return render(request, "desk/results.html", context)


@needs("desk.see")
@require_GET
@xframe_options_sameorigin
def drawing(request: HttpRequest, pk: int, path: str) -> HttpResponse:
    """A figure of a draft edition, or its report; only what its manifest names."""
    run = queries.job(access_of(request), "desk.see", "run", pk)
    place = queries.drawing(run, path)
    response = HttpResponse(place.read_bytes(), content_type=TYPES[place.suffix])
    response["Content-Security-Policy"] = DRAWN
    return response


def _asked(request: HttpRequest, code: str, permission: str, ask: Callable[..., Job]) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, permission, code)
    job: Any = ask(by=access, at=timezone.now(), study=found)
    return redirect("desk:task", job.kind, job.pk)


def _language() -> str:
    return (get_language() or "nl")[:2]
