"""Going on later, or on another device: the own link, a square to scan, a code to type over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from werkzaam.web.people.access import open_to_all
from werkzaam.web.survey import actions, letters, queries
from werkzaam.web.survey.filling import plain_digits
from werkzaam.web.survey.qr import square
from werkzaam.web.survey.respond import limit
from werkzaam.web.survey.respond.door import by_link
from werkzaam.web.survey.respond.views import WAYS, around
from werkzaam.web.survey.respond.way import Way
from werkzaam.web.survey.rules import CODE_LASTS


def later_page(request: HttpRequest, way: Way) -> HttpResponse:
    """The link as it stands in the letter; a post makes a code, shown this once."""
    token, go = str(way.by), request.POST.get("go", "")
    if go in queries.questionnaire(way.asked).languages:
        actions.begin(at=timezone.now(), token=token, language=go)
        return redirect(way.to("later/"))
    made = actions.make_code(at=timezone.now(), token=token) if request.method == "POST" else ""
    link = letters.link(token)
    shown = {
        "link": link,
        "square": square(link),
        "code": f"{made[:3]} {made[3:]}" if made else "",
        "minutes": int(CODE_LASTS.total_seconds() // 60),
        "door": letters.code_link(),
        **around(way),
    }
    return render(request, "survey/respond/later.html", shown)


@open_to_all
@csrf_exempt
@require_http_methods(WAYS)
def code(request: HttpRequest) -> HttpResponse:
    """Six digits from another device, for a link of its own."""
    if limit.is_over(request, limit.CODES):
        return render(request, "survey/respond/wait_code.html", status=429)
    if request.method == "GET":
        return render(request, "survey/respond/code.html")
    said = "".join(sign for sign in plain_digits(request.POST.get("code", "")[:40]) if sign.isdigit())
    try:
        token = actions.redeem(at=timezone.now(), code=said)
    except actions.CodeRefused as problem:
        limit.count_wrong(request, limit.CODES)
        shown = {"problem": problem, "said": request.POST.get("code", "")[:40]}
        return render(request, "survey/respond/code.html", shown, status=problem.status)
    return redirect(reverse("respond:start", args=[token]))


later = by_link(require_http_methods(WAYS)(later_page))
