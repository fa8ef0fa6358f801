"""Labels of commitments, questions and hand-overs."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.lines import CommitmentStatus, HandOverStatus, Share, Topic

COMMITMENT_STATUSES = pairs(
    {
        CommitmentStatus.OPEN: _("Open"),
        CommitmentStatus.KEPT: _("Kept"),
        CommitmentStatus.NOT_KEPT: _("Not kept"),
        CommitmentStatus.DROPPED: _("No longer needed"),
    }
)
TOPICS = pairs(
    {
        Topic.BENEFIT: _("Benefit"),
        Topic.DEBT: _("Debts"),
        Topic.HEALTH: _("Health"),
        Topic.HOUSING: _("Housing"),
        Topic.CHILDCARE: _("Childcare"),
        Topic.CIVIC_INTEGRATION: _("Civic integration"),
        Topic.WORK: _("Work"),
        Topic.OTHER: _("Other"),
    }
)
SHARES = pairs(
    {
        Share.NAME: _("Name"),
        Share.CONTACT: _("Telephone and e-mail"),
        Share.LANGUAGE: _("Language"),
        Share.NEED: _("One need"),
        Share.GOAL: _("One goal"),
        Share.PHASE: _("Phase"),
    }
)
HAND_OVER_STATUSES = pairs(
    {
        HandOverStatus.WITH_PARTICIPANT: _("With the participant"),
        HandOverStatus.WAITING: _("Waiting for an answer"),
        HandOverStatus.ACCEPTED: _("Accepted"),
        HandOverStatus.REFUSED: _("Refused"),
        HandOverStatus.WITHDRAWN: _("Withdrawn"),
    }
)
