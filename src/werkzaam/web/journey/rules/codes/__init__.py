"""The code lists of guidance, a file per topic (design: 3-domain §3.3). Labels stand in `models/labels`.

Those of a trajectory and its contacts are used by every topic, so they can be taken from here.
"""

from werkzaam.web.journey.rules.codes.trajectory import (
    CONVERSATION,
    RUNGS,
    Channel,
    Domain,
    ExitReason,
    Outcome,
    Phase,
    Rater,
    counted_minutes,
    is_conversation,
)

__all__ = [
    "CONVERSATION",
    "RUNGS",
    "Channel",
    "Domain",
    "ExitReason",
    "Outcome",
    "Phase",
    "Rater",
    "counted_minutes",
    "is_conversation",
]
