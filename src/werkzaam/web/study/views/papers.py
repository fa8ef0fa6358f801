"""What a study says of itself to others: honest words on the allocation, and the document of registration."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries, registration
from werkzaam.web.study.queries import SEE
from werkzaam.web.study.views.study import language

READERS = ("people", "council")
# The document carries its own style and fonts; nothing in it may run or be fetched.
SEALED = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
)


@needs(SEE)
@require_GET
def told(request: HttpRequest, code: str, reader: str) -> HttpResponse:
    """What people, or the council, are told about the groups: to read, and to print."""
    study = queries.get(access_of(request), SEE, code)
    if reader not in READERS:
        raise Http404
    plan = queries.plan(study)
    shown = {
        "study": study,
        "plan": plan,
        "reader": reader,
        "programme": plan.programme.get(language(), ""),
        "comparison": plan.comparison.get(language(), ""),
        "waves": queries.waves(study),
    }
    return render(request, "study/told.html", shown)


@needs(SEE)
@require_GET
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The registration as a page of its own, in the reader's language."""
    study = queries.get(access_of(request), SEE, code)
    response = HttpResponse(registration.as_html(study, language()))
    response["Content-Security-Policy"] = SEALED
    return response


@needs(SEE)
@require_GET
def paper(request: HttpRequest, code: str, tongue: str) -> HttpResponse:
    """The same as PDF/UA, in Dutch or English."""
    study = queries.get(access_of(request), SEE, code)
    if tongue not in ("nl", "en"):
        raise Http404
    name = f'attachment; filename="{study.code}-registration-{tongue}.pdf"'
    return HttpResponse(
        registration.as_pdf(study, tongue),
        content_type="application/pdf",
        headers={"Content-Disposition": name},
    )
