"""Labels of offers."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.offer import Lack, OfferKind, OfferStatus

OFFER_KINDS = pairs(
    {
        OfferKind.LANGUAGE_COURSE: _("Language course"),
        OfferKind.COURSE: _("Course"),
        OfferKind.HEALTH: _("Health"),
        OfferKind.DEBT_HELP: _("Help with debts"),
        OfferKind.LANGUAGE_BUDDY: _("Language buddy"),
        OfferKind.TRAINING: _("Training"),
        OfferKind.WORKPLACE: _("Workplace"),
        OfferKind.CHILDCARE: _("Childcare"),
        OfferKind.OTHER: _("Other"),
    }
)
OFFER_STATUSES = pairs(
    {
        OfferStatus.PROPOSED: _("Proposed"),
        OfferStatus.ACCEPTED: _("Accepted"),
        OfferStatus.DECLINED: _("Declined"),
        OfferStatus.QUEUED: _("On the waiting list"),
        OfferStatus.STARTED: _("Started"),
        OfferStatus.COMPLETED: _("Completed"),
        OfferStatus.STOPPED: _("Stopped"),
        OfferStatus.WITHDRAWN: _("Withdrawn"),
    }
)
LACKS = pairs(
    {
        Lack.NO_OFFER: _("There is no such offer"),
        Lack.FULL: _("Full"),
        Lack.LEVEL: _("Language level too high"),
        Lack.DISTANCE: _("Too far away"),
        Lack.DAYS: _("Not on these days"),
        Lack.CHILDCARE: _("No childcare"),
        Lack.NOT_ALLOWED: _("Not allowed by the rules"),
    }
)
