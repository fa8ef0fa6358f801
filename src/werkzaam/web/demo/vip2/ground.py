"""The ground: organisations, teams, accounts, the programme with its parts, employers, offers, commitments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from werkzaam.core.simulate.vip2 import Employer, Region, Staff, figures
from werkzaam.web.demo.cast import moment
from werkzaam.web.demo.vip2.troupe import BODY, SYSTEM, Troupe, standing
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey.actions import employer, intake, lines, offer, programme_parts
from werkzaam.web.journey.rules.codes import Domain
from werkzaam.web.people import actions as people
from werkzaam.web.people.rules import RoleKind

REASON = "Zonder dit kan een coach geen passend aanbod zoeken."
DOMAINS = (Domain.LANGUAGE, Domain.LEARNING, Domain.NETWORK, Domain.MONEY, Domain.HEALTH)
PILLARS = (
    ("group-training", "Groepstraining"),
    ("coaching", "Persoonlijke coach"),
    ("practice", "Ervaring in de praktijk"),
)
CRITERIA = (
    "Heeft een verblijfsvergunning asiel",
    "Wil werken of leren",
    "Spreekt genoeg Nederlands voor de training",
)


def lay(troupe: Troupe) -> None:
    """What stands already is found, what is missing is made: going over it again changes nothing."""
    at = moment(troupe.scenario.start - timedelta(days=30))
    troupe.organisations[BODY] = _organisation(at, BODY, figures()["body"], "foundation", None)
    for region in troupe.scenario.regions:
        _region(troupe, region, at)
    for one in troupe.scenario.staff:
        troupe.accounts[one.key] = _account(troupe, one, at)
    _programme(troupe, at)
    for firm in troupe.scenario.employers:
        _employer(troupe, firm, at)
    for region in troupe.scenario.regions:
        _beside(troupe, region, at)


def _organisation(at: datetime, code: str, name: str, kind: str, parent: Any) -> Any:
    return standing("people.Organisation", code=code) or people.found_organisation(
        by=SYSTEM, at=at, code=code, name=name, kind=kind, parent=parent
    )


def _region(troupe: Troupe, region: Region, at: datetime) -> None:
    """A foundation, the towns where it works, and in each town two teams and two neighbourhoods."""
    foundation = _organisation(at, region.key, region.foundation, "foundation", troupe.organisations[BODY])
    troupe.organisations[region.key] = foundation
    for town in region.towns:
        here = _organisation(at, town.lower(), f"Gemeente {town}", "municipality", foundation)
        troupe.organisations[town] = here
        for team, side in enumerate(("Noord", "Zuid")):
            name = f"Team {town} {side}"
            found = standing("people.Team", organisation=here, name=name)
            troupe.teams[town, team] = found or people.add_team(
                by=SYSTEM, at=at, organisation=here, name=name
            )
            code = f"{town.lower()}-{side.lower()}"
            area = standing("people.Neighbourhood", code=code) or people.add_neighbourhood(
                by=SYSTEM, at=at, organisation=here, code=code, name=f"{town} {side}"
            )
            troupe.neighbourhoods.setdefault(town, []).append(area)


def _account(troupe: Troupe, one: Staff, at: datetime) -> Any:
    email = f"{one.key}@voorbeeld.example"
    if (found := standing("people.Account", email=email)) is not None:
        return found
    made = people.open_account(by=SYSTEM, at=at, email=email, name=one.name)
    place = troupe.organisations[one.town or one.region or BODY]
    team = None if one.team is None else troupe.teams[one.town, one.team]
    people.give_role(
        by=SYSTEM,
        at=at,
        account=made,
        kind=RoleKind(one.role),
        organisation=place,
        team=team,
        since_on=at.date(),
    )
    return made


def _programme(troupe: Troupe, at: datetime) -> None:
    found = standing("journey.Programme", code="vip2")
    if found is None:
        found = journey.start_programme(
            by=SYSTEM, at=at, code="vip2", name="Vooruit met praktijk", organisation=troupe.organisations[BODY],
            starts_on=troupe.scenario.start, caseload_norm=figures()["professional_room"],
            norm=[journey.NormStep(0, figures()["contacts"]["planned_a_week"])],
        )  # fmt: skip
        _parts(troupe, found, at)
    troupe.programme, troupe.modules = found, list(found.modules.all())


def _parts(troupe: Troupe, programme: Any, at: datetime) -> None:
    base: dict[str, Any] = {"by": troupe.access("leider"), "at": at, "programme": programme}
    for kind, name in PILLARS:
        programme_parts.add_part(**base, part="pillars", kind=kind, name=name)
    for text in CRITERIA:
        programme_parts.add_part(**base, part="criteria", text=text)
    for code, name, hours in figures()["modules"]:
        programme_parts.add_part(**base, part="modules", code=code, name=name, practical_hours=hours)
    for domain in DOMAINS:
        intake.switch_on(**base, domain=domain.value, reason=REASON)
    for region in troupe.scenario.regions:
        aim = {"organisation": troupe.organisations[region.key], "by_on": troupe.scenario.today}
        share = figures()["people"] // len(troupe.scenario.regions)
        programme_parts.add_part(**base, part="targets", outcome="", number=share, **aim)


def _employer(troupe: Troupe, one: Employer, at: datetime) -> None:
    here, by = troupe.organisations[one.town], _lead(troupe, one.town)
    found = standing("journey.Employer", organisation=here, name=one.name) or employer.save_employer(
        by=by, at=at, organisation=here, name=one.name, sector=one.sector
    )
    contact = standing("journey.EmployerContact", employer=found) or employer.save_contact(
        by=by, at=at, employer=found, name=f"Begeleider {one.name}", email=f"{one.key}@werkgever.example"
    )
    troupe.employers[one.key], troupe.supervisors[one.key] = found, contact


def _beside(troupe: Troupe, region: Region, at: datetime) -> None:
    """Offers and commitments of each town."""
    for town in region.towns:
        for number, facts in enumerate(figures()["words"]["offers"]):
            troupe.offers[town, number] = _offer(troupe, town, facts, at)
        for number, facts in enumerate(figures()["words"]["commitments"]):
            _commitment(troupe, region, town, facts, troupe.scenario.start + timedelta(days=90 * number))


def _offer(troupe: Troupe, town: str, facts: list[Any], at: datetime) -> Any:
    kind, domain, name, level, days, capacity = facts
    here = troupe.organisations[town]
    return standing("journey.Offer", organisation=here, name=name) or offer.add_offer(
        by=troupe.in_town(town, "professional"), at=at, organisation=here, kind=kind, domain=domain, name=name,
        provider=f"Huis van de wijk {town}", level=level, days=days, capacity=capacity,
    )  # fmt: skip


def _commitment(troupe: Troupe, region: Region, town: str, facts: list[str], on: date) -> None:
    what, who, status = facts
    here = troupe.organisations[town]
    if standing("journey.Commitment", organisation=here, what=what):
        return
    made = lines.agree_commitment(
        by=troupe.access(f"{region.key}-leider"), at=moment(on), programme=troupe.programme, organisation=here,
        what=what, who=who, agreed_on=on, due_on=on + timedelta(days=180),
    )  # fmt: skip
    if status != "open":
        settled = on + timedelta(days=150)
        lines.settle_commitment(
            by=troupe.in_town(town, "municipality"), at=moment(settled), commitment=made, status=status,
            settled_on=settled, explanation="" if status == "kept" else "Door ziekte bleef dit liggen.",
        )  # fmt: skip


def _lead(troupe: Troupe, town: str) -> Any:
    """The lead of a town's first team."""
    leads = (s for s in troupe.scenario.staff if s.town == town and s.role == "team-lead")
    return troupe.access(next(leads).key)
