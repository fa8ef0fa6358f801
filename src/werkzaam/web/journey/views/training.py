"""Training groups: the list, a group, and what is changed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import training as actions
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.forms.training import (
    GroupChangeForm,
    GroupForm,
    SeriesForm,
    SessionChangeForm,
    SessionForm,
)
from werkzaam.web.journey.models import MeetingPlace, Session, TrainingGroup
from werkzaam.web.journey.queries import training_groups as queries
from werkzaam.web.journey.queries import training_people as members
from werkzaam.web.journey.rules import training as rules
from werkzaam.web.journey.views import table_file
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

PER_PAGE = 20
FILED = 5000  # groups in one file
GROUP_HEADER = ["group", "team", "programme", "trainer", "starts_on", "places", "taken", "waiting"]
RUN = actions.RUN


@needs(queries.SEE)
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Groups that go on, or (`?over=1`) those that are over."""
    access, is_over = access_of(request), request.GET.get("over") == "1"
    found = queries.listed(access, at=timezone.now(), is_over=is_over)
    if kind := table_file.wanted(request.GET):
        return table_file.taken(
            access, "groups", kind, GROUP_HEADER, [group_row(one) for one in found[:FILED]]
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_over": is_over, "may_run": access.may(RUN)}
    return render(request, "journey/training/groups.html", context)


def group_row(one: Any) -> tuple[object, ...]:
    trainer = one.trainer.name if one.trainer else ""
    return (
        one.name,
        one.team,
        one.programme,
        trainer,
        one.starts_on,
        one.capacity,
        one.enrolled,
        one.waiting,
    )


@needs(queries.SEE)
@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Its sessions, who takes part (of the people within reach), who waits, and the language mix."""
    access, at = access_of(request), timezone.now()
    one = queries.group(access, queries.SEE, pk)
    may_enrol = access.may(members.ENROL)
    named = members.members(access, one) if may_enrol else []
    waiting = members.waiting(access, one) if may_enrol else []
    look(access, "journey.see_group", [one.trajectory.person_id for one in (*named, *waiting)])
    sessions, languages = queries.sessions(one), members.languages(one)
    taken, places = sum(n for _name, n in languages), queries.places_of(one, sessions, at=at)
    context = {
        "group": one,
        "sessions": sessions,
        "members": named,
        "waiting": waiting,
        "taken": taken,
        "holds": places,
        "has_place": places > taken,
        "language_mix": languages if may_enrol else [],
        "may_run": access.may(RUN),
        "may_enrol": may_enrol,
        "may_call": access.may("journey.call_roll"),
        "last": rules.last_to_come([(one.starts_at, one.status) for one in sessions], at=at),
        "now": at,
    }
    return render(request, "journey/training/group.html", context)


@needs(RUN)
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    form = GroupForm(posted(request), choices=group_choices(access))
    made = done(form, actions.open_group, by=access)
    if made:
        messages.success(request, _("The group is open. Now plan the sessions."))
        return redirect("journey:group_series", made.pk)
    return shown(request, form, _("New group"))


@needs(RUN)
@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = queries.group(access, RUN, pk)
    form = GroupChangeForm(posted(request), group=one, choices=leaders(one))
    if done(form, actions.change_group, by=access, group=one):
        messages.success(request, _("Saved."))
        return redirect("journey:group", one.pk)
    return shown(request, form, _("Change the group"), one)


@needs(RUN)
@require_http_methods(["GET", "POST"])
def group_series(request: HttpRequest, pk: int) -> HttpResponse:
    """All sessions in one go."""
    access = access_of(request)
    one = queries.group(access, RUN, pk)
    form = SeriesForm(posted(request), programme=one.programme, on=one.starts_on)
    if done(form, actions.plan_series, by=access, group=one):
        messages.success(request, _("The sessions are planned."))
        return redirect("journey:group", one.pk)
    return shown(request, form, _("Plan the sessions"), one)


@needs(RUN)
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = queries.group(access, RUN, pk)
    form = SessionForm(posted(request), choices=session_choices(one))
    if done(form, actions.plan_session, by=access, group=one):
        messages.success(request, _("Saved."))
        return redirect("journey:group", one.pk)
    return shown(request, form, _("Add a session"), one)


@needs(RUN)
@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = queries.session(access, RUN, pk)
    form = SessionChangeForm(posted(request), choices=session_choices(one.group), initial=told(one))
    if done(form, actions.change_session, by=access, session=one):
        messages.success(request, _("Saved."))
        return redirect("journey:group", one.group_id)
    return shown(request, form, _("Change the session"), one.group)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def done(form: forms.Form, action: Callable[..., Any], **who: Any) -> Any:
    """What the action gave; None where the form or the action refuses: then the form says why."""
    if not (form.is_bound and form.is_valid()):
        return None
    values = form.values() if hasattr(form, "values") else form.cleaned_data
    try:
        return action(at=timezone.now(), **who, **values)
    except JourneyProblem as problem:
        form.add_error(None, problem.message)
        return None


def shown(
    request: HttpRequest, form: forms.Form, title: str, group: TrainingGroup | None = None
) -> HttpResponse:
    """The page of one form; what was typed stays."""
    context = {"form": form, "title": title, "group": group}
    return render(request, "journey/training/form.html", context, status=422 if form.is_bound else 200)


def group_choices(access: Access) -> dict[str, Any]:
    """What may be chosen for a new group, anywhere within reach."""
    organisations = people.organisations(access, RUN)
    return {
        "programme": journey.programmes(access, RUN),
        "organisation": organisations,
        "team": people.teams(access, RUN),
        "place": MeetingPlace.objects.filter(organisation__in=organisations, is_active=True),
        "trainer": queries.may_lead(list(organisations), on=timezone.localdate()),
    }


def leaders(group: TrainingGroup) -> dict[str, Any]:
    """Who may lead at this organisation, and where."""
    return {
        "place": MeetingPlace.objects.filter(organisation=group.organisation_id, is_active=True),
        "trainer": queries.may_lead([group.organisation], on=timezone.localdate()),
    }


def session_choices(group: TrainingGroup) -> dict[str, Any]:
    return {**leaders(group), "module": group.programme.modules.all()}


def told(session: Session) -> dict[str, Any]:
    """A session as its form shows it."""
    names = ("module", "place", "trainer", "capacity", "sequence", "status")
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    hours = {"on": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return {**{name: getattr(session, name) for name in names}, **hours}
