"""Quick contact: one form, from every page of guidance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkzaam.web.journey import actions, queries
from werkzaam.web.journey.forms import ContactForm
from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access


@needs("journey.log_contact")
@require_http_methods(["GET", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """Log a contact with someone; posting the same form twice logs it once."""
    access, chosen = access_of(request), request.POST.get("trajectory") or request.GET.get("trajectory", "")
    people = offered(access, chosen)
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, people=people, on=timezone.localdate(), chosen=number(chosen))
    contact = log(access, form) if form.is_bound and form.is_valid() else None
    if contact:
        messages.success(request, _("Contact saved."))
        return redirect("journey:trajectory", contact.trajectory_id)
    look(access, "journey.see_today", [one.person_id for one in people])
    return render(request, "journey/quick.html", {"form": form}, status=422 if form.is_bound else 200)


def offered(access: Access, chosen: str) -> list[Trajectory]:
    """Own people, those of the last contacts first; in front the one chosen on another page, if within reach."""
    recent, pk = queries.recent(access), number(chosen)
    if pk is None:
        return recent
    first = [one for one in recent if one.pk == pk] or [queries.trajectory(access, "journey.log_contact", pk)]
    return [*first, *(one for one in recent if one.pk != pk)]


def log(access: Access, form: ContactForm) -> Contact | None:
    """The contact as saved, or None with the reason in the form."""
    try:
        return actions.log_contact(by=access, at=timezone.now(), **form.values())
    except actions.JourneyProblem as problem:
        form.refuse(problem)
        return None


def number(text: str) -> int | None:
    """A trajectory's number from an address or a form, or None where it is something else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
