"""Labels of a trajectory and its contacts."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.rules.attention import Next
from werkzaam.web.journey.rules.codes.trajectory import Channel, Domain, ExitReason, Outcome, Phase, Rater

PHASES = [
    (Phase.INTAKE.value, _("Intake")),
    (Phase.ORIENTATION.value, _("Orientation")),
    (Phase.ACTIVATION.value, _("Activation")),
    (Phase.MATCHING.value, _("Matching")),
    (Phase.AFTERCARE.value, _("Aftercare")),
]
CHANNELS = [
    (Channel.OFFICE.value, _("At the office")),
    (Channel.NEIGHBOURHOOD.value, _("In the neighbourhood")),
    (Channel.HOME_VISIT.value, _("Home visit")),
    (Channel.TELEPHONE.value, _("Telephone")),
    (Channel.VIDEO.value, _("Video call")),
    (Channel.MESSAGE.value, _("Message")),
    (Channel.EMAIL.value, _("E-mail")),
]
OUTCOMES = [
    (Outcome.HELD.value, _("It took place")),
    (Outcome.NO_SHOW.value, _("No-show")),
    (Outcome.CANCELLED_BY_PARTICIPANT.value, _("Cancelled by the participant")),
    (Outcome.CANCELLED_BY_US.value, _("Cancelled by us")),
]
EXIT_REASONS = [
    (ExitReason.WORK.value, _("Found work")),
    (ExitReason.MOVED.value, _("Moved")),
    (ExitReason.ILLNESS.value, _("Illness")),
    (ExitReason.CARE.value, _("Care for others")),
    (ExitReason.OWN_REQUEST.value, _("Own request")),
    (ExitReason.OTHER_PROGRAMME.value, _("Another programme")),
    (ExitReason.END_OF_TERM.value, _("End of the term")),
    (ExitReason.NO_SHOW.value, _("Did not show up")),
    (ExitReason.UNKNOWN.value, _("Unknown")),
]
DOMAINS = [
    (Domain.WORK.value, _("Work")),
    (Domain.LEARNING.value, _("Learning")),
    (Domain.LANGUAGE.value, _("Language")),
    (Domain.MONEY.value, _("Money")),
    (Domain.HOUSING.value, _("Housing")),
    (Domain.HEALTH.value, _("Health")),
    (Domain.FAMILY.value, _("Family and care")),
    (Domain.NETWORK.value, _("People around me")),
    (Domain.DAILY_LIFE.value, _("Daily life")),
]
RATERS = [(Rater.COACH.value, _("Job coach")), (Rater.SELF.value, _("Participant"))]
LADDER = [
    (1, _("1 – isolated")),
    (2, _("2 – social contacts outdoors")),
    (3, _("3 – organised activities")),
    (4, _("4 – unpaid work")),
    (5, _("5 – paid work with support")),
    (6, _("6 – paid work without support")),
]
NEXT = {
    Next.MEET: _("First conversation"),
    Next.ASK_NEEDS: _("Ask what this person needs"),
    Next.RATE: _("Rate the ladder"),
    Next.CALL: _("Get in touch"),
    Next.PLAN: _("Next contact"),
}
