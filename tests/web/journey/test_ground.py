"""What every topic of guidance stands on: the database keeps its promises, lists know the last contact."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from werkzaam.web.journey import actions, models
from werkzaam.web.people import actions as people

ON = date(2026, 2, 2)


@pytest.fixture
def made(cast, at, programme, start):
    """One of each thing that another may hang on, in Amina's trajectory."""
    trajectory = start(needs=[("language", "Brieven lezen")])
    employer = models.Employer.objects.create(organisation=cast.esdoorn, name="De Naald", created_at=at)
    group = models.TrainingGroup.objects.create(
        programme=programme, organisation=cast.esdoorn, name="Groep 1", capacity=12, starts_on=ON
    )
    session = models.Session.objects.create(group=group, starts_at=at, ends_at=at + timedelta(hours=2))
    placement = models.Placement.objects.create(
        trajectory=trajectory, employer=employer, kind="taster", hours_per_week=8, starts_on=ON, by="x", created_at=at
    )  # fmt: skip
    goal = models.Goal.objects.create(trajectory=trajectory, words="Een eigen atelier", created_at=at)
    offer = models.Offer.objects.create(
        organisation=cast.esdoorn, kind="language-course", domain="language", name="Taalhuis"
    )
    enrolment = models.Enrolment.objects.create(group=group, trajectory=trajectory, since_at=at, by="x")
    return {
        "trajectory": trajectory, "employer": employer, "group": group, "session": session, "goal": goal,
        "placement": placement, "offer": offer, "enrolment": enrolment, "programme": programme,
        "need": trajectory.needs.get(), "bram": cast.accounts["bram"], "esdoorn": cast.esdoorn, "at": at,
        "north": cast.north,
    }  # fmt: skip


def same(once):
    """Twice the same where once is allowed."""
    return lambda m: (once(m), once(m))


