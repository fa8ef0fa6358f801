"""What every page knows: who signed in, the places open to that account, the way home."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from werkzaam.web.people.access import access_of
from werkzaam.web.people.rules import Access

# permission, URL name, label: in the order of the menu.
PLACES = (
    ("journey.see_today", "journey:today", _("Today")),
    ("journey.log_contact", "journey:quick", _("Log a contact")),
    ("people.list_persons", "people:persons", _("People")),
    ("journey.see_own", "journey:own", _("My plan")),
    ("consent.decide_own", "consent:own", _("My choices")),
    ("people.see_who_looked", "people:who_looked", _("Who looked")),
    ("journey.see_intensity", "journey:intensity", _("Intensity")),
    ("journey.see_counts", "journey:counts", _("Counts")),
    ("people.register_person", "people:register", _("Register someone")),
    ("consent.see_keys", "consent:keys", _("Keys")),
    ("study.see", "study:studies", _("Studies")),
)
PUBLIC = ("public:publications", _("Publications"))  # in a reader's menu, and at the foot of every page


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    url: str
    current: bool


def served(name: str) -> str | None:
    """The address of a named page, or None where this process does not serve it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def places(access: Access, here: str) -> list[Place]:
    """The menu of this account; the place with the longest matching address is where we are."""
    may = [(name, label) for permission, name, label in PLACES if access.may(permission)] or [PUBLIC]
    found = [(str(label), url) for name, label in may if (url := served(name))]
    current = max((url for _label, url in found if here.startswith(url)), key=len, default=None)
    return [Place(label, url, url == current) for label, url in found]


def has_accounts() -> bool:
    """Whether this process serves a door that knows accounts."""
    return bool({"guidance", "research"} & set(settings.SITES))


def door(request: HttpRequest) -> dict[str, object]:
    """Lazy, so that a page which shows no menu asks the database nothing."""
    known = has_accounts()
    account = SimpleLazyObject(lambda: request.user if known and request.user.is_authenticated else None)
    return {
        "demo": settings.DEMO,
        "account": account,
        "places": SimpleLazyObject(lambda: places(access_of(request), request.path)),
        "home": SimpleLazyObject(lambda: served("way:next" if account else "start") or "/"),
        "publications": served(PUBLIC[0]),
        "has_languages": served("set_language") is not None,
        "sign_in_url": served("account_login") if known else None,
    }
