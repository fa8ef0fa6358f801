"""Labels of the own plan."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.plan import Answer, GoalStatus, Moment, PlanProposalKind

GOAL_STATUSES = pairs(
    {
        GoalStatus.OPEN: _("Busy with it"),
        GoalStatus.REACHED: _("Reached"),
        GoalStatus.STOPPED: _("Stopped"),
    }
)
PROPOSAL_KINDS = pairs(
    {
        PlanProposalKind.GOAL: _("A new goal"),
        PlanProposalKind.STEP: _("A new step"),
        PlanProposalKind.REWORD: _("Other words"),
        PlanProposalKind.CLOSE: _("Close this goal"),
    }
)
ANSWERS = pairs(
    {
        Answer.WAITING: _("Waiting for an answer"),
        Answer.ACCEPTED: _("Accepted"),
        Answer.DECLINED: _("Declined"),
        Answer.WITHDRAWN: _("Withdrawn"),
    }
)
MOMENTS = pairs(
    {
        Moment.BASELINE: _("At the start"),
        Moment.RESCORE: _("Later"),
    }
)
ATTAINMENT_LEVELS = [
    (-2, _("−2 much less than hoped")),
    (-1, _("−1 less than hoped")),
    (0, _("0 as hoped")),
    (1, _("+1 more than hoped")),
    (2, _("+2 much more than hoped")),
]
