"""Labels of practice."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.practice import (
    EncounterKind,
    EndReason,
    Going,
    LinkPurpose,
    Party,
    PlacementKind,
    PlacementStatus,
)

PLACEMENT_KINDS = pairs(
    {
        PlacementKind.TASTER: _("Taster placement"),
        PlacementKind.LANGUAGE: _("Language placement"),
        PlacementKind.WORK_EXPERIENCE: _("Work-experience place"),
        PlacementKind.TRIAL: _("Trial placement"),
        PlacementKind.PARTICIPATION: _("Participation placement"),
        PlacementKind.LEARNING_WORKING: _("Learning-working track"),
        PlacementKind.INTERNSHIP: _("Internship"),
        PlacementKind.VOLUNTEERING: _("Volunteering"),
        PlacementKind.PAID_WORK: _("Paid work"),
    }
)
ENCOUNTER_KINDS = pairs(
    {
        EncounterKind.COMPANY_VISIT: _("Company visit"),
        EncounterKind.MOCK_INTERVIEW: _("Mock interview"),
        EncounterKind.SPEED_DATE: _("Speed date"),
    }
)
PLACEMENT_STATUSES = pairs(
    {
        PlacementStatus.PROPOSED: _("Proposed"),
        PlacementStatus.AGREED: _("Agreed"),
        PlacementStatus.RUNNING: _("Running"),
        PlacementStatus.ENDED: _("Ended"),
        PlacementStatus.BROKEN_OFF: _("Broken off"),
        PlacementStatus.CANCELLED: _("Cancelled"),
    }
)
END_REASONS = pairs(
    {
        EndReason.AS_PLANNED: _("As planned"),
        EndReason.JOB_HERE: _("Job with this employer"),
        EndReason.JOB_ELSEWHERE: _("Job elsewhere"),
        EndReason.PARTICIPANT: _("The participant stopped"),
        EndReason.EMPLOYER: _("The employer stopped"),
        EndReason.ILLNESS: _("Illness"),
        EndReason.CARE: _("Care for others"),
        EndReason.OTHER: _("Other reason"),
    }
)
PARTIES = pairs(
    {
        Party.PARTICIPANT: _("Participant"),
        Party.EMPLOYER: _("Employer"),
        Party.AGENCY: _("Guidance organisation"),
    }
)
LINK_PURPOSES = pairs(
    {
        LinkPurpose.SIGN: _("Sign the agreement"),
        LinkPurpose.CHECK_IN: _("Tell how it goes"),
        LinkPurpose.OVERVIEW: _("See the placement"),
    }
)
GOING = pairs(
    {
        Going.WELL: _("It goes well"),
        Going.MIXED: _("So-so"),
        Going.BADLY: _("It does not go well"),
    }
)
