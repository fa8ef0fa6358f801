"""Labels of outcomes and aftercare."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.outcome import ExportKind, OutcomeKind, OutcomeSource, Reached

OUTCOME_KINDS = pairs(
    {
        OutcomeKind.PAID_FULL: _("Paid work, full-time"),
        OutcomeKind.PAID_PART: _("Paid work, part-time"),
        OutcomeKind.SELF_EMPLOYED: _("Self-employed"),
        OutcomeKind.WORK_EXPERIENCE: _("Internship or work experience"),
        OutcomeKind.VOLUNTEERING: _("Volunteering"),
        OutcomeKind.EDUCATION: _("Education"),
        OutcomeKind.SEARCHING: _("Looking for work"),
        OutcomeKind.LOST: _("Lost from sight"),
    }
)
OUTCOME_SOURCES = pairs(
    {
        OutcomeSource.CONTRACT: _("Contract seen"),
        OutcomeSource.EMPLOYER: _("Employer"),
        OutcomeSource.PARTICIPANT: _("Participant"),
        OutcomeSource.COACH: _("Job coach"),
        OutcomeSource.REGISTER: _("Register"),
    }
)
REACHED = pairs(
    {
        Reached.REACHED: _("Spoken"),
        Reached.NOT_REACHED: _("Not reached"),
        Reached.DECLINED: _("Did not want to"),
    }
)
EXPORT_KINDS = pairs(
    {
        ExportKind.FUNDER: _("Funder table"),
        ExportKind.STATUTORY: _("Statutory reintegration export"),
        ExportKind.OUTCOMES: _("Outcomes"),
    }
)
