"""One round: how it writes to people, what goes out when, and asking who was not asked yet."""

from __future__ import annotations

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import actions, queries
from werkzaam.web.survey.models import Round
from werkzaam.web.survey.outbox.channels import has_texts
from werkzaam.web.survey.outbox.forms import OutboxForm
from werkzaam.web.survey.outbox.preview import preview
from werkzaam.web.survey.rules import OPEN_ROUND, RoundRefused


@needs(OPEN_ROUND)
@require_http_methods(["GET", "POST"])
def round_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Settings with a preview; `go` says whether they are only tried, kept, or kept and people asked."""
    found = queries.round_of(queries.study_of(access_of(request), OPEN_ROUND, code), number)
    form = OutboxForm(request.POST or None, found=found)
    go = request.POST.get("go", "")
    if request.method == "POST" and not form.is_valid():
        return _page(request, found, form, status=422)
    if go not in ("save", "invite"):
        return _page(request, found, form)
    try:
        _save(request, found, form, go)
    except RoundRefused as problem:
        told.error(request, problem.message)
    return redirect("survey:round", code, number)


@needs(OPEN_ROUND)
@require_POST
def renew(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """New links for those who never opened theirs."""
    access = access_of(request)
    found = queries.round_of(queries.study_of(access, OPEN_ROUND, code), number)
    many = len(actions.renew_links(by=access, at=timezone.now(), round=found))
    words = ngettext("%(many)d new link waits to go.", "%(many)d new links wait to go.", many)
    told.success(request, words % {"many": many})
    return redirect("survey:outbox", code)


def _save(request: HttpRequest, found: Round, form: OutboxForm, go: str) -> None:
    access, now, chosen = access_of(request), timezone.now(), form.cleaned_data
    actions.set_round(
        by=access,
        at=now,
        round=found,
        reminders=chosen["reminders"],
        incentive_cents=form.cents,
        channels=chosen["channels"],
        thanks=chosen["thanks"],
    )
    if go == "save":
        told.success(request, _("Saved. What went out stays as it is; what waits follows the new days."))
        return
    asked = actions.invite(
        by=access,
        at=now,
        round=found,
        pseudonyms=queries.waiting(found, on=timezone.localdate(now)),
    )
    many = len(asked)
    words = ngettext(
        "%(many)d person is invited; the message waits in the outbox.",
        "%(many)d persons are invited; the messages wait in the outbox.",
        many,
    )
    told.success(request, words % {"many": many})


def _page(request: HttpRequest, found: Round, form: OutboxForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    tried = form.is_bound and form.is_valid()
    if tried:
        found.reminders = form.cleaned_data["reminders"]
    channels = form.cleaned_data["channels"] if tried else found.channels
    waiting = queries.waiting(found, on=timezone.localdate(now))
    shown = {
        "study": found.study,
        "round": found,
        "form": form,
        "closed": found.closes_on < timezone.localdate(now),
        "has_texts": has_texts(),
        "waiting": len(waiting),
        "unopened": len(queries.unopened(found)),
        "preview": preview(found, at=now, pseudonyms=waiting, channels=channels),
    }
    return render(request, "survey/outbox/round.html", shown, status=status)
