"""Places in a group: enrolling, giving a place to who waits, stopping."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import training_enrol as actions
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.forms.training import StopForm
from werkzaam.web.journey.models import TrainingGroup
from werkzaam.web.journey.queries import training_groups, training_people
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus
from werkzaam.web.journey.views.contact import number
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.training import done, posted
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

PER_PAGE = 20
ENROL = actions.ENROL


@needs(ENROL)
@require_http_methods(["GET", "POST"])
def group_enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """People who could join, own people first; one button each."""
    access = access_of(request)
    group = training_groups.group(access, training_groups.SEE, pk)
    if request.method == "POST":
        enrol(request, access, group)
        return redirect("journey:group", group.pk)
    wanted = request.GET.get("q", "").strip()
    found = training_people.candidates(access, group, wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    look(access, "people.list_persons", [one.person_id for one in page])
    places = training_groups.places(group, at=timezone.now()) - training_groups.taken(group)
    context = {"group": group, "page": page, "q": wanted, "free": max(0, places)}
    return render(request, "journey/training/enrol.html", context)


@needs(ENROL)
@require_POST
def enrolment_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone who waits gets the place."""
    access = access_of(request)
    one = training_people.enrolment(access, ENROL, pk)
    try:
        actions.give_place(by=access, at=timezone.now(), enrolment=one)
        messages.success(request, _("%(name)s takes part.") % {"name": one.trajectory.person})
    except JourneyProblem as problem:
        messages.error(request, problem.message)
    return redirect("journey:group", one.group_id)


@needs(ENROL)
@require_http_methods(["GET", "POST"])
def enrolment_stop(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    one = training_people.enrolment(access, ENROL, pk)
    form = StopForm(posted(request), initial={"ended_on": timezone.localdate()})
    if done(form, actions.stop_enrolment, by=access, enrolment=one):
        messages.success(request, _("Saved."))
        return redirect("journey:group", one.group_id)
    look(access, "journey.see_group", [one.trajectory.person_id])
    context = {
        "form": form,
        "group": one.group,
        "title": _("%(name)s stops") % {"name": one.trajectory.person},
    }
    return render(request, "journey/training/form.html", context, status=422 if form.is_bound else 200)


def enrol(request: HttpRequest, access: Access, group: TrainingGroup) -> None:
    """Enrol the one chosen, and say whether that is a place or a turn on the waiting list."""
    pk = number(request.POST.get("trajectory", ""))
    if pk is None:
        messages.error(request, _("Nobody was chosen. Nothing was saved. Choose someone from the list."))
        return
    one = journey.trajectory(access, ENROL, pk)
    try:
        enrolment = actions.enrol(by=access, at=timezone.now(), group=group, trajectory=one)
    except JourneyProblem as problem:
        messages.error(request, problem.message)
        return
    told = _("%(name)s takes part.")
    if enrolment.status == EnrolmentStatus.WAITING:
        told = _("The group is full. %(name)s stands on the waiting list.")
    messages.success(request, told % {"name": one.person})
