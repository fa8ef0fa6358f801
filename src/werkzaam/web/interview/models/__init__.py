"""Sources, the codebook, codings, rounds of double coding, elements, and whom to talk to."""

from werkzaam.web.interview.models.codebook import COLOURS, Change, Code
from werkzaam.web.interview.models.coding import Coding, Memo
from werkzaam.web.interview.models.element import Judgement, Quote
from werkzaam.web.interview.models.pending import Mark, Pending
from werkzaam.web.interview.models.round import Decision, Round, RoundCoder, RoundSource
from werkzaam.web.interview.models.source import Perspective, Quoting, Source
from werkzaam.web.interview.models.talk import Talk, TopicGuide

__all__ = [
    "COLOURS",
    "Change",
    "Code",
    "Coding",
    "Decision",
    "Judgement",
    "Mark",
    "Memo",
    "Pending",
    "Perspective",
    "Quote",
    "Quoting",
    "Round",
    "RoundCoder",
    "RoundSource",
    "Source",
    "Talk",
    "TopicGuide",
]
