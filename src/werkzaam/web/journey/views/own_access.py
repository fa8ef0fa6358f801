"""Giving a participant access to the own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkzaam.web.journey import queries
from werkzaam.web.journey.actions.own_access import GIVE, give_access
from werkzaam.web.journey.forms.own_access import AccessForm
from werkzaam.web.journey.views.looking import look
from werkzaam.web.journey.views.practice_form import done, posted
from werkzaam.web.people import queries as people
from werkzaam.web.people.access import access_of, needs


@needs(GIVE)
@require_http_methods(["GET", "POST"])
def own_access(request: HttpRequest, pk: int) -> HttpResponse:
    """To which address; or that the person can sign in already, and the letter once more."""
    access = access_of(request)
    one = queries.trajectory(access, GIVE, pk)
    account = people.account_of(one.person_id)
    data = {"email": account.email} if account and request.method == "POST" else posted(request)
    form = AccessForm(data, initial={"email": one.person.email})
    if form.is_valid() and done(
        form,
        lambda: give_access(by=access, at=timezone.now(), trajectory=one, email=form.cleaned_data["email"]),
    ):
        messages.success(request, _("The letter is on its way."))
        return redirect("journey:own_access", one.pk)
    look(access, "journey.see_trajectory", [one.person_id])
    context = {"form": form, "trajectory": one, "account_given": account}
    return render(request, "journey/own_access/give.html", context, status=422 if form.is_bound else 200)
