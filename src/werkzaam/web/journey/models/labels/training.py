"""Labels of group training."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.training import EnrolmentStatus, GroupStatus, Presence, SessionStatus

GROUP_STATUSES = pairs(
    {
        GroupStatus.PLANNED: _("Planned"),
        GroupStatus.RUNNING: _("Running"),
        GroupStatus.DONE: _("Done"),
        GroupStatus.CANCELLED: _("Cancelled"),
    }
)
SESSION_STATUSES = pairs(
    {
        SessionStatus.PLANNED: _("Planned"),
        SessionStatus.HELD: _("It took place"),
        SessionStatus.CANCELLED: _("Cancelled"),
    }
)
ENROLMENT_STATUSES = pairs(
    {
        EnrolmentStatus.WAITING: _("On the waiting list"),
        EnrolmentStatus.ENROLLED: _("Takes part"),
        EnrolmentStatus.COMPLETED: _("Completed"),
        EnrolmentStatus.STOPPED: _("Stopped"),
    }
)
PRESENCES = pairs(
    {
        Presence.PRESENT: _("Present"),
        Presence.LATE: _("Late"),
        Presence.EXCUSED: _("Excused"),
        Presence.ABSENT: _("Absent"),
    }
)
