"""Labels of referral and intake."""

from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.models.labels.pairs import pairs
from werkzaam.web.journey.rules.codes.intake import (
    ConceptKind,
    LanguageSkill,
    Level,
    LevelSource,
    ReferralSource,
    ReferralStatus,
    RefusalReason,
    SkillSource,
)

REFERRAL_SOURCES = pairs(
    {
        ReferralSource.MUNICIPALITY: _("Municipality"),
        ReferralSource.PROFESSIONAL: _("Professional"),
        ReferralSource.SELF: _("The person"),
        ReferralSource.OTHER: _("Other"),
    }
)
REFERRAL_STATUSES = pairs(
    {
        ReferralStatus.WAITING: _("Waiting for an answer"),
        ReferralStatus.ACCEPTED: _("Accepted"),
        ReferralStatus.REFUSED: _("Refused"),
        ReferralStatus.WITHDRAWN: _("Withdrawn"),
    }
)
REFUSAL_REASONS = pairs(
    {
        RefusalReason.NOT_ELIGIBLE: _("Does not meet the conditions"),
        RefusalReason.FULL: _("No place now"),
        RefusalReason.OTHER_HELP: _("Other help fits better"),
        RefusalReason.OWN_CHOICE: _("The person does not want to"),
        RefusalReason.NOT_REACHED: _("Not reached"),
        RefusalReason.OTHER: _("Other reason"),
    }
)
LEVELS = pairs(
    {
        Level.ALFA: _("Alfa (learning to read)"),
        Level.A0: _("A0"),
        Level.A1: _("A1"),
        Level.A2: _("A2"),
        Level.B1: _("B1"),
        Level.B2: _("B2"),
        Level.C1: _("C1"),
    }
)
LANGUAGE_SKILLS = pairs(
    {
        LanguageSkill.LISTENING: _("Listening"),
        LanguageSkill.READING: _("Reading"),
        LanguageSkill.SPEAKING: _("Speaking"),
        LanguageSkill.WRITING: _("Writing"),
    }
)
LEVEL_SOURCES = pairs(
    {
        LevelSource.EXAM: _("Exam"),
        LevelSource.TEACHER: _("Teacher"),
        LevelSource.SELF: _("The person"),
    }
)
SKILL_SOURCES = pairs(
    {
        SkillSource.SELF: _("The person"),
        SkillSource.COACH: _("Job coach"),
        SkillSource.EMPLOYER: _("Employer"),
        SkillSource.CERTIFICATE: _("Certificate"),
    }
)
CONCEPT_KINDS = pairs(
    {
        ConceptKind.SKILL: _("Skill"),
        ConceptKind.OCCUPATION: _("Occupation"),
    }
)
