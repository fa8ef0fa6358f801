from werkzaam.web.journey.models.agreement import Agreement, MagicLink, Signature
from werkzaam.web.journey.models.appointment import Appointment, CalendarFeed, Draft, Reminder
from werkzaam.web.journey.models.contact import Contact, RegularContact
from werkzaam.web.journey.models.employer import Employer, EmployerContact, Vacancy
from werkzaam.web.journey.models.history import CoachChange
from werkzaam.web.journey.models.intake import Circumstance, LanguageLevel, ProgrammeDomain, Referral, Skill
from werkzaam.web.journey.models.lines import Commitment, HandOver, ShortLine
from werkzaam.web.journey.models.neighbourhood import Area, MeetingPlace
from werkzaam.web.journey.models.offer import Offer, OfferProposal, UnmetNeed
from werkzaam.web.journey.models.outcome import AftercareCheck, Export, OutcomeEvent, ProvisionCode
from werkzaam.web.journey.models.plan import Goal, GoalScale, GoalScore, PlanProposal, Revision, Step
from werkzaam.web.journey.models.practice import CheckIn, Encounter, Placement
from werkzaam.web.journey.models.programme import (
    ChannelNorm,
    Criterion,
    Module,
    Norm,
    Pillar,
    PlacementRule,
    Programme,
    Target,
)
from werkzaam.web.journey.models.skill import Concept, SkillScheme
from werkzaam.web.journey.models.training import Attendance, Certificate, Enrolment, Session, TrainingGroup
from werkzaam.web.journey.models.trajectory import LadderRating, Need, PhaseChange, Trajectory
from werkzaam.web.journey.models.voice import AdviceReferral, AdviceService, Experience, ExperienceReader

__all__ = [
    "AdviceReferral",
    "AdviceService",
    "AftercareCheck",
    "Agreement",
    "Appointment",
    "Area",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "ChannelNorm",
    "CheckIn",
    "Circumstance",
    "CoachChange",
    "Commitment",
    "Concept",
    "Contact",
    "Criterion",
    "Draft",
    "Employer",
    "EmployerContact",
    "Encounter",
    "Enrolment",
    "Experience",
    "ExperienceReader",
    "Export",
    "Goal",
    "GoalScale",
    "GoalScore",
    "HandOver",
    "LadderRating",
    "LanguageLevel",
    "MagicLink",
    "MeetingPlace",
    "Module",
    "Need",
    "Norm",
    "Offer",
    "OfferProposal",
    "OutcomeEvent",
    "PhaseChange",
    "Pillar",
    "Placement",
    "PlacementRule",
    "PlanProposal",
    "Programme",
    "ProgrammeDomain",
    "ProvisionCode",
    "Referral",
    "RegularContact",
    "Reminder",
    "Revision",
    "Session",
    "ShortLine",
    "Signature",
    "Skill",
    "SkillScheme",
    "Step",
    "Target",
    "TrainingGroup",
    "Trajectory",
    "UnmetNeed",
    "Vacancy",
]
