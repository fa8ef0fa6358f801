"""The participant's own consents, and the key-holder's page of counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkzaam.sides import GUIDANCE
from werkzaam.web.consent import actions, queries
from werkzaam.web.consent.forms import EnvelopesForm, StudyForm
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import access_of, needs, refuse
from werkzaam.web.people.rules import Access


@needs("consent.decide_own")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What I agreed to, and the way to stop."""
    access = access_of(request)
    me = _myself(access)
    standings = queries.own_standings(me)
    ledger.looked(by=access.account, at=timezone.now(), side=GUIDANCE, act="consent.own", subjects=[me])
    return render(request, "consent/own.html", {"standings": standings})


@needs("consent.decide_own")
@require_POST
def give(request: HttpRequest, purpose: str) -> HttpResponse:
    access, on = access_of(request), timezone.localdate()
    actions.grant(by=access, at=timezone.now(), person_id=_myself(access), purpose=purpose, on=on)
    messages.success(request, _("Thank you. You said yes. You can stop at any time."))
    return redirect("consent:own")


@needs("consent.decide_own")
@require_POST
def withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    access = access_of(request)
    actions.withdraw(by=access, at=timezone.now(), person_id=_myself(access), purpose=purpose)
    messages.success(request, _("You stopped. Your guidance does not change. You can say yes again below."))
    return redirect("consent:own")


@needs("consent.see_keys")
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """How many keys each study has: never a name, never a pseudonym."""
    counts = queries.key_counts(access_of(request), on=timezone.localdate())
    return render(request, "consent/keys.html", {"counts": counts, "form": StudyForm()})


@needs("consent.issue_keys")
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Make the keys that are missing in one study; under a code that was never used, ask first."""
    access, form = access_of(request), StudyForm(request.POST)
    on = timezone.localdate()
    if not form.is_valid():
        context = {"counts": queries.key_counts(access, on=on), "form": form}
        return render(request, "consent/keys.html", context, status=422)
    study = form.cleaned_data["study"]
    if not form.cleaned_data["is_sure"] and not queries.is_known(study):
        context = {"study": study, "waiting": len(queries.waiting(access, study, on=on))}
        return render(request, "consent/keys_sure.html", context)
    made = actions.issue_keys(by=access, at=timezone.now(), study=study)
    messages.success(request, ngettext("%(made)d key made.", "%(made)d keys made.", made) % {"made": made})
    return redirect("consent:keys")


@needs("consent.issue_keys")
@require_http_methods(["GET", "POST"])
def envelopes(request: HttpRequest) -> HttpResponse:
    """Who belongs to the numbers on letters that lie ready: only those asked for, each of them a look."""
    access, form = access_of(request), EnvelopesForm(request.POST or None)
    found = queries.addressees(access, **form.cleaned_data) if form.is_valid() else []
    people = [one.person_id for one in found]
    act = "consent.envelopes"
    ledger.looked(by=access.account, at=timezone.now(), side=GUIDANCE, act=act, subjects=people)
    missing = set(form.cleaned_data["numbers"]) - {one.number for one in found} if form.is_valid() else set()
    context = {"form": form, "found": found, "missing": sorted(missing)}
    wrong = form.is_bound and not form.is_valid()
    return render(request, "consent/envelopes.html", context, status=422 if wrong else 200)


def _myself(access: Access) -> str:
    """The person behind this account; an account of staff is nobody."""
    if access.person is None:
        raise refuse()
    return access.person
