"""What stands on paper in "my data": subject by subject, which fields of which rows, and what each is called.

The words are those of the forms and code lists. Numbers of rows, hashes and the like are in the JSON alone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.web.journey.forms.voice import MAY_COUNT

Labels = dict[str, Promise]
"""Path of a field from its row, with dots, and its label."""


class Part(NamedTuple):
    """Rows of one kind; the first part of a section may do with the title of the section."""

    model: str
    fields: Labels
    title: Promise | None = None


class Section(NamedTuple):
    title: Promise
    parts: tuple[Part, ...]


WHO_I_AM: Final = (
    Part(
        "people.person",
        {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "email": _("E-mail"),
            "phone": _("Telephone"),
            "language": _("Language"),
            "neighbourhood": _("Neighbourhood"),
            "organisation": _("Organisation"),
        },
    ),
)
GUIDANCE: Final = (
    Part(
        "journey.trajectory",
        {
            "programme": _("Programme"),
            "coach": _("My coach"),
            "team": _("Team"),
            "phase": _("Phase"),
            "dream": _("I would like most"),
            "strengths": _("I am good at"),
            "started_on": _("First day"),
            "ended_on": _("Last day"),
            "exit_reason": _("Reason"),
        },
    ),
    Part(
        "journey.coachchange",
        {"on": _("Since"), "coach": _("Job coach"), "team": _("Team")},
        _("My coach"),
    ),
    Part("journey.phasechange", {"on": _("Since"), "phase": _("Phase")}, _("Phase")),
    Part(
        "journey.referral",
        {
            "created_at": _("Day"),
            "programme": _("Programme"),
            "source": _("Referred by"),
            "reason": _("Why this programme?"),
            "status": _("Status"),
            "refusal_reason": _("Reason"),
            "explanation": _("Explanation"),
        },
        _("My referral"),
    ),
    Part(
        "journey.shortline",
        {
            "asked_at": _("Day"),
            "topic": _("About"),
            "organisation": _("Organisation"),
            "asked_by": _("Job coach"),
            "question": _("Question"),
            "shares": _("Shared"),
            "answer": _("Answer"),
        },
        _("Questions about me"),
    ),
    Part(
        "journey.handover",
        {
            "asked_at": _("Day"),
            "to_coach": _("Job coach"),
            "to_team": _("Team"),
            "page": _("The page about me"),
            "status": _("Status"),
            "reason": _("Reason"),
        },
        _("My new coach"),
    ),
)
PLAN: Final = (
    Part(
        "journey.need",
        {
            "created_at": _("Day"),
            "domain": _("What is it about?"),
            "wish": _("My words"),
            "met_on": _("Solved"),
        },
        _("I need"),
    ),
    Part(
        "journey.goal",
        {
            "created_at": _("Day"),
            "words": _("Goal"),
            "domain": _("What is it about?"),
            "status": _("Status"),
            "closed_at": _("Last day"),
        },
        _("My goals"),
    ),
    Part(
        "journey.step",
        {"goal.words": _("Goal"), "words": _("Step"), "by_on": _("Ready on"), "status": _("Status")},
        _("My steps"),
    ),
    Part(
        "journey.goalscale",
        {"goal.words": _("Goal"), "score": _("Level"), "words": _("My words")},
        _("How far is it?"),
    ),
    Part(
        "journey.goalscore",
        {"on": _("Day"), "goal.words": _("Goal"), "score": _("Level"), "rater": _("Who says so?")},
        _("How far is it now?"),
    ),
    Part(
        "journey.planproposal",
        {
            "created_at": _("Day"),
            "by": _("Job coach"),
            "kind": _("What is it about?"),
            "goal.words": _("Goal"),
            "words": _("The words"),
            "why": _("Why?"),
            "status": _("Status"),
            "answer": _("What I answered"),
        },
        _("Your coach proposes something"),
    ),
)
PROFILE: Final = (
    Part(
        "journey.skill",
        {"on": _("Day"), "words": _("Skill"), "source": _("Who says so?")},
        _("Skills"),
    ),
    Part(
        "journey.languagelevel",
        {
            "on": _("Day"),
            "language": _("Language"),
            "skill": _("Skill"),
            "level": _("Level"),
            "source": _("Who says so?"),
        },
        _("Languages"),
    ),
    Part(
        "journey.circumstance",
        {
            "updated_at": _("Day"),
            "days": _("Days"),
            "hours_per_week": _("Hours a week, at most"),
            "travel_km": _("Kilometres to travel, at most"),
            "needs_childcare": _("Childcare is needed"),
        },
        _("Days that fit"),
    ),
    Part(
        "journey.ladderrating",
        {
            "on": _("Day"),
            "rung": _("Rung"),
            "potential": _("Which rung is possible?"),
            "rater": _("Who says so?"),
            "evidence": _("Why?"),
        },
        _("Ladder"),
    ),
)
WITH_MY_COACH: Final = (
    Part(
        "journey.contact",
        {
            "on": _("Day"),
            "coach": _("Job coach"),
            "channel": _("How"),
            "outcome": _("Outcome"),
            "minutes": _("Minutes"),
            "note": _("Note"),
            "next_step": _("Next step"),
            "next_on": _("Next step by"),
        },
    ),
    Part(
        "journey.appointment",
        {
            "starts_at": _("Day"),
            "account": _("With whom"),
            "channel": _("How"),
            "place": _("Where"),
            "where": _("Where"),
            "status": _("Status"),
        },
        _("My appointments"),
    ),
)
OFFERS: Final = (
    Part(
        "journey.offerproposal",
        {
            "created_at": _("Day"),
            "offer": _("Offer"),
            "need.wish": _("I need"),
            "status": _("Status"),
            "answer": _("What I answered"),
            "ended_on": _("Last day"),
        },
    ),
    Part(
        "journey.unmetneed",
        {"on": _("Day"), "need.wish": _("I need"), "lack": _("What lacks"), "resolved_on": _("Solved")},
        _("What lacks"),
    ),
)
TRAINING: Final = (
    Part(
        "journey.enrolment",
        {
            "since_at": _("Since"),
            "group": _("Group"),
            "status": _("Status"),
            "ended_on": _("Last day"),
            "reason": _("Reason"),
        },
    ),
    Part(
        "journey.attendance",
        {"session.starts_at": _("Day"), "presence": _("Status")},
        _("Sessions"),
    ),
    Part(
        "journey.certificate",
        {
            "issued_on": _("Day"),
            "number": _("Certificate number"),
            "sessions": _("Sessions attended"),
            "practical_hours": _("Hours of practice"),
        },
        _("Certificate"),
    ),
)
PRACTICE: Final = (
    Part(
        "journey.encounter",
        {
            "on": _("Day"),
            "employer": _("Employer"),
            "kind": _("Kind"),
            "outcome": _("Outcome"),
            "feedback": _("What did the employer say?"),
        },
        _("Meetings with employers"),
    ),
    Part(
        "journey.placement",
        {
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "kind": _("Kind"),
            "employer": _("Employer"),
            "supervisor": _("Supervisor"),
            "tasks": _("Tasks"),
            "learns": _("To learn"),
            "hours_per_week": _("Hours a week"),
            "days": _("Days"),
            "is_paid": _("Paid work"),
            "status": _("Status"),
            "ended_on": _("Ended"),
            "end_reason": _("Reason"),
        },
        _("Placements"),
    ),
    Part(
        "journey.checkin",
        {
            "due_on": _("Day"),
            "party": _("Who says so?"),
            "going": _("How is it going?"),
            "hours": _("Hours in the last week"),
            "goes_well": _("Goes well"),
            "is_hard": _("Is hard"),
            "wants_call": _("Wants a call"),
        },
        _("How it goes"),
    ),
    Part("journey.agreement", {"created_at": _("Day"), "text": _("The words")}, _("Agreement")),
    Part(
        "journey.signature",
        {"signed_at": _("Signed"), "party": _("Who"), "name": _("Your name")},
        _("Signature"),
    ),
)
EXPERIENCES: Final = (
    Part(
        "journey.experience",
        {
            "created_at": _("Day"),
            "words": _("What happened?"),
            "happened_on": _("When was it?"),
            "setting": _("Where was it?"),
            "ground": _("What was it about, do you think?"),
            "wanted": _("What do you want?"),
            "may_count": MAY_COUNT,
            "withdrawn_at": _("Withdrawn"),
        },
    ),
    Part(
        "journey.experiencereader",
        {"since_at": _("Since"), "until_at": _("Until"), "reader": _("Who")},
        _("Who may know?"),
    ),
    Part(
        "journey.advicereferral",
        {"agreed_at": _("Day"), "service": _("Who")},
        _("You asked for contact"),
    ),
)
AFTERWARDS: Final = (
    Part(
        "journey.outcomeevent",
        {
            "on": _("Since"),
            "until_on": _("Until"),
            "kind": _("Outcome"),
            "hours_per_week": _("Hours a week"),
            "employer": _("Employer"),
            "source": _("Who says so?"),
            "evidence": _("Why?"),
        },
    ),
    Part(
        "journey.aftercarecheck",
        {"due_on": _("Ready on"), "done_on": _("Day"), "reached": _("Outcome"), "note": _("Note")},
        _("Aftercare"),
    ),
)
CHOICES: Final = (
    Part(
        "consent.grant",
        {"given_on": _("Since"), "withdrawn_at": _("Until"), "purpose.text": _("What I share")},
    ),
)
LOOKS: Final = (
    Part("looks", {"at": _("Day"), "who": _("Who"), "what": _("What")}),
    Part(
        "people.objection",
        {"made_at": _("Day"), "words": _("Question"), "answered_at": _("Answered"), "answer": _("Answer")},
        _("Questions about looks"),
    ),
)
SECTIONS: Final = (
    Section(_("Who I am"), WHO_I_AM),
    Section(_("My guidance"), GUIDANCE),
    Section(_("My plan"), PLAN),
    Section(_("Skills and language"), PROFILE),
    Section(_("With my coach"), WITH_MY_COACH),
    Section(_("Offers for me"), OFFERS),
    Section(_("My training"), TRAINING),
    Section(_("My work and practice"), PRACTICE),
    Section(_("Something happened to me"), EXPERIENCES),
    Section(_("After the guidance"), AFTERWARDS),
    Section(_("What I share"), CHOICES),
    Section(_("Who looked"), LOOKS),
)
ONLY_JSON: Final = {
    "people.account": "how to sign in; name and address already stand with the person",
    "people.role": "the right to see the own pages, which everyone with an account has",
    "journey.revision": "each earlier wording of a goal or step; the plan has the one that holds",
    "journey.draft": "what is half written; when it is saved it stands where it belongs",
    "journey.reminder": "that a message was sent; what it was about stands where it belongs",
    "journey.calendarfeed": "the address of a calendar, without what opens it",
    "journey.magiclink": "a link sent to an employer, without what opens it",
    "journey.regularcontact": "contacts of the comparison group, who have no page here",
}
"""Rows that only the JSON holds, and why."""
