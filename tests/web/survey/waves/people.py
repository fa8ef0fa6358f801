"""Everyone of the simulation as guidance knows them: registered, with consent to research; and the staff."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from werkzaam.web.consent import actions as consent
from werkzaam.web.people import actions as people
from werkzaam.web.people import queries
from werkzaam.web.people.models import Account
from werkzaam.web.people.rules import RoleKind

from .truth import START, Truth

BEFORE = START - timedelta(days=30)
PLACES = {"municipality": "municipality", "foundation": "foundation", "research": "institute"}
STAFF = {
    "dirk": (RoleKind.RESEARCHER, "onderzoek"),
    "nora": (RoleKind.INTERVIEWER, "onderzoek"),
    "ilse": (RoleKind.KEY_HOLDER, "voorbeeldstad"),
    "bram": (RoleKind.COACH, "voorbeeldstad"),
}


def moment(on: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), ZoneInfo("Europe/Amsterdam"))


SYSTEM: dict[str, Any] = {"by": "system", "at": moment(BEFORE)}


def settle(truth: Truth) -> tuple[dict[str, Account], dict[str, Any]]:
    """Accounts by name, and persons by key. Participants who will withdraw have an account of their own for that."""
    scenario = truth.scenario
    places = {
        one.key: people.found_organisation(**SYSTEM, code=one.key, name=one.name, kind=PLACES[one.kind])
        for one in scenario.organisations
    }
    town = places["voorbeeldstad"]
    areas = {
        one.key: people.add_neighbourhood(**SYSTEM, organisation=town, code=one.key, name=one.name)
        for one in scenario.neighbourhoods
    }
    team = people.add_team(**SYSTEM, organisation=town, name="Noord")
    accounts = {
        name: _account(name, kind, places[place], team if kind is RoleKind.COACH else None)
        for name, (kind, place) in STAFF.items()
    }
    words = {"text_nl": "Onderzoek", "text_en": "Research", "ground": "consent", "months": 120}
    consent.define_purpose(**SYSTEM, code="research", **words)
    bram, ilse = (queries.access(accounts[name].pk, on=BEFORE) for name in ("bram", "ilse"))
    persons = {}
    for key, one in truth.members.items():
        by, register = (bram, people.register_person) if one.person.coach else (ilse, people.register_control)
        persons[key] = register(
            by=by,
            at=moment(BEFORE),
            organisation=town,
            given_name=one.person.given,
            family_name=one.person.family,
            language=one.language,
            email=one.email,
            phone=one.phone,
            neighbourhood=areas[one.person.neighbourhood],
        )
        consent.grant(by=by, at=moment(BEFORE), person_id=persons[key].pk, purpose="research", on=BEFORE)
        if key in truth.withdrew and one.person.coach:
            accounts[key] = _account(key, RoleKind.PARTICIPANT, town, None, persons[key])
    return accounts, persons


def _account(name: str, kind: RoleKind, place: Any, team: Any, person: Any = None) -> Account:
    opened = people.open_account(**SYSTEM, email=f"{name}@example.org", name=name.title(), person=person)
    people.give_role(
        **SYSTEM,
        account=opened,
        kind=kind,
        organisation=place,
        team=team,
        since_on=BEFORE - timedelta(days=1),
    )
    return opened
