"""Told in trust: for the coach who may know; advice services; and signals without persons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey import queries as journey
from werkzaam.web.journey.actions import voice_advice as actions
from werkzaam.web.journey.forms.voice import AdviceServiceForm
from werkzaam.web.journey.models import AdviceService
from werkzaam.web.journey.queries import voice as queries
from werkzaam.web.journey.rules.codes.voice import Reader
from werkzaam.web.journey.rules.disclosure import THRESHOLD
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, page, posted
from werkzaam.web.journey.views.tabs import tabs
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs

HEAR, SET_UP = "journey.hear_experience", "journey.set_up_programme"


@needs(HEAR)
@require_safe
def experiences(request: HttpRequest, pk: int) -> HttpResponse:
    """What this person opened to me, and how to talk about it. Without anything opened: only how to talk."""
    access = access_of(request)
    one = journey.trajectory(access, HEAR, pk)
    told = list(queries.heard(access, one)[: queries.MOST])
    look(access, HEAR if told else "journey.see_trajectory", [one.person_id])
    context = {
        "trajectory": one,
        "experiences": [(each, _may_pass_on(each)) for each in told],
        "services": queries.services(access, one),
        "tabs": tabs(access, one.pk, request.path),
    }
    return render(request, "journey/voice/heard.html", context)


@needs(HEAR)
@require_POST
def experience_advised(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is in contact with the service."""
    access, at = access_of(request), timezone.now()
    asked = queries.referral(access, pk)
    actions.finish_advice(by=access, at=at, referral=asked, done_on=timezone.localdate(at))
    messages.success(request, _("Saved."))
    return redirect("journey:experiences", asked.experience.trajectory_id)


@needs("journey.see_signals")
@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """How many people told something, per programme; never fewer than ten, never who or what."""
    access = access_of(request)
    context = {
        "signals": queries.signals(access),
        "threshold": THRESHOLD,
        "may_edit": access.may(SET_UP),
    }
    return render(request, "journey/voice/signals.html", context)


@needs(SET_UP)
@require_safe
def advice_services(request: HttpRequest) -> HttpResponse:
    context = {"services": queries.all_services(access_of(request))[: queries.MOST]}
    return render(request, "journey/voice/services.html", context)


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def advice_service_add(request: HttpRequest) -> HttpResponse:
    return _service_page(request, None)


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def advice_service(request: HttpRequest, pk: int) -> HttpResponse:
    return _service_page(request, queries.service(access_of(request), pk))


def _service_page(request: HttpRequest, one: AdviceService | None) -> HttpResponse:
    access = access_of(request)
    form = AdviceServiceForm(
        posted(request),
        initial={**vars(one), "organisation": one.organisation_id} if one else {},
        organisations=people.organisations(access, SET_UP),
    )
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "service": one}
    if form.is_valid() and done(form, lambda: actions.save_advice_service(**who, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("journey:advice_services")
    title = _("Change %(name)s") % {"name": one.name} if one else _("Add an advice service")
    back = reverse("journey:advice_services")
    return page(request, form, title=title, back=back, back_label=_("Advice services"))


def _may_pass_on(experience: Any) -> bool:
    """Whether the person chose that a service may read the words too."""
    return any(r.reader == Reader.SERVICE and r.until_at is None for r in experience.readers.all())
