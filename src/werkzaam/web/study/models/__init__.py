"""The design of a study: pseudonyms only, organisations and accounts by opaque code."""

from werkzaam.web.study.models.allocation import Allocation, Lottery, LotteryTicket
from werkzaam.web.study.models.power import PowerRun
from werkzaam.web.study.models.record import Deviation, Review
from werkzaam.web.study.models.study import Arm, Study, Wave, in_language

__all__ = [
    "Allocation",
    "Arm",
    "Deviation",
    "Lottery",
    "LotteryTicket",
    "PowerRun",
    "Review",
    "Study",
    "Wave",
    "in_language",
]
