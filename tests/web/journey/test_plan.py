"""The own plan: the participant's words are the participant's alone; nothing that two people type is lost."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import JourneyProblem, plan, plan_attainment, plan_proposal
from werkzaam.web.journey.models import Goal, GoalScore, PlanProposal, Revision, Step
from werkzaam.web.journey.queries import plan as queries
from werkzaam.web.journey.rules.plan import t_score
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people import actions as people
from werkzaam.web.people.access import Refused

ENGLISH = {"accept-language": "en"}


def acts(cast, act):
    return ledger.acts_on(cast.amina.pk, side=GUIDANCE).filter(act=act)


@pytest.fixture
def amina(cast, at):
    return {"by": cast.access("amina"), "at": at}


@pytest.fixture
def bram(cast, at):
    return {"by": cast.access("bram"), "at": at}


@pytest.fixture
def goal(amina, start):
    return plan.write_goal(**amina, id=uuid4(), trajectory=start(), words="Werken met stof", domain="work")


@pytest.fixture
def step(amina, goal):
    return plan.write_step(**amina, id=uuid4(), goal=goal, words="Bellen", by_on=date(2026, 4, 1))


@pytest.fixture
def propose(bram, goal):
    def make(kind="step", **more):
        values = {
            "id": uuid4(),
            "trajectory": goal.trajectory,
            "kind": kind,
            "goal": goal,
            "words": "Langsgaan",
        }
        return plan_proposal.propose(**bram, **values | more)

    return make


# Worked out by hand from the formula as published (Kiresuk & Sherman 1968, with ρ = 0.3), rounded to a tenth.
@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ([0], 50.0),
        ([1], 60.0),
        ([-2, -2], 25.2),
        ([1, 1], 62.4),
        ([1, 1, 1], 63.7),
        ([-1, -1, -1], 36.3),
        ([2, 2, 2, 2, 2], 80.2),
    ],
)
def test_the_t_score_is_that_of_the_published_formula(scores, wanted):
    assert t_score([(1, score) for score in scores]) == pytest.approx(wanted, abs=0.06)


def test_a_heavier_goal_counts_more_and_nothing_scored_has_no_score():
    assert t_score([(3, 1), (1, -1)]) > 50 > t_score([(1, 1), (3, -1)])
    assert t_score([]) is None


def test_the_participant_writes_a_goal_once(cast, amina, goal):
    again = plan.write_goal(
        **amina, id=goal.pk, trajectory=goal.trajectory, words="Werken met stof", domain="work"
    )
    assert again == goal and Goal.objects.count() == 1 and acts(cast, "journey.write_goal").count() == 1
    assert [told.words for told in Revision.objects.all()] == ["Werken met stof"]


def test_other_words_under_a_used_id_are_refused(amina, goal):
    with pytest.raises(JourneyProblem) as problem:
        plan.write_goal(**amina, id=goal.pk, trajectory=goal.trajectory, words="Iets anders")
    assert problem.value.code == "already-saved"


def test_every_change_is_kept(cast, amina, goal, step):
    plan.reword_goal(**amina, goal=goal, version=1, words="Een eigen atelier")
    plan.settle_goal(**amina, goal=goal, version=2, status="reached")
    plan.settle_goal(**amina, goal=goal, version=3, status="open")
    plan.reword_step(**amina, step=step, version=1, words="Langsgaan", by_on=None)
    plan.settle_step(**amina, step=step, version=2, status="reached")
    told = [(r.version, r.words, r.status) for r in goal.revisions.filter(step=None)]
    assert told == [
        (1, "Werken met stof", "open"),
        (2, "Een eigen atelier", "open"),
        (3, "Een eigen atelier", "reached"),
        (4, "Een eigen atelier", "open"),
    ]
    assert [r.words for r in step.revisions.all()] == ["Bellen", "Langsgaan", "Langsgaan"]
    assert Goal.objects.get().closed_at is None and acts(cast, "journey.settle_goal").count() == 2


CHANGES = {
    "write_goal": lambda by, g, s: plan.write_goal(**by, id=uuid4(), trajectory=g.trajectory, words="X"),
    "reword_goal": lambda by, g, s: plan.reword_goal(**by, goal=g, version=1, words="X"),
    "settle_goal": lambda by, g, s: plan.settle_goal(**by, goal=g, version=1, status="stopped"),
    "write_step": lambda by, g, s: plan.write_step(**by, id=uuid4(), goal=g, words="X"),
    "reword_step": lambda by, g, s: plan.reword_step(**by, step=s, version=1, words="X"),
    "settle_step": lambda by, g, s: plan.settle_step(**by, step=s, version=1, status="stopped"),
    "write_scale": lambda by, g, s: plan_attainment.write_scale(**by, goal=g, levels={0: "X"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_but_the_participant_changes_a_word(change, cast, at, goal, step):
    for who in ("bram", "mila", "chaima", "otto", "hana", "femke", "dirk"):
        with pytest.raises(Refused):
            CHANGES[change]({"by": cast.access(who), "at": at}, goal, step)
    assert list(Goal.objects.values_list("words", "status", "version")) == [("Werken met stof", "open", 1)]
    assert list(Step.objects.values_list("words", "status", "version")) == [("Bellen", "open", 1)]


def test_another_participant_is_refused(cast, at, goal, step):
    from werkzaam.web.people.rules import RoleKind

    yara = people.register_person(
        by=cast.access("bram"), at=at, organisation=cast.esdoorn, given_name="Yara", family_name="Verzonnen"
    )
    account = people.open_account(by="system", at=at, email="yara@example.org", name="Yara", person=yara)
    people.give_role(
        by="system", at=at, account=account, kind=RoleKind.PARTICIPANT, organisation=cast.esdoorn,
        since_on=date(2026, 1, 1),
    )  # fmt: skip
    cast.accounts["yara"] = account
    for change in CHANGES.values():
        with pytest.raises(Refused):
            change({"by": cast.access("yara"), "at": at}, goal, step)


def test_a_coach_cannot_alter_a_participants_wording_by_any_page(cast, sign_in, goal, step):
    """Whatever a coach posts, where ever: the words of the plan stay as the participant wrote them."""
    browser, typed = sign_in("bram"), {"version": 1, "words": "Woorden van de coach", "status": "stopped"}
    for name, pk in [
        ("goal", goal.pk), ("goal_settle", goal.pk), ("step_write", goal.pk), ("goal_scale", goal.pk),
        ("step", step.pk), ("step_settle", step.pk),
    ]:  # fmt: skip
        assert browser.post(reverse(f"journey:{name}", args=[pk]), typed).status_code == 403
    trajectory = goal.trajectory_id
    asked = {"id": uuid4(), "kind": "reword", "goal": goal.pk, "words": "Woorden van de coach"}
    assert browser.post(reverse("journey:plan_propose", args=[trajectory]), asked).status_code == 302
    assert browser.post(reverse("journey:proposal", args=[asked["id"]]), {"choice": "yes"}).status_code == 403
    assert list(Goal.objects.values_list("words", flat=True)) == ["Werken met stof"]
    assert list(Step.objects.values_list("words", flat=True)) == ["Bellen"]


def test_two_people_editing_lose_nothing(cast, sign_in, amina, goal):
    first, second = sign_in("amina"), sign_in("amina")
    url = reverse("journey:goal", args=[goal.pk])
    assert first.post(url, {"version": 1, "words": "Eerst dit"}).status_code == 302
    answer = second.post(url, {"version": 1, "words": "Of toch dat"}, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Of toch dat" in page and "Eerst dit" in page
    assert "changed meanwhile" in page and Goal.objects.get().words == "Eerst dit"
    version = re.search(r'name="version" value="(\d+)"[^>]*id="id_version"', page)
    assert version and second.post(url, {"version": version[1], "words": "Of toch dat"}).status_code == 302
    assert Goal.objects.get().words == "Of toch dat"
    assert [told.words for told in Revision.objects.all()] == ["Werken met stof", "Eerst dit", "Of toch dat"]


def test_a_closed_goal_takes_no_new_step(amina, goal):
    plan.settle_goal(**amina, goal=goal, version=1, status="stopped")
    with pytest.raises(JourneyProblem) as problem:
        plan.write_step(**amina, id=uuid4(), goal=goal, words="Bellen")
    assert problem.value.code == "goal-closed" and not Step.objects.exists()


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("goal", lambda: Goal.objects.filter(words="Langsgaan").exists()),
        ("step", lambda: Step.objects.filter(words="Langsgaan").exists()),
        ("reword", lambda: Goal.objects.get().words == "Langsgaan"),
        ("close", lambda: Goal.objects.get().status == "reached"),
    ],
)
def test_a_yes_and_only_a_yes_changes_the_plan(kind, read, cast, amina, propose):
    declined, accepted = propose(kind), propose(kind)
    plan_proposal.answer_proposal(**amina, proposal=declined, accepted=False, answer="Nu niet")
    assert not read()
    plan_proposal.answer_proposal(**amina, proposal=accepted, accepted=True)
    assert read()
    assert PlanProposal.objects.get(pk=declined.pk).answer == "Nu niet"
    assert acts(cast, "journey.answer_plan_proposal").count() == 2
    assert Revision.objects.order_by("-pk")[0].by == str(cast.accounts["amina"].pk)


def test_a_proposal_is_answered_once(amina, bram, propose):
    asked = propose()
    plan_proposal.answer_proposal(**amina, proposal=asked, accepted=True)
    for again in (
        lambda: plan_proposal.answer_proposal(**amina, proposal=asked, accepted=False),
        lambda: plan_proposal.withdraw_proposal(**bram, proposal=asked),
    ):
        with pytest.raises(JourneyProblem) as problem:
            again()
        assert problem.value.code == "already-answered"
    assert Step.objects.count() == 1


def test_the_same_proposal_posted_twice_is_one(cast, propose):
    one = propose(id=UUID(int=9))
    assert propose(id=UUID(int=9)) == one and acts(cast, "journey.propose_plan").count() == 1
    with pytest.raises(JourneyProblem):
        propose(id=UUID(int=9), words="Iets anders")


@pytest.mark.parametrize(
    ("more", "code"),
    [({"goal": None}, "which-goal"), ({"words": ""}, "no-words")],
)
def test_a_half_proposal_is_refused(more, code, propose):
    with pytest.raises(JourneyProblem) as problem:
        propose(**more)
    assert problem.value.code == code and not PlanProposal.objects.exists()


@pytest.mark.parametrize("who", ["chaima", "otto", "hana", "amina"])
def test_others_propose_nothing(who, cast, at, goal):
    with pytest.raises(Refused):
        plan_proposal.propose(
            by=cast.access(who), at=at, id=uuid4(), trajectory=goal.trajectory, kind="goal", words="X"
        )


def test_the_first_score_is_the_baseline_of_each_rater(amina, bram, goal):
    for who, score, on in [(amina, -2, 2), (bram, -1, 3), (amina, 1, 20), (amina, 2, 25)]:
        plan_attainment.score_goal(**who, goal=goal, on=date(2026, 2, on), score=score)
    assert list(GoalScore.objects.values_list("rater", "moment", "score")) == [
        ("self", "baseline", -2), ("coach", "baseline", -1), ("self", "re-score", 1), ("self", "re-score", 2),
    ]  # fmt: skip
    own, coach = queries.plan(goal.trajectory).together
    assert (own.baseline, own.now) == (30.0, 70.0) and (coach.baseline, coach.now) == (40.0, None)


def test_levels_are_fixed_once_scored(amina, goal):
    plan_attainment.write_scale(**amina, goal=goal, levels={-2: "Niets", 0: "Een dag", 1: ""})
    assert [level.score for level in goal.scale.all()] == [-2, 0]
    plan_attainment.score_goal(**amina, goal=goal, on=date(2026, 2, 2), score=0)
    with pytest.raises(JourneyProblem) as problem:
        plan_attainment.write_scale(**amina, goal=goal, levels={0: "Twee dagen"})
    assert problem.value.code == "already-scored"


@pytest.mark.parametrize(
    ("on", "score", "code"),
    [
        (date(2026, 2, 1), 0, "before-last"),
        (date(2026, 3, 1), 3, "attainment"),
        (date(2026, 9, 1), 0, "future"),
        (date(2025, 9, 1), 0, "outside"),
    ],
)
def test_an_impossible_score_is_refused(on, score, code, amina, goal):
    plan_attainment.score_goal(**amina, goal=goal, on=date(2026, 2, 2), score=-1)
    with pytest.raises(JourneyProblem) as problem:
        plan_attainment.score_goal(**amina, goal=goal, on=on, score=score)
    assert problem.value.code == code and GoalScore.objects.count() == 1


def test_the_participants_way_through_the_pages(cast, sign_in, start):
    start()
    browser = sign_in("amina")
    form = {"id": uuid4(), "words": "Werken <b>met stof</b>", "domain": ""}
    page = browser.post(reverse("journey:goal_write"), form, follow=True, headers=ENGLISH).content.decode()
    assert "Werken &lt;b&gt;met stof" in page
    goal = Goal.objects.get()
    url = reverse("journey:step_write", args=[goal.pk])
    wrong = browser.post(url, {"id": uuid4(), "words": "Bellen", "by_on": "morgen"})
    assert wrong.status_code == 422 and 'value="Bellen"' in wrong.content.decode()
    browser.post(url, {"id": uuid4(), "words": "Bellen", "by_on": "2026-04-01"})
    step = Step.objects.get()
    browser.post(reverse("journey:step_settle", args=[step.pk]), {"version": 1, "status": "reached"})
    browser.post(reverse("journey:goal_settle", args=[goal.pk]), {"version": 1, "status": "reached"})
    assert (Step.objects.get().status, Goal.objects.get().status) == ("reached", "reached")
    stale = browser.post(
        reverse("journey:goal_settle", args=[goal.pk]), {"version": 1, "status": "open"}, follow=True
    )
    assert stale.status_code == 200 and Goal.objects.get().status == "reached"


@pytest.mark.parametrize("who", ["bram", "mila"])
def test_the_coach_reads_the_plan_and_is_seen_reading(
    who, cast, sign_in, amina, goal, step, propose, django_assert_max_num_queries
):
    propose()
    browser, url = sign_in(who), reverse("journey:plan", args=[goal.trajectory_id])
    with django_assert_max_num_queries(15):
        page = browser.get(url).content.decode()
    assert "Werken met stof" in page and "Langsgaan" in page
    looks = ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.see_plan")
    assert [look.actor for look in looks] == [str(cast.accounts[who].pk)]


def test_a_coach_elsewhere_learns_nothing(sign_in, goal, propose):
    asked = propose()
    for name, pk in [("plan", goal.trajectory_id), ("plan_rate", goal.pk), ("plan_withdraw", asked.pk)]:
        for who in ("chaima", "otto"):
            url = reverse(f"journey:{name}", args=[pk])
            answer = sign_in(who).post(url) if name == "plan_withdraw" else sign_in(who).get(url)
            assert answer.status_code == 403 and "stof" not in answer.content.decode()


def test_a_step_whose_day_has_come_is_due_for_the_coach_until_it_is_closed(cast, amina, at, step):
    bram, day = cast.access("bram"), date(2026, 4, 1)
    assert queries.due(bram, on=date(2026, 3, 31)) == []
    (one,) = queries.due(bram, on=day)
    assert (one.on, one.person_id, step.words in one.words) == (day, cast.amina.pk, True)
    assert one.url == reverse("journey:plan", args=[step.goal.trajectory_id])
    assert queries.due(cast.access("mila"), on=day) == queries.due(cast.access("chaima"), on=day) == []
    plan.settle_step(**amina, step=step, status="reached", version=step.version)
    assert queries.due(bram, on=day) == []


def test_the_line_of_time_tells_how_the_plan_came_to_be(cast, amina, at, goal, step, sign_in):
    plan.reword_goal(**amina, goal=goal, words="Werken met leer", version=goal.version)
    told = [(one.what.words, one.who) for one in queries.entries(goal.trajectory)]
    assert told == [("Werken met leer", "Amina"), ("Bellen", "Amina"), ("Werken met stof", "Amina")]
    page = sign_in("bram").get(reverse("journey:history", args=[goal.trajectory_id, "plan"]))
    assert "Werken met leer" in page.content.decode()
