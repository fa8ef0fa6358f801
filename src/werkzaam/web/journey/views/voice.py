"""Something happened to me: the participant tells, and chooses who may know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkzaam.web.journey.actions import voice as actions
from werkzaam.web.journey.actions import voice_advice as advice
from werkzaam.web.journey.forms.voice import ExperienceForm, ReadersForm
from werkzaam.web.journey.queries import voice as queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, page, posted
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

TELL = "journey.tell_experience"


@needs(TELL)
@require_safe
def voice(request: HttpRequest) -> HttpResponse:
    """What I told, who may know of it, and where I can turn to."""
    access = access_of(request)
    me = _me(access)
    trajectory = queries.own_trajectory(me)
    look(access, "journey.see_own", [me])
    context = {
        "experiences": queries.own_experiences(me),
        "services": queries.services(access, trajectory) if trajectory else [],
        "can_tell": trajectory is not None,
    }
    return render(request, "journey/voice/own.html", context)


@needs(TELL)
@require_http_methods(["GET", "POST"])
def voice_tell(request: HttpRequest) -> HttpResponse:
    """Tell what happened, in own words and language."""
    access = access_of(request)
    trajectory = queries.own_trajectory(_me(access))
    if trajectory is None:
        messages.info(
            request, _("You can tell this when your programme has started. Call a service until then.")
        )
        return redirect("journey:voice")
    form = ExperienceForm(posted(request), initial={"language": get_language()})
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "trajectory": trajectory}
    if form.is_valid() and (told := done(form, lambda: actions.tell_experience(**who, **form.cleaned_data))):
        messages.success(request, _("Thank you for telling this. It is saved."))
        return redirect("journey:voice_one", told.pk)
    lead = _("You decide who may know. Nobody can read it unless you choose so.")
    back = reverse("journey:voice")
    title = _("Tell what happened")
    return page(request, form, title=title, back=back, back_label=_("Something happened to me"), lead=lead)


@needs(TELL)
@require_http_methods(["GET", "POST"])
def voice_one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One experience: my words, who may know (to change at any time), and help."""
    access = access_of(request)
    one = queries.own_experience(_me(access), pk)
    initial = {"readers": queries.readers(one), "may_count": one.may_count}
    form = ReadersForm(posted(request), initial=initial)
    who: dict[str, Any] = {"by": access, "at": timezone.now(), "experience": one}
    if form.is_valid() and done(form, lambda: actions.choose_readers(**who, **form.cleaned_data)):
        messages.success(request, _("Your choice is saved."))
        return redirect("journey:voice_one", one.pk)
    look(access, "journey.see_own", [one.trajectory.person_id])
    context = {
        "experience": one,
        "form": form,
        "services": queries.services(access, one.trajectory),
        "asked": {asked.service_id: asked for asked in one.referrals.all()},
    }
    return render(request, "journey/voice/one.html", context, status=422 if form.is_bound else 200)


@needs(TELL)
@require_POST
def voice_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back."""
    access = access_of(request)
    one = queries.own_experience(_me(access), pk)
    actions.withdraw_experience(by=access, at=timezone.now(), experience=one)
    messages.success(request, _("You took it back. Nobody can read it any more."))
    return redirect("journey:voice")


@needs(TELL)
@require_POST
def voice_advice(request: HttpRequest, pk: UUID, service: int) -> HttpResponse:
    """Ask to be brought into contact with a service."""
    access = access_of(request)
    one = queries.own_experience(_me(access), pk)
    chosen = get_object_or_404(queries.services(access, one.trajectory), pk=service)
    advice.ask_advice(by=access, at=timezone.now(), experience=one, service=chosen)
    messages.success(request, _("Your coach will bring you into contact."))
    return redirect("journey:voice_one", one.pk)


def _me(access: Access) -> UUID:
    if access.person is None:
        raise refuse()
    return UUID(access.person)
