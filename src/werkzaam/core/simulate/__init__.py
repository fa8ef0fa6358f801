"""Reference scenarios with planted truths, for trying out and testing everything else."""

from werkzaam.core.simulate.enschede import BATTERY, enschede
from werkzaam.core.simulate.records import plan, plan_text, records
from werkzaam.core.simulate.scenario import (
    Answer,
    Coach,
    Contact,
    Neighbourhood,
    Organisation,
    Person,
    Response,
    Scenario,
)
from werkzaam.core.simulate.spoken import Code, Interview, Marking, Passage, Planted, Talks, Turn

__all__ = [
    "BATTERY",
    "Answer",
    "Coach",
    "Code",
    "Contact",
    "Interview",
    "Marking",
    "Neighbourhood",
    "Organisation",
    "Passage",
    "Person",
    "Planted",
    "Response",
    "Scenario",
    "Talks",
    "Turn",
    "enschede",
    "plan",
    "plan_text",
    "records",
]
