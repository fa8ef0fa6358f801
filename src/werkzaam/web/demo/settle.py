"""Organisations, teams, accounts and persons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzaam.core.simulate.scenario import Person
from werkzaam.web.demo.cast import SYSTEM, TEAMS, Stage, moment
from werkzaam.web.people import actions as people
from werkzaam.web.people.rules import RoleKind

KINDS = {"municipality": "municipality", "foundation": "foundation", "research": "institute"}
STAFF = (
    ("dirk", "Dirk Woordenaar", RoleKind.RESEARCHER, "onderzoek"),
    ("femke", "Femke Lettergreep", RoleKind.MUNICIPALITY, "voorbeeldstad"),
    ("hana", "Hana Droombos", RoleKind.PROJECT_LEADER, "voorbeeldstad"),
    ("ilse", "Ilse Schijnman", RoleKind.KEY_HOLDER, "voorbeeldstad"),
    ("karim", "Karim Kladblok", RoleKind.TRAINER, "voorbeeldstad"),
    ("nora", "Nora Inktpot", RoleKind.INTERVIEWER, "onderzoek"),
    ("vera", "Vera Vanalles", RoleKind.RESEARCHER, "onderzoek"),
    ("lotte", "Lotte Niemandsland", RoleKind.PROFESSIONAL, "voorbeeldstad"),
)


def settle(stage: Stage) -> None:
    """people: organisations, neighbourhoods, teams, accounts, 120 persons"""
    base: dict[str, Any] = {"by": SYSTEM, "at": moment(stage.scenario.start - timedelta(days=60))}
    for one in stage.scenario.organisations:
        stage.organisations[one.key] = people.found_organisation(
            **base, code=one.key, name=one.name, kind=KINDS[one.kind]
        )
    town = stage.organisations["voorbeeldstad"]
    for area in stage.scenario.neighbourhoods:
        stage.neighbourhoods[area.key] = people.add_neighbourhood(
            **base, organisation=town, code=area.key, name=area.name
        )
    for key, name in (("north", "Wijkteam Noord"), ("south", "Wijkteam Zuid")):
        stage.teams[key] = people.add_team(**base, organisation=town, name=name)
    _open_accounts(stage, base)
    for person in stage.scenario.persons:
        stage.persons[person.key] = _register(stage, person)
    _open_account_of(stage, base, "p01")


def _open_accounts(stage: Stage, base: dict[str, Any]) -> None:
    town = stage.organisations["voorbeeldstad"]
    for key, name, kind, place in STAFF:
        _account(stage, base, key, name, kind, stage.organisations[place])
    for coach in stage.scenario.coaches:
        if coach.key in TEAMS:
            team = stage.teams[TEAMS[coach.key]]
            _account(stage, base, coach.key, f"{coach.given} {coach.family}", RoleKind.COACH, town, team)
    _account(stage, base, "mila", "Mila Speelgoed", RoleKind.TEAM_LEAD, town, stage.teams["north"])


def _account(
    stage: Stage,
    base: dict[str, Any],
    key: str,
    name: str,
    kind: RoleKind,
    organisation: Any,
    team: Any = None,
) -> None:
    stage.accounts[key] = people.open_account(**base, email=f"{key}@voorbeeld.example", name=name)
    people.give_role(
        **base, account=stage.accounts[key], kind=kind, organisation=organisation, team=team,
        since_on=base["at"].date(),
    )  # fmt: skip


def _register(stage: Stage, person: Person) -> Any:
    """Participants are registered by their coach, members of the control group by the key-holder."""
    on = person.started_on - timedelta(days=14)
    fields = {
        "at": moment(on),
        "organisation": stage.organisations["voorbeeldstad"],
        "given_name": person.given,
        "family_name": person.family,
        "neighbourhood": stage.neighbourhoods[person.neighbourhood],
        "email": "" if person.low_language else f"{person.key}@voorbeeld.example",
    }
    if person.coach is None:
        return people.register_control(by=stage.access("ilse", on), **fields)
    return people.register_person(by=stage.access(person.coach, on), **fields)


def _open_account_of(stage: Stage, base: dict[str, Any], key: str) -> None:
    """The participant of the cast signs in; her own role lets her see her own file only."""
    person = stage.persons[key]
    stage.accounts["amina"] = people.open_account(
        **base, email="amina@voorbeeld.example", name=str(person), person=person
    )
    people.give_role(
        **base, account=stage.accounts["amina"], kind=RoleKind.PARTICIPANT,
        organisation=stage.organisations["voorbeeldstad"], since_on=base["at"].date(),
    )  # fmt: skip
