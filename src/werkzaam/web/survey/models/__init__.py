"""The field: instruments, rounds, invitations by pseudonym, answers, messages, and what apps deliver."""

from werkzaam.web.survey.models.answer import DraftAnswer, Submission, Visit
from werkzaam.web.survey.models.delivery import Collector, Delivery, DeliveryFile
from werkzaam.web.survey.models.instrument import Instrument, Media
from werkzaam.web.survey.models.invitation import Invitation, Link
from werkzaam.web.survey.models.modes import MODES
from werkzaam.web.survey.models.outbox import Incentive, Message, OptOut
from werkzaam.web.survey.models.round import Round

__all__ = [
    "MODES",
    "Collector",
    "Delivery",
    "DeliveryFile",
    "DraftAnswer",
    "Incentive",
    "Instrument",
    "Invitation",
    "Link",
    "Media",
    "Message",
    "OptOut",
    "Round",
    "Submission",
    "Visit",
]
