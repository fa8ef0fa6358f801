"""A second, small study: there is no room for all at once, so a lottery says who begins first."""

from __future__ import annotations

from datetime import timedelta
from importlib import resources

from werkzaam.web.consent import actions as consent
from werkzaam.web.demo.cast import LEFT, Stage, moment
from werkzaam.web.study import actions as study
from werkzaam.web.study.rules import Groups, starts

STUDY = "taalstart"
PEOPLE = 24
DAYS_AGO = 45
WAIT = timedelta(days=91)
REMARK = "Leg ook vast wie de lijst maakt, en dat er daarna niemand meer bijkomt."


def draw(stage: Stage) -> None:
    """study: a waiting list by lot, read by a second researcher, locked, drawn and told"""
    on = stage.today - timedelta(days=DAYS_AGO)
    _keys(stage)
    dirk, vera = stage.access("dirk", on), stage.access("vera", on)
    plan = (resources.files("werkzaam.web.demo") / "lottery.toml").read_text(encoding="utf-8")
    found = study.open_study(
        by=dirk, at=moment(on, 9), organisation="onderzoek", programme="enschede", plan_toml=plan
    )
    study.review_plan(by=vera, at=moment(on, 10), study=found, judgement="agreed", text=REMARK)
    found = study.lock_plan(by=dirk, at=moment(on, 11), study=found)
    living = study.read_districts(by=dirk, at=moment(on, 12), study=found)
    study.prepare_lottery(
        by=dirk,
        at=moment(on, 12),
        study=found,
        starts=starts([(on + timedelta(days=7), "first"), (on + timedelta(days=7) + WAIT, "later")]),
        groups={pseudonym: Groups(district) for pseudonym, district in living.items()},
        strata="district",
    )
    study.draw_lottery(by=dirk, at=moment(on, 13), study=found)
    study.close_lottery(by=dirk, at=moment(on, 14), study=found)


def _keys(stage: Stage) -> None:
    """Keys for participants who are still guided: their consent to research stands already."""
    on = stage.today - timedelta(days=DAYS_AGO + 1)
    here = [one for one in stage.scenario.persons if one.coach and one.key not in LEFT]
    for person in here[:PEOPLE]:
        consent.issue_pseudonym(
            by=stage.access("ilse", on), at=moment(on), study=STUDY, person_id=stage.persons[person.key].pk
        )
