"""What every page knows: who signed in, the places open to that account, the way home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from werkzaam.web.people.access import access_of
from werkzaam.web.people.rules import Access
from werkzaam.web.sites.language import offered

# permission, URL name, label: in the order of the menu. A place stands there as soon as its address exists.
PLACES = (
    ("journey.see_today", "journey:today", _("Today")),
    ("journey.log_contact", "journey:quick", _("Log a contact")),
    ("people.list_persons", "people:persons", _("People")),
    ("journey.see_caseload", "journey:caseload", _("Caseload")),
    ("journey.see_intensity", "journey:intensity", _("Intensity")),
    ("journey.see_counts", "journey:counts", _("Counts")),
    ("journey.see_own", "journey:own", _("My plan")),
    ("journey.see_own_agenda", "journey:own_agenda", _("My appointments")),
    ("journey.tell_experience", "journey:voice", _("Something happened to me")),
    ("consent.decide_own", "consent:own", _("My choices")),
    ("people.see_who_looked", "people:who_looked", _("Who looked")),
    ("journey.take_own_data", "journey:own_data", _("My data")),
    ("journey.see_own_referrals", "journey:own_referrals", _("Referrals")),
    ("journey.see_referrals", "journey:referrals", _("Referrals")),
    ("journey.answer_short_line", "journey:short_lines", _("Questions")),
    ("journey.see_offers", "journey:offers", _("Offers")),
    ("journey.see_groups", "journey:groups", _("Groups")),
    ("journey.see_employers", "journey:employers", _("Employers")),
    ("journey.see_commitments", "journey:commitments", _("Commitments")),
    ("journey.set_up_programme", "journey:programmes", _("Programmes")),
    ("journey.see_neighbourhoods", "journey:neighbourhoods", _("Neighbourhoods")),
    ("people.register_person", "people:register", _("Register someone")),
    ("people.answer_objection", "people:objections", _("Questions about looks")),
    ("consent.see_keys", "consent:keys", _("Keys")),
    ("study.see", "study:studies", _("Studies")),
    ("survey.interview", "survey:cases", _("Cases")),
)
# Pages that belong together stand side by side above the page, and in the menu only the first that is open.
NUMBERS = (
    ("journey.see_intensity", "journey:intensity", _("Intensity")),
    ("journey.see_counts", "journey:counts", _("Counts")),
    ("journey.see_outcomes", "journey:outcomes", _("Outcomes")),
    ("journey.see_chain", "journey:chain", _("Stepping stones")),
    ("journey.see_unmet_needs", "journey:unmet_needs", _("Unmet needs")),
    ("journey.see_neighbourhoods", "journey:neighbourhoods", _("Neighbourhoods")),
    ("journey.see_signals", "journey:signals", _("Signals")),
    ("journey.export_statutory", "journey:statutory", _("Statutory export")),
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
    """The menu of this account; a page of numbers counts as the first of them."""
    found = open_places(access, PLACES) or open_places(access, [("", *PUBLIC)])
    numbers = {url for url, _label in open_places(access, NUMBERS)}
    among = [url for url, _label in found if url in numbers]
    current = among[0] if among and where(open_places(access, NUMBERS), here) else where(found, here)
    return [Place(label, url, url == current) for url, label in found if url not in among[1:]]


def beside(access: Access, here: str) -> list[Place]:
    """The pages of numbers, on each of them; nothing elsewhere, nor where there is only one."""
    found = open_places(access, NUMBERS)
    current = where(found, here)
    return [Place(label, url, url == current) for url, label in found] if current and len(found) > 1 else []


def is_number(here: str) -> bool:
    """Whether this is a page of numbers: told from the address alone, so that other pages ask no database."""
    return any((url := served(name)) is not None and here.startswith(url) for _may, name, _label in NUMBERS)


def open_places(access: Access, known: Iterable[tuple[str, str, Promise]]) -> list[tuple[str, str]]:
    """(address, label) of the places that this account may enter and this process serves."""
    may = [(name, label) for permission, name, label in known if not permission or access.may(permission)]
    return [(url, str(label)) for name, label in may if (url := served(name))]


def where(found: Iterable[tuple[str, str]], here: str) -> str | None:
    """The place with the longest address that `here` begins with."""
    return max((url for url, _label in found if here.startswith(url)), key=len, default=None)


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
        "beside": SimpleLazyObject(
            lambda: beside(access_of(request), request.path) if is_number(request.path) else []
        ),
        "home": SimpleLazyObject(lambda: served("way:next" if account else "start") or "/"),
        "publications": served(PUBLIC[0]),
        "has_languages": served("set_language") is not None,
        "languages": SimpleLazyObject(lambda: offered(request)),
        "awaiting_review": settings.AWAITING_REVIEW,
        "sign_in_url": served("account_login") if known else None,
    }
