"""Labels of appointments and reminders."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.contact import About, AppointmentStatus, DraftKind, Medium, Sending

APPOINTMENT_STATUSES = pairs(
    {
        AppointmentStatus.PLANNED: _("Planned"),
        AppointmentStatus.HELD: _("It took place"),
        AppointmentStatus.NO_SHOW: _("No-show"),
        AppointmentStatus.CANCELLED_BY_PARTICIPANT: _("Cancelled by the participant"),
        AppointmentStatus.CANCELLED_BY_US: _("Cancelled by us"),
        AppointmentStatus.MOVED: _("Moved to another day"),
    }
)
DRAFT_KINDS = pairs(
    {
        DraftKind.CONTACT: _("Contact"),
        DraftKind.NEED: _("Need"),
        DraftKind.HAND_OVER: _("Hand-over"),
        DraftKind.OTHER: _("Other"),
    }
)
ABOUT = pairs(
    {
        About.APPOINTMENT: _("Appointment"),
        About.SESSION: _("Session"),
        About.CHECK_IN: _("Check-in"),
        About.AFTERCARE: _("Aftercare"),
        About.SIGNATURE: _("Signature"),
    }
)
MEDIA = pairs(
    {
        Medium.EMAIL: _("E-mail"),
        Medium.SMS: _("Text message"),
    }
)
SENDINGS = pairs(
    {
        Sending.WAITING: _("Not sent yet"),
        Sending.SENT: _("Sent"),
        Sending.SKIPPED: _("No longer needed"),
        Sending.FAILED: _("Not delivered"),
    }
)
