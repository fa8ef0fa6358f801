"""Quick contact: one form, from every page of guidance; what is half written is kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.journey import actions, queries
from werkzaam.web.journey.actions import draft as draft_actions
from werkzaam.web.journey.forms import ContactForm
from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.journey.queries import appointment as appointment_queries
from werkzaam.web.journey.queries import draft as draft_queries
from werkzaam.web.journey.views.looking import look
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.people.rules import Access

LOG = "journey.log_contact"


@needs(LOG)
@require_http_methods(["GET", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """Log a contact with someone; posting the same form twice logs it once."""
    access = access_of(request)
    form = posted(request, access) if request.method == "POST" else empty(request, access)
    contact = log(access, form) if form.is_bound and form.is_valid() else None
    if contact:
        messages.success(request, _("Contact saved."))
        return redirect("journey:trajectory", contact.trajectory_id)
    drafts = [] if form.is_bound else draft_queries.contact_drafts(access)
    named = [*form.people.values(), *(draft.trajectory for draft in drafts if draft.trajectory)]
    look(access, "journey.see_today", [one.person_id for one in named])
    context = {"form": form, "drafts": drafts}
    return render(request, "journey/quick.html", context, status=422 if form.is_bound else 200)


@needs(LOG)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is half written: by the page itself while someone types, or by the button for later."""
    access = access_of(request)
    form = posted(request, access)
    pk = uuid_of(request.POST.get("id", ""))
    if pk is None:
        message = _(
            "This form is not whole, so nothing was kept. Open the page again and fill it in once more."
        )
        raise actions.JourneyProblem(message, code="no-form-id")
    chosen = number(request.POST.get("other") or request.POST.get("trajectory", ""))
    trajectory = form.people.get(chosen or 0)
    draft_actions.keep_contact_draft(
        by=access, at=timezone.now(), id=pk, trajectory=trajectory, content=form.draft()
    )
    if "later" not in request.POST:
        return HttpResponse(status=204)
    messages.success(request, _("Kept for later. You find it under Log a contact."))
    return redirect("journey:today")


@needs(LOG)
@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw an own draft away."""
    access = access_of(request)
    draft_actions.drop_draft(by=access, at=timezone.now(), draft=draft_queries.contact_draft(access, pk))
    messages.success(request, _("The draft is gone."))
    return redirect("journey:quick")


def posted(request: HttpRequest, access: Access) -> ContactForm:
    chosen = request.POST.get("trajectory", "")
    people = offered(access, number(chosen))
    return ContactForm(request.POST, people=people, on=timezone.localdate())


def empty(request: HttpRequest, access: Access) -> ContactForm:
    """A new contact; or one that goes on from a draft, or tells how an appointment went."""
    draft, meeting = uuid_of(request.GET.get("draft", "")), uuid_of(request.GET.get("appointment", ""))
    chosen, begun = number(request.GET.get("trajectory", "")), dict[str, object]()
    if draft:
        kept = draft_queries.contact_draft(access, draft)
        chosen, begun = kept.trajectory_id, {**kept.content, "id": kept.pk}
    elif meeting:
        planned = appointment_queries.appointment(access, LOG, meeting)
        chosen, begun = planned.trajectory_id, appointment_queries.as_contact(planned)
    return ContactForm(people=offered(access, chosen), on=timezone.localdate(), chosen=chosen, begun=begun)


def offered(access: Access, pk: int | None) -> list[Trajectory]:
    """Own people, those of the last contacts first; in front the one chosen on another page, if within reach."""
    recent = queries.recent(access)
    if pk is None:
        return recent
    first = [one for one in recent if one.pk == pk] or [queries.trajectory(access, LOG, pk)]
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


def uuid_of(text: str) -> UUID | None:
    """An id from an address or a form, or None where it is something else."""
    try:
        return UUID(text)
    except ValueError:
        return None
