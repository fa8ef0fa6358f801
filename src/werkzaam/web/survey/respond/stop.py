"""No more messages: a page of the respondent's door, by the link of any message, also after the round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey.outbox import actions, queries
from werkzaam.web.survey.respond import limit
from werkzaam.web.survey.respond.door import spoken


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and with one press do it; a mail program may press as well (RFC 8058), so the address is the only key."""
    if limit.is_over(request):
        return render(request, "survey/respond/wait.html", status=429)
    asked = queries.holder(token)
    if asked is None:
        limit.count_wrong(request)
        return render(request, "survey/respond/unknown.html", status=404)
    if request.method == "POST":
        actions.opt_out(at=timezone.now(), asked=asked)
    with translation.override(spoken(asked.language)):
        shown = {"round": asked.round, "stopped": queries.is_opted_out(asked)}
        return render(request, "survey/outbox/stop.html", shown)
