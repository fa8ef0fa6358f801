"""Questions between professionals: asking on a person's page, answering from one's own list."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import lines_question as actions
from werkzaam.web.journey.forms.lines import QuestionForm, ReplyForm
from werkzaam.web.journey.models import ShortLine, Trajectory
from werkzaam.web.journey.models.labels.lines import SHARES
from werkzaam.web.journey.queries import hand_over as hand_overs
from werkzaam.web.journey.queries import lines as queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.journey.views.trajectory import added
from werkzaam.web.people.access import access_of, needs

ASK, ANSWER = "journey.ask_short_line", "journey.answer_short_line"
PER_PAGE = 50


@needs(ASK)
@require_safe
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions about one person, and hand-overs."""
    access, now = access_of(request), timezone.now()
    one = journey.trajectory(access, ASK, pk)
    asked = queries.about(one)
    look(access, "journey.see_short_line", [one.person_id])
    context = {
        "trajectory": one,
        "lines": [(line, shown(line)) for line in asked],
        "hand_overs": hand_overs.of(one),
        "open_statuses": hand_overs.OPEN,
        "pace": queries.pace(queries.askable(one), at=now),
        "now": now,
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/lines_person.html", context)


@needs(ASK)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another professional, sharing only what the question needs."""
    access, on = access_of(request), timezone.localdate()
    one = journey.trajectory(access, ASK, pk)
    whom = queries.answerers(one, on=on)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, trajectory=one, whom=whom.items())
    if form.is_valid() and asked(request, form, one):
        messages.success(request, _("Your question is sent."))
        return redirect("journey:lines", one.pk)
    look(access, "journey.see_short_line", [one.person_id])
    context = {
        "trajectory": one,
        "form": form,
        "pace": queries.pace({int(key.partition(":")[0]) for key in whom}, at=timezone.now()),
        "whom": whom,
    }
    return render(request, "journey/lines_ask.html", context, status=422 if form.is_bound else 200)


def asked(request: HttpRequest, form: QuestionForm, one: Trajectory) -> bool:
    """Whether the question went out; if not, the form says why."""
    try:
        actions.ask_short_line(by=access_of(request), at=timezone.now(), trajectory=one, **form.cleaned_data)
    except JourneyProblem as problem:
        form.refuse(problem)
        return False
    return True


@needs(ANSWER)
@require_safe
def short_lines(request: HttpRequest) -> HttpResponse:
    """Questions that wait for an answer, what is due first on top; and those that were answered."""
    access, now = access_of(request), timezone.now()
    answered = request.GET.get("which") == "answered"
    found = queries.inbox(access).filter(answered_at__isnull=not answered)
    ordered = found.order_by("-answered_at") if answered else found.order_by("due_at")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pace": queries.pace(access.organisations(ANSWER), at=now),
        "answered": answered,
        "now": now,
    }
    return render(request, "journey/lines_inbox.html", context)


@needs(ANSWER)
@require_http_methods(["GET", "POST"])
def short_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question with what was shared, and the answer."""
    access, one = access_of(request), queries.question(access_of(request), pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and added(form, actions.answer_short_line, by=access, at=timezone.now(), line=one):
        messages.success(request, _("Your answer is sent."))
        return redirect("journey:short_lines")
    look(access, "journey.see_short_line", [one.trajectory.person_id] if one.trajectory else [])
    context = {"line": one, "shares": shown(one), "form": form, "now": timezone.now()}
    return render(request, "journey/lines_question.html", context, status=422 if form.is_bound else 200)


def shown(line: ShortLine) -> list[tuple[object, str]]:
    """What was shared, with the label of each."""
    return [(label, line.shares[code]) for code, label in SHARES if code in line.shares]
