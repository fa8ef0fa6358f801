"""Which role carries which permission. A view narrows it to where (`Access.reaches`)."""

from __future__ import annotations

from enum import StrEnum


class RoleKind(StrEnum):
    PARTICIPANT = "participant"
    COACH = "coach"
    TRAINER = "trainer"
    TEAM_LEAD = "team-lead"
    PROJECT_LEADER = "project-leader"
    MUNICIPALITY = "municipality"
    PROFESSIONAL = "professional"
    RESEARCHER = "researcher"
    KEY_HOLDER = "key-holder"
    INTERVIEWER = "interviewer"


OWN = frozenset(
    {
        "people.see_who_looked",
        "people.object_to_look",
        "consent.decide_own",
        "journey.see_own",
        "journey.own_plan",  # create, reword, close goals and steps; answer proposals for the plan
        "journey.answer_offer",
        "journey.see_own_agenda",
        "journey.have_calendar",
        "journey.sign_own",
        "journey.approve_hand_over",
        "journey.tell_experience",
        "journey.take_own_data",
    }
)
COACHING = frozenset(
    {
        "people.list_persons",
        "people.register_person",
        "consent.see_grants",
        "consent.record_grant",
        "journey.see_today",
        "journey.see_trajectory",
        "journey.start_trajectory",
        "journey.record_need",
        "journey.log_contact",
        "journey.see_programme",
        "journey.see_referrals",
        "journey.decide_referral",
        "journey.record_intake",  # skills, language levels, circumstances
        "journey.propose_goal",
        "journey.rate_goal",
        "journey.see_offers",
        "journey.propose_offer",
        "journey.plan_appointment",
        "journey.have_calendar",
        "journey.see_groups",
        "journey.enrol",
        "journey.see_employers",
        "journey.edit_employers",
        "journey.place",  # encounters, placements, agreements, links
        "journey.see_commitments",
        "journey.ask_short_line",
        "journey.hand_over",
        "journey.see_neighbourhoods",
        "journey.hear_experience",  # only those that were opened to the own coach, or to the team lead
        "journey.record_outcome",
    }
)
LEADING_A_TEAM = frozenset(
    {
        "journey.see_intensity",
        "journey.see_caseload",
        "journey.reassign",
        "journey.edit_offers",
        "journey.run_groups",
        "journey.call_roll",
        "journey.edit_places",
        "journey.see_unmet_needs",
        "journey.see_chain",
    }
)
TRAINING = frozenset(
    {
        "journey.see_programme",
        "journey.see_groups",
        "journey.run_groups",
        "journey.enrol",
        "journey.call_roll",
        "journey.have_calendar",
    }
)
ANSWERING = frozenset(
    {
        "journey.refer",
        "journey.see_own_referrals",
        "journey.answer_short_line",
        "journey.see_offers",
        "journey.edit_offers",
        "journey.see_neighbourhoods",
        "journey.edit_places",
    }
)
LEADING_A_PROGRAMME = frozenset(
    {
        "people.see_organisation",
        "people.answer_objection",
        "journey.see_intensity",
        "journey.see_programme",
        "journey.set_up_programme",
        "journey.see_offers",
        "journey.edit_offers",
        "journey.see_unmet_needs",
        "journey.see_groups",
        "journey.run_groups",
        "journey.see_chain",
        "journey.see_commitments",
        "journey.agree_commitment",
        "journey.see_neighbourhoods",
        "journey.edit_places",
        "journey.see_signals",
        "journey.see_outcomes",
        "journey.export_funder",
    }
)
MUNICIPAL = frozenset(
    {
        "people.register_person",
        "journey.see_counts",
        "journey.refer",
        "journey.see_own_referrals",
        "journey.see_unmet_needs",
        "journey.see_commitments",
        "journey.settle_commitment",
        "journey.answer_short_line",
        "journey.see_neighbourhoods",
        "journey.see_signals",
        "journey.export_statutory",
    }
)
RESEARCHING = frozenset(
    {
        "study.see",
        "study.register_plan",
        "survey.see_field",
        "survey.open_round",
        "survey.give_incentive",
        "survey.settle_delivery",
        "interview.see",
        "interview.code",
        "desk.see",
        "desk.export",
        "desk.freeze",
        "desk.run",
        "desk.claim",  # claims, elements as printed, joint display, lowered verdicts, uptake
        "desk.release",  # of what another researcher asked to release
        "desk.publish",
    }
)
PERMISSIONS: dict[RoleKind, frozenset[str]] = {
    RoleKind.PARTICIPANT: OWN,
    RoleKind.COACH: COACHING,
    RoleKind.TRAINER: TRAINING,
    RoleKind.TEAM_LEAD: COACHING | LEADING_A_TEAM,
    RoleKind.PROJECT_LEADER: LEADING_A_PROGRAMME,
    RoleKind.MUNICIPALITY: MUNICIPAL,
    RoleKind.PROFESSIONAL: ANSWERING,
    RoleKind.RESEARCHER: RESEARCHING,
    RoleKind.KEY_HOLDER: frozenset({"consent.see_keys", "consent.issue_keys", "people.see_organisation"}),
    RoleKind.INTERVIEWER: frozenset({"survey.interview"}),
}
