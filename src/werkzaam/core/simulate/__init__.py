"""Reference scenarios with planted truths, for trying out and testing everything else."""

from werkzaam.core.simulate.enschede import BATTERY, enschede
from werkzaam.core.simulate.records import plan, plan_text, records
from werkzaam.core.simulate.scenario import (
    Answer,
    Coach,
    Code,
    Contact,
    Interview,
    Neighbourhood,
    Organisation,
    Passage,
    Person,
    Response,
    Scenario,
    Turn,
)

__all__ = [
    "BATTERY",
    "Answer",
    "Coach",
    "Code",
    "Contact",
    "Interview",
    "Neighbourhood",
    "Organisation",
    "Passage",
    "Person",
    "Response",
    "Scenario",
    "Turn",
    "enschede",
    "plan",
    "plan_text",
    "records",
]
