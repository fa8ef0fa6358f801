"""The scenario as the plain records a panel is built from: pseudonymous, no names, no dates of contact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from importlib import resources

from werkzaam.core.plan import parse_plan
from werkzaam.core.plan.lock import locked_text
from werkzaam.core.plan.model import Plan
from werkzaam.core.simulate.contacts import HELD, WEEKS, planned
from werkzaam.core.simulate.people import PROGRAMME
from werkzaam.core.simulate.scenario import Person, Scenario

Records = list[dict[str, object]]

PLANNED = "planned"
BASELINE = "t0"
COVARIATES = ("dutch", "health")
_FILE = "enschede.toml"
_RESEARCHER = "Dirk Woordenaar"


def plan_text() -> str:
    """The study's plan file as it stands (TOML)."""
    return (resources.files(__package__) / _FILE).read_text(encoding="utf-8")


def plan(*, registered_on: date | None = None) -> Plan:
    """The plan of the reference study; with `registered_on` as registered that day by its researcher."""
    if registered_on is None:
        return parse_plan(plan_text(), _FILE)
    return parse_plan(locked_text(plan_text(), _FILE, by=_RESEARCHER, on=registered_on), _FILE)


def records(scenario: Scenario) -> tuple[Records, Records, Records]:
    """(persons, values, dose) for `core.panel.build_panel`; only outcomes of the plan, only contacts held."""
    told = {one.person: one.items for one in scenario.responses if one.wave == BASELINE}
    persons = [_person(one, told.get(one.key, {})) for one in scenario.persons]
    return persons, _values(scenario), _dose(scenario)


def _person(person: Person, told: Mapping[str, float]) -> dict[str, object]:
    """Covariates are what the person said at the start: nothing is known of who did not answer then."""
    covariates = {key: told[key] for key in COVARIATES if key in told}
    return {"person": person.key, "arm": person.arm, "cluster": person.coach, **covariates}


def _values(scenario: Scenario) -> Records:
    wanted = {outcome.key for outcome in plan().outcomes}
    return [
        {
            "person": one.person,
            "wave": one.wave,
            "outcome": one.outcome,
            "value": one.value,
            "rater": one.rater,
            "source": "questionnaire" if one.mode else "coach record",
            "mode": one.mode,
        }
        for one in scenario.answers
        if one.outcome in wanted
    ]


def _dose(scenario: Scenario) -> Records:
    """What was planned for each participant, and what was held, per week since each person's own start."""
    started = {person.key: person.started_on for person in scenario.persons}
    held: dict[tuple[str, int, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for person in scenario.persons:
        for week in range(WEEKS if person.arm == PROGRAMME else 0):
            held[person.key, week, PLANNED][0] = planned(person, week)
    for contact in scenario.contacts:
        if contact.outcome == HELD:
            cell = held[contact.person, (contact.on - started[contact.person]).days // 7, contact.channel]
            cell[1] += 1
            cell[2] += contact.minutes
    return [_dosed(key, amounts) for key, amounts in sorted(held.items()) if any(amounts)]


def _dosed(key: tuple[str, int, str], amounts: list[float]) -> dict[str, object]:
    person, week, channel = key
    planned_, delivered, minutes = amounts
    return {
        "person": person,
        "week": week,
        "channel": channel,
        "planned": planned_,
        "delivered": delivered,
        "minutes": minutes,
    }
