"""Commitments: what was agreed, by whom, by when, and whether it was kept."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import lines as actions
from werkzaam.web.journey.forms.lines import CommitmentForm, SettleForm
from werkzaam.web.journey.queries import lines as queries
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus
from werkzaam.web.journey.rules.lines import is_late
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs

SEE, AGREE, SETTLE = "journey.see_commitments", "journey.agree_commitment", "journey.settle_commitment"
PER_PAGE = 50


@needs(SEE)
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """What still has to be done, or all of it."""
    access, on, every = access_of(request), timezone.localdate(), request.GET.get("which") == "all"
    found = queries.commitments(access, SEE)
    asked = found if every else found.filter(status=CommitmentStatus.OPEN.value)
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, is_late(one.due_on, one.status, on=on)) for one in page],
        "kept": queries.kept(found, on=on),
        "every": every,
        "may_agree": access.may(AGREE),
        "may_settle": access.may(SETTLE),
    }
    return render(request, "journey/lines_commitments.html", context)


@needs(AGREE)
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """Write down a commitment."""
    access = access_of(request)
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        programmes=journey.programmes(access, AGREE),
        organisations=people.organisations(access, AGREE),
        on=timezone.localdate(),
    )
    if form.is_valid() and added(form, actions.agree_commitment, by=access, at=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("journey:commitments")
    context = {"form": form, "title": _("New commitment")}
    return render(request, "journey/lines_commitment.html", context, status=422 if form.is_bound else 200)


@needs(SETTLE)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a commitment was kept."""
    access = access_of(request)
    one = queries.commitment(access, SETTLE, pk)
    initial = {"settled_on": timezone.localdate()}
    form = SettleForm(request.POST if request.method == "POST" else None, initial=initial)
    who = {"by": access, "at": timezone.now(), "commitment": one}
    if form.is_valid() and added(form, actions.settle_commitment, **who):
        messages.success(request, _("Saved."))
        return redirect("journey:commitments")
    context = {"form": form, "commitment": one, "title": _("Was it kept?")}
    return render(request, "journey/lines_commitment.html", context, status=422 if form.is_bound else 200)
