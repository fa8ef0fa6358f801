"""What collecting apps sent: the list, one beside what is there, and the decision about it."""

from __future__ import annotations

import io
import zipfile

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import actions, deliveries, queries
from werkzaam.web.survey.actions import SETTLE
from werkzaam.web.survey.actions.delivering import WITHDRAWN
from werkzaam.web.survey.models import Delivery

PAGE = 50


class CaseForm(forms.Form):
    case = forms.CharField(
        label=gettext_lazy("Case number"),
        max_length=20,
        help_text=gettext_lazy("As it stands on the interviewer's list."),
    )


@needs(SETTLE)
@require_GET
def deliveries_page(request: HttpRequest, code: str) -> HttpResponse:
    """Every delivery of a study, what waits first if asked; nobody in particular."""
    study = queries.study_of(access_of(request), SETTLE, code)
    found = deliveries.deliveries(study)
    shown_all = request.GET.get("show") == "all"
    if not shown_all:
        found = found.filter(status__in=deliveries.WAITING)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(one, deliveries.why(one)) for one in page]
    shown = {"study": study, "rows": rows, "page": page, "all": shown_all}
    return render(request, "survey/deliveries.html", shown)


@needs(SETTLE)
@require_GET
def delivery(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _page(request, _found(request, code, number))


@needs(SETTLE)
@require_POST
def attach_delivery(request: HttpRequest, code: str, number: int) -> HttpResponse:
    got, form = _found(request, code, number), CaseForm(request.POST)
    if not form.is_valid():
        return _page(request, got, form, status=422)
    try:
        done = actions.attach(
            by=access_of(request), at=timezone.now(), delivery=got, case=form.cleaned_data["case"]
        )
    except deliveries.DeliveryRefused as problem:
        form.add_error("case", problem.message)
        return _page(request, got, form, status=422)
    _tell(request, done)
    return redirect("survey:deliveries", code)


@needs(SETTLE)
@require_POST
def set_aside_delivery(request: HttpRequest, code: str, number: int) -> HttpResponse:
    got = _found(request, code, number)
    try:
        actions.set_aside(by=access_of(request), at=timezone.now(), delivery=got)
    except deliveries.DeliveryRefused as problem:
        messages.error(request, problem.message)
        return redirect("survey:delivery", code, number)
    messages.success(request, _("Set aside. You can still take it up later."))
    return redirect("survey:deliveries", code)


@needs(SETTLE)
@require_GET
def delivery_files(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The delivery with its files as they came, for instance to decrypt them where the private key is."""
    got = _found(request, code, number)
    if not deliveries.is_readable(got, timezone.now()):
        raise deliveries.DeliveryRefused(_("Nothing of this delivery can be opened."))
    if deliveries.is_shut(got) and got.status != Delivery.Status.SEALED:
        studies.require_unsealed(got.collector.study)
    _looked(request, got, "survey.take_delivery")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("submission.xml", bytes(got.body))
        for file in got.files.all():
            archive.writestr(file.name.replace("/", "_"), bytes(file.content))
    name = f"delivery-{got.pk}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


def _found(request: HttpRequest, code: str, number: int) -> Delivery:
    return deliveries.delivery(queries.study_of(access_of(request), SETTLE, code), number)


def _page(
    request: HttpRequest, got: Delivery, form: CaseForm | None = None, status: int = 200
) -> HttpResponse:
    """A look at someone's answers, unless there is nothing to see."""
    readable = deliveries.is_readable(got, timezone.now())
    told = deliveries.reading(got) if readable else None
    if readable:
        _looked(request, got, "survey.see_delivery")
    settled = got.status == Delivery.Status.TAKEN or got.reason == WITHDRAWN
    case = deliveries.said_case(got) if readable else ""
    shown = {
        "study": got.collector.study,
        "delivery": got,
        "why": deliveries.why(got),
        "readable": readable,
        "case": case,
        "lines": deliveries.lines(got, told) if told else [],
        "answered": got.invitation is not None and queries.submission(got.invitation) is not None,
        "files": list(got.files.values_list("name", flat=True)) if readable else [],
        "form": form or CaseForm(initial={"case": case}),
        "may_attach": readable and told is not None and not told.problem and not settled,
        "may_set_aside": got.status in deliveries.WAITING,
    }
    return render(request, "survey/deliveries_one.html", shown, status=status)


def _looked(request: HttpRequest, got: Delivery, act: str) -> None:
    subject = got.invitation.pseudonym if got.invitation else f"delivery:{got.pk}"
    ledger.looked(
        by=access_of(request).account,
        at=timezone.now(),
        side=RESEARCH,
        act=act,
        subjects=[subject],
        details={"delivery": got.pk},
    )


def _tell(request: HttpRequest, done: Delivery) -> None:
    if done.reason == WITHDRAWN:
        messages.warning(
            request, _("This person withdrew. The answers were erased, and nothing was taken up.")
        )
    else:
        messages.success(request, _("Taken up as the answers of this person."))
