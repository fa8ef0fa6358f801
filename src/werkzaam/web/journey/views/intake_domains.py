"""Which parts of life a programme asks about, and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkzaam.web.journey.actions import intake as actions
from werkzaam.web.journey.forms.intake import DomainForm
from werkzaam.web.journey.models import Programme
from werkzaam.web.journey.rules.codes import Domain
from werkzaam.web.journey.rules.intake import asked
from werkzaam.web.journey.views.plan import done
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access

SET_UP = "journey.set_up_programme"


@needs(SET_UP)
@require_http_methods(["GET", "POST"])
def domains(request: HttpRequest, pk: int) -> HttpResponse:
    """Those switched on with their reasons, and the way to switch on one more."""
    access = access_of(request)
    one = programme(access, pk)
    on = list(one.domains.all())
    off = {domain.value for domain in Domain} - set(asked(choice.domain for choice in on))
    form = DomainForm(request.POST or None, off=off)
    if form.is_valid() and done(form, actions.switch_on, by=access, programme=one, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("journey:domains", one.pk)
    context = {"programme": one, "on": on, "form": form if off else None}
    return render(request, "journey/intake/domains.html", context, status=422 if form.is_bound else 200)


@needs(SET_UP)
@require_POST
def domain_off(request: HttpRequest, pk: int, domain: str) -> HttpResponse:
    access = access_of(request)
    actions.switch_off(by=access, at=timezone.now(), programme=programme(access, pk), domain=domain)
    messages.success(request, _("This programme no longer asks about it. What was written down stays."))
    return redirect("journey:domains", pk)


def programme(access: Access, pk: int) -> Programme:
    """A programme that this account sets up; the same refusal whether it is elsewhere or nowhere."""
    found = Programme.objects.filter(pk=pk, organisation__in=access.organisations(SET_UP)).first()
    if found is None:
        raise refuse()
    return found
