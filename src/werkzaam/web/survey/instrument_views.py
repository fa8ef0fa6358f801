"""Questionnaires as a researcher sees them: those that are here, one of them, on a phone, as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.core.measure.language import direction
from werkzaam.core.measure.sheet import SheetProblem, read_csv
from werkzaam.core.measure.sheet.media import named_media
from werkzaam.table import XLSX
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.survey import actions, instrument_page, preview, queries
from werkzaam.web.survey.forms import InstrumentForm
from werkzaam.web.survey.models import Instrument
from werkzaam.web.survey.questionnaire import defined, ready
from werkzaam.web.survey.respond.door import spoken
from werkzaam.web.survey.rules import InstrumentChanged

View = Callable[..., HttpResponse]
Policy = Callable[[View], View]

SEE, OPEN = "survey.see_field", actions.OPEN_ROUND
FRAMES = cast("Policy", csp_replace({"frame-src": ["'self'"]}))
FRAMED = cast("Policy", csp_replace({"frame-ancestors": ["'self'"], "media-src": ["'self'"]}))


@needs(SEE)
@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    return _instruments(request, InstrumentForm())


@needs(OPEN)
@require_POST
def add_instrument(request: HttpRequest) -> HttpResponse:
    """Keep what was uploaded, or what comes with Werkzaam (`shipped`); every fault is listed with its place."""
    form = InstrumentForm(request.POST, request.FILES)
    shipped = request.POST.get("shipped", "")
    if shipped not in queries.SHIPPED and not form.is_valid():
        return _instruments(request, form, status=422)
    if shipped in queries.SHIPPED:
        text, media = queries.shipped_text(shipped), {}
    else:
        sent = form.cleaned_data["definition"]
        text, media = sent.book.as_csv(), dict(sent.media)
    try:
        by, at = access_of(request), timezone.now()
        added = actions.add_instrument(by=by, at=at, csv_text=text, media=media)
    except SheetProblem as problem:
        form.add_error("definition", form.refused(problem))
        return _instruments(request, form, status=422)
    except InstrumentChanged as problem:
        form.add_error("definition", problem.message)
        return _instruments(request, form, status=422)
    _tell_unnamed(request, added, media)
    return redirect("survey:instrument", added.pk)


@needs(SEE)
@require_GET
@FRAMES
def instrument(request: HttpRequest, number: int) -> HttpResponse:
    """Every question as respondents read it, what each language lacks, what changed since the version before."""
    return render(request, "survey/instrument.html", instrument_page.shown(queries.instrument(number)))


@needs(SEE)
@require_GET
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The questionnaire as a spreadsheet to adapt, with our columns and every sign as it was sent in."""
    found = queries.instrument(number)
    named = f'attachment; filename="{found.key}-{found.version}.xlsx"'
    content = read_csv(found.definition).as_xlsx()
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": named})


@needs(SEE)
@require_GET
def media(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One sound or picture; it never changes, so it may be kept by the browser."""
    found = queries.instrument(number).media.filter(name=name).first()
    if found is None:
        raise refuse()
    headers = {"Cache-Control": "private, max-age=86400, immutable"}
    return HttpResponse(bytes(found.content), content_type=found.kind, headers=headers)


@needs(SEE)
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@FRAMED
def preview_page(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """One screen on a phone, in one language; what is filled in goes along in the page and is kept nowhere."""
    found = queries.instrument(number)
    asked = ready(found.xform, found.definition)
    if language not in asked.languages:
        raise refuse()
    posted = dict(request.POST.lists())
    with translation.override(spoken(language)):
        walk = preview.walk(asked.form, language, posted, queries.clock(timezone.now()))
        shown = {
            "instrument": found,
            "title": asked.definition.title.get(language) or str(found),
            "walk": walk,
            "language": language,
            "direction": direction(language),
            "kept": set(found.media.values_list("name", flat=True)),
        }
        return render(request, "survey/instrument_preview.html", shown)


def _tell_unnamed(request: HttpRequest, added: Instrument, media: dict[str, bytes]) -> None:
    left = sorted(set(media) - named_media(defined(added.definition)))
    if left:
        said = _("The sheet names no such file, so it was not kept: %(files)s.")
        messages.warning(request, said % {"files": ", ".join(left)})


def _instruments(request: HttpRequest, form: InstrumentForm, status: int = 200) -> HttpResponse:
    kept = list(queries.instruments())
    keys = {found.key for found in kept}
    shown = {
        "instruments": kept,
        "shipped": [key for key in queries.SHIPPED if key not in keys],
        "form": form,
        "may_open": access_of(request).may(OPEN),
    }
    return render(request, "survey/instruments.html", shown, status=status)
