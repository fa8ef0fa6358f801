from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest


@pytest.fixture
def programme(cast, at):
    """Once a week for three months, then fortnightly; fifteen people a coach."""
    from werkzaam.web.journey import actions

    return actions.start_programme(
        by="system",
        at=at,
        code="buurtwerkt",
        name="Buurt Werkt",
        organisation=cast.esdoorn,
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 6, 30),
        norm=[actions.NormStep(0, 1.0), actions.NormStep(13, 0.5)],
        caseload_norm=15,
    )


@pytest.fixture
def start(cast, at, programme):
    """Start a trajectory, by default Amina's with Bram in team north on 5 January."""
    from werkzaam.web.journey import actions

    def begin(person=None, by="bram", team=None, started_on=date(2026, 1, 5), **more):
        return actions.start_trajectory(
            by=cast.access(by),
            at=at,
            person=person or cast.amina,
            programme=programme,
            coach=cast.accounts[by],
            started_on=started_on,
            team=team or cast.north,
            **more,
        )

    return begin


@pytest.fixture
def log(cast, at):
    """Log a contact of Bram."""
    from werkzaam.web.journey import actions

    def save(trajectory, on, channel="office", outcome="held", minutes=30, by="bram", **more):
        values = {"id": uuid4(), "at": at, "channel": channel, "outcome": outcome, "minutes": minutes} | more
        return actions.log_contact(by=cast.access(by), trajectory=trajectory, on=on, **values)

    return save


@pytest.fixture
def many(cast, at, start):
    """Start and end trajectories of newcomers in team north, straight away: `many(phase=12)`."""
    from werkzaam.web.people import actions as people

    def add(number):
        system = {"by": cast.access("bram"), "at": at, "organisation": cast.esdoorn}
        return [
            start(people.register_person(**system, given_name=f"Nr{n}", family_name="Verzonnen"))
            for n in range(number)
        ]

    return add


@pytest.fixture
def records():
    """Dose records as plain sums: week → planned, and (week, channel) → (delivered, minutes)."""

    def split(found):
        found = list(found)
        planned = {record.week: record.planned for record in found if record.channel == "planned"}
        made = {(r.week, r.channel): (r.delivered, r.minutes) for r in found if r.channel != "planned"}
        return SimpleNamespace(planned=planned, made=made, all=found)

    return split
