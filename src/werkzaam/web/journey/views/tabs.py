"""The pages of one person side by side; a page stands there as soon as its address exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from werkzaam.web.people.rules import Access

# permission, URL name (its only argument: the trajectory), label
TABS = (
    ("journey.see_trajectory", "journey:trajectory", _("Overview")),
    ("journey.see_trajectory", "journey:plan", _("Plan")),
    ("journey.see_trajectory", "journey:profile", _("Skills and language")),
    ("journey.propose_offer", "journey:fitting", _("Offers")),
    ("journey.plan_appointment", "journey:appointments", _("Appointments")),
    ("journey.place", "journey:placements", _("Work and practice")),
    ("journey.ask_short_line", "journey:lines", _("Short lines")),
    ("journey.hear_experience", "journey:experiences", _("Told in trust")),
    ("journey.record_outcome", "journey:course", _("Outcomes")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(access: Access, pk: int, here: str) -> list[Tab]:
    """The pages of this trajectory that exist and are open to this account; `here` is the address asked for."""
    may = [(name, label) for permission, name, label in TABS if access.may(permission)]
    found = [(url, str(label)) for name, label in may if (url := address(name, pk))]
    return [Tab(label, url, url == here) for url, label in found] if len(found) > 1 else []


def address(name: str, pk: int) -> str | None:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return None
