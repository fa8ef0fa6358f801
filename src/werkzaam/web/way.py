"""The one list of next steps: where someone goes after signing in or finishing something."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.views.decorators.http import require_safe

from werkzaam.web.people.access import access_of, signed_in
from werkzaam.web.people.rules import Access

STEPS = (
    ("journey.see_today", "journey:today"),
    ("journey.see_own", "journey:own"),
    ("journey.call_roll", "journey:groups"),
    ("desk.see", "study:studies"),
    ("survey.interview", "survey:cases"),
    ("journey.see_intensity", "journey:intensity"),
    ("consent.see_keys", "consent:keys"),
    ("journey.see_counts", "journey:counts"),
    ("journey.answer_short_line", "journey:short_lines"),
)
ELSEWHERE = "public:publications"


def first_step(access: Access) -> str:
    """The name of the page where this account's work begins."""
    may = (name for permission, name in STEPS if access.may(permission))
    return next((name for name in may if is_served(name)), ELSEWHERE)


def is_served(name: str) -> bool:
    """Whether this process has a page of this name."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


@signed_in
@require_safe
def next_step(request: HttpRequest) -> HttpResponse:
    return redirect(first_step(access_of(request)))


app_name = "way"
urlpatterns = [path("next/", next_step, name="next")]
