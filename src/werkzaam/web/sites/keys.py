"""Taking back keys under a code that no study uses: the one page that asks both sides, and passes on yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from werkzaam.web.consent import actions as consent
from werkzaam.web.people.access import access_of, needs
from werkzaam.web.study import queries as studies


@needs("consent.issue_keys")
@require_POST
def withdraw(request: HttpRequest, study: str) -> HttpResponse:
    """A code typed wrong; the keys of a study that exists stay."""
    in_use = studies.exists(study)
    try:
        gone = consent.withdraw_keys(by=access_of(request), at=timezone.now(), study=study, in_use=in_use)
    except consent.ConsentProblem as problem:
        messages.error(request, problem.message)
        return redirect("consent:keys")
    told = ngettext("%(gone)d key taken back.", "%(gone)d keys taken back.", gone) % {"gone": gone}
    messages.success(request, told)
    return redirect("consent:keys")


urlpatterns = [path("<slug:study>/withdraw/", withdraw, name="keys_withdraw")]
