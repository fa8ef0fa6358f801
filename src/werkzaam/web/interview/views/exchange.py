"""A study's texts, codes and codings out and in, with what is lost on the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkzaam.problem import Problem
from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.forms import ExchangeForm
from werkzaam.web.interview.queries import project as projects
from werkzaam.web.interview.views.looks import MAY, by, show, today
from werkzaam.web.people.access import access_of, needs, refuse


@needs("interview.code")
@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest, study: str) -> HttpResponse:
    found = queries.study(access_of(request), MAY, study)
    form = ExchangeForm(request.POST or None, request.FILES or None)
    taken, report = None, []
    if request.method == "POST" and form.is_valid():
        upload: Any = form.cleaned_data["file"]
        try:
            taken = actions.take_in(**by(request), study=found, data=upload.read(), filename=upload.name)
            report = [(one.count, _lost(one.code)) for one in taken.losses]
        except Problem as problem:
            form.add_error("file", problem.message)
    closed = sum(not row.open for row in queries.sources(found, on=today()))
    return show(request, "exchange", found, form=form, taken=taken, report=report, closed=closed)


@needs("interview.code")
@require_GET
def take(request: HttpRequest, study: str, form: str) -> HttpResponse:
    access = access_of(request)
    found = queries.study(access, MAY, study)
    way = projects.FORMS.get(form)
    if way is None:
        raise refuse()
    whole = projects.project(found, access.account, on=today())
    try:
        data = way.write(whole)
    except Problem as problem:
        page = _("There is nothing to send out yet: %(why)s") % {"why": actions.told_of_exchange(problem)}
        return show(request, "exchange", found, form=ExchangeForm(), problem=page, status=409)
    actions.take_out(
        **by(request), study=found, form=form, sources=len(whole.sources), codings=len(whole.codings)
    )
    name = f'attachment; filename="{found.code}.{way.ending}"'
    return HttpResponse(data, content_type=way.type, headers={"Content-Disposition": name})


def _lost(code: str) -> str:
    """What core says is lost, in the language of the page."""
    words = {
        "turn-times": _("times of turns: only recordings have them in this format"),
        "text-changed": _("texts whose line ends or composed letters were made uniform"),
        "source-media": _("pictures, sound or video, with what was coded in them"),
        "source-formatting": _("formatted versions of a text: the plain text was read"),
        "source-empty": _("sources without any text"),
        "source-missing": _("sources whose text is not in the file"),
        "selection-outside": _("passages beyond the end of their text"),
        "selection-uncoded": _("passages without a code"),
        "coding-unknown-code": _("codings with a code that is not in the codebook"),
        "coding-twice": _("codings that stood there twice: kept once"),
        "coding-whole-source": _("codes on a whole source: put on all of its text"),
        "code-renamed": _("codes with a name another one has: renamed"),
        "unknown-coder": _("codings by nobody in particular: put on an unknown coder"),
    }
    return words.get(code, _("other parts that this room does not know (%(code)s)") % {"code": code})
