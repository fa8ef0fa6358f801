from werkzaam.web.journey.models.contact import Contact, RegularContact
from werkzaam.web.journey.models.programme import Norm, Programme
from werkzaam.web.journey.models.trajectory import LadderRating, Need, PhaseChange, Trajectory

__all__ = [
    "Contact",
    "LadderRating",
    "Need",
    "Norm",
    "PhaseChange",
    "Programme",
    "RegularContact",
    "Trajectory",
]