BROKEN = {
    "a session that ends before it starts": lambda m: models.Session.objects.create(
        group=m["group"], starts_at=m["at"], ends_at=m["at"] - timedelta(hours=1)
    ),
    "an appointment that ends before it starts": lambda m: models.Appointment.objects.create(
        trajectory=m["trajectory"], account=m["bram"], starts_at=m["at"], ends_at=m["at"], channel="office",
        by="x", created_at=m["at"],
    ),
    "a placement that ends before it starts": lambda m: models.Placement.objects.create(
        trajectory=m["trajectory"], employer=m["employer"], kind="taster", hours_per_week=8, starts_on=ON,
        ends_on=ON - timedelta(1), by="x", created_at=m["at"],
    ),
    "a placement that ended without a reason": lambda m: models.Placement.objects.create(
        trajectory=m["trajectory"], employer=m["employer"], kind="taster", hours_per_week=8, starts_on=ON,
        ended_on=ON, by="x", created_at=m["at"],
    ),
    "a capacity below nothing": lambda m: models.Offer.objects.filter(pk=m["offer"].pk).update(capacity=-1),
    "a group with less than no places": lambda m: models.TrainingGroup.objects.update(capacity=-1),
    "an attainment of three": lambda m: models.GoalScore.objects.create(
        goal=m["goal"], score=3, rater="self", moment="re-score", on=ON, by="x", created_at=m["at"]
    ),
    "a second baseline of one rater": same(lambda m: models.GoalScore.objects.create(
        goal=m["goal"], score=-2, rater="self", moment="baseline", on=ON, by="x", created_at=m["at"]
    )),
    "a goal closed at no time": lambda m: models.Goal.objects.update(status="reached"),
    "two waiting referrals of one person": same(lambda m: models.Referral.objects.create(
        programme=m["programme"], organisation=m["esdoorn"], source="municipality",
        person=m["trajectory"].person, created_at=m["at"],
    )),
    "a referral of nobody": lambda m: models.Referral.objects.create(
        programme=m["programme"], organisation=m["esdoorn"], source="self", created_at=m["at"]
    ),
    "a referral refused without a reason": lambda m: models.Referral.objects.create(
        programme=m["programme"], organisation=m["esdoorn"], source="self", given_name="Yara", status="refused",
        decided_at=m["at"], decided_by="x", created_at=m["at"],
    ),
    "one offer proposed twice": same(lambda m: models.OfferProposal.objects.create(
        trajectory=m["trajectory"], offer=m["offer"], by="x", created_at=m["at"]
    )),
    "presence told twice": same(lambda m: models.Attendance.objects.create(
        id=uuid4(), session=m["session"], enrolment=m["enrolment"], presence="present", marked_at=m["at"], by="x"
    )),
    "two places in one group": lambda m: models.Enrolment.objects.create(
        group=m["group"], trajectory=m["trajectory"], since_at=m["at"], by="x"
    ),
    "a link used more often than it may": lambda m: models.MagicLink.objects.create(
        token_hash="0" * 64, purpose="sign", placement=m["placement"], created_at=m["at"],
        contact=models.EmployerContact.objects.create(employer=m["employer"], name="Gert"),
        expires_at=m["at"] + timedelta(1), uses=2,
    ),
    "a check-in done by nobody": lambda m: models.CheckIn.objects.create(
        placement=m["placement"], week=1, due_on=ON, done_at=m["at"]
    ),
    "a hand-over that the participant did not approve": lambda m: models.HandOver.objects.create(
        trajectory=m["trajectory"], from_coach=m["bram"], to_coach=m["bram"], to_team=m["north"], page="…",
        asked_at=m["at"], due_at=m["at"] + timedelta(7), status="waiting",
    ),
    "a question answered by nobody": lambda m: models.ShortLine.objects.create(
        organisation=m["esdoorn"], topic="debt", asked_by=m["bram"], question="Wie?", asked_at=m["at"],
        due_at=m["at"] + timedelta(3), answer="Ik",
    ),
    "a commitment due before it was made": lambda m: models.Commitment.objects.create(
        programme=m["programme"], organisation=m["esdoorn"], what="x", who="y", agreed_on=ON,
        due_on=ON - timedelta(1), by="x",
    ),
    "an aftercare check told by nobody": lambda m: models.AftercareCheck.objects.create(
        trajectory=m["trajectory"], month=1, due_on=ON, done_on=ON
    ),
    "a life domain without a reason": lambda m: models.ProgrammeDomain.objects.create(
        programme=m["programme"], domain="health", reason="", by="x", since_at=m["at"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BROKEN)
def test_the_database_refuses(wrong, made):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[wrong](made)


def test_a_revision_of_a_plan_is_written_once(made, at):
    told = models.Revision.objects.create(
        goal=made["goal"], version=1, words="Een eigen atelier", status="open", by="x", at=at
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Revision.objects.filter(pk=told.pk).update(words="Iets anders")
    made["trajectory"].person.delete()  # forgetting a person still takes everything
    assert not models.Revision.objects.exists()


def last(trajectory):
    return models.Trajectory.objects.values_list("last_spoken_on", "last_contact_on").get(pk=trajectory.pk)


def test_a_trajectory_knows_its_last_contact_and_conversation(start, log):
    trajectory = start()
    assert last(trajectory) == (None, None)
    log(trajectory, date(2026, 1, 20))
    log(trajectory, date(2026, 1, 22), channel="message")
    log(trajectory, date(2026, 1, 9))  # written down later
    log(trajectory, date(2026, 1, 30), outcome="no-show")
    assert last(trajectory) == (date(2026, 1, 20), date(2026, 1, 22))


def test_who_coached_whom_is_kept(cast, at, start):
    trajectory = start()
    jan = people.open_account(by="system", at=at, email="jan@example.org", name="Jan Verzonnen")
    actions.assign_coach(by=cast.access("bram"), at=at, trajectory=trajectory, coach=jan)
    assert list(trajectory.coaches.values_list("coach", "on")) == [
        (cast.accounts["bram"].pk, trajectory.started_on),
        (jan.pk, timezone.localdate(at)),
    ]


def test_menus_show_what_exists_and_numbers_stand_side_by_side(sign_in, settings):
    from bs4 import BeautifulSoup
    from django.urls import reverse

    page = BeautifulSoup(sign_in("hana").get(reverse("journey:intensity")).content, "html.parser")
    assert page.select_one(".wz-nav a[aria-current]")["href"] == reverse("journey:intensity")
    assert sign_in("karim").get(reverse("way:next")).status_code == 302


def test_nothing_is_left_to_migrate(cast):
    call_command("makemigrations", "people", "journey", check=True, dry_run=True, verbosity=0)
