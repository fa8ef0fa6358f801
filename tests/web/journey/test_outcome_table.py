"""The funder table and the statutory export: counted from real acts, in the ledger, nothing small leaves."""

import csv
import hashlib
import io
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.table import as_csv as table
from werkzaam.table import safe
from werkzaam.web.journey import actions as journey
from werkzaam.web.journey import models
from werkzaam.web.journey.actions import outcome as outcomes
from werkzaam.web.journey.actions import outcome_export as actions
from werkzaam.web.journey.queries import outcome_statutory as statutory
from werkzaam.web.journey.queries import outcome_table as tables
from werkzaam.web.journey.rules.outcome_provision import Code, code_of, overlap
from werkzaam.web.ledger.models import Event

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
END = date(2026, 2, 27)
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 9, 30)}


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@x", "\tx", "\rx"])
def test_no_cell_is_calculated(text):
    assert safe(text) == f"'{text}"
    assert read(table(["a"], [[text]]))[1] == [f"'{text}"]


def test_text_comes_back_as_it_was():
    row = ['Zoë "de" Vries; en zn.', "regel\nbreuk", None, 7, date(2026, 1, 2)]
    assert read(table(list("abcde"), [row]))[1] == [
        'Zoë "de" Vries; en zn.',
        "regel\nbreuk",
        "",
        "7",
        "2026-01-02",
    ]


def test_codes_hold_for_a_time():
    old = Code("trial-placement", "23", "Proefplaatsing", date(2024, 1, 1), date(2025, 12, 31))
    new = Code("trial-placement", "24", "Anders", date(2026, 1, 1))
    assert code_of([old, new], "trial-placement", date(2025, 12, 31)) == old
    assert code_of([old, new], "trial-placement", date(2026, 1, 1)) == new
    assert code_of([old, new], "trial-placement", date(2023, 12, 31)) is None
    assert code_of([old, new], "taster", date(2026, 1, 1)) is None
    assert not overlap(old, new) and overlap(old, Code("trial-placement", "9", "", date(2025, 12, 31)))


@pytest.fixture
def ended(cast, many):
    """So many people who left on the same day, to these outcomes: `ended(paid_part=12)`."""

    def make(**kinds):
        made = []
        for kind, number in kinds.items():
            for one in many(number):
                outcomes.record_outcome(
                    by=cast.access("bram"), at=NOW, id=uuid4(), trajectory=one, kind=kind.replace("_", "-"),
                    on=END, source="contract",
                )  # fmt: skip
                made.append(one)
        for one in made:
            journey.end_trajectory(
                by=cast.access("bram"), at=NOW, trajectory=one, ended_on=END, exit_reason="end-of-term"
            )
        return made

    return make


def test_the_table_counts_what_was_written_down(cast, programme, ended, start):
    left = ended(paid_part=2, education=1)
    start()  # Amina: started, still running
    for month in (1, 3, 6):
        check = left[0].aftercare.get(month=month)
        outcomes.do_aftercare(
            by=cast.access("bram"),
            at=NOW,
            check=check,
            done_on=check.due_on,
            reached="reached",
            kind="paid-part",
        )
    (region,) = tables.regions(cast.access("hana"), programme, **YEAR)
    assert (region.name, region.started, region.ended) == ("Gemeente Esdoorn", 4, 3)
    assert region.exits == {"paid-part": 2, "education": 1}
    assert region.lasting == {"yes": 1, "no": 0, "unknown": 1}


def test_an_exit_that_nobody_wrote_down_is_told(cast, programme, start):
    journey.end_trajectory(
        by=cast.access("bram"), at=NOW, trajectory=start(), ended_on=END, exit_reason="moved"
    )
    (region,) = tables.regions(cast.access("hana"), programme, **YEAR)
    assert region.exits == {tables.UNKNOWN: 1}


def test_a_job_that_ended_before_the_exit_is_no_exit_to_work(cast, programme, ended):
    (one,) = ended(paid_full=1)
    models.OutcomeEvent.objects.update(on=date(2026, 1, 10), until_on=date(2026, 2, 1))
    (region,) = tables.regions(cast.access("hana"), programme, **YEAR)
    assert region.exits == {tables.UNKNOWN: 1}
    assert one.ended_on == END


def test_outside_the_period_nothing_counts(cast, programme, ended):
    ended(paid_part=1)
    later = {"since": date(2026, 3, 1), "until": date(2026, 9, 30)}
    assert tables.regions(cast.access("hana"), programme, **later) == []
    assert tables.regions(cast.access("otto"), programme, **YEAR) == []


def test_targets_count_persons_once(cast, programme, ended):
    (one,) = ended(paid_part=1)
    outcomes.record_outcome(
        by=cast.access("bram"),
        at=NOW,
        id=uuid4(),
        trajectory=one,
        kind="paid-part",
        on=END,
        source="employer",
    )
    for outcome in ("", "paid-part", "education"):
        models.Target.objects.create(
            programme=programme, organisation=cast.esdoorn, outcome=outcome, number=2, by_on=END
        )
    found = tables.targets(cast.access("hana"), programme, on=NOW.date())
    assert {(one.target.outcome, one.reached, one.share) for one in found} == {
        ("", 1, 0.5), ("paid-part", 1, 0.5), ("education", 0, 0.0)
    }  # fmt: skip


def test_the_funder_file_hides_small_counts_and_is_kept(cast, sign_in, programme, ended):
    ended(paid_part=12, education=11, volunteering=3)
    post = {"programme": programme.pk, "since_on": "2026-01-01", "until_on": "2026-09-30"}
    answer = sign_in("hana").post(reverse("journey:funder_export"), post)
    header, row = read(answer.content)
    told = dict(zip(header, row, strict=True))
    assert told["region"] == "Gemeente Esdoorn" and told["ended"] == "26"
    assert told["paid-part"] == "12" and told["volunteering"] == "*" and told["searching"] == "0"
    assert told["education"] == "*"  # else 26 - 12 - 11 gives the small one away
    kept = models.Export.objects.get()
    assert kept.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert (kept.kind, kept.rows, kept.programme) == ("funder", 1, programme)
    assert Event.objects.get(act="journey.export").details["sha256"] == kept.sha256


def test_a_programme_without_a_period_is_shown_over_this_year(cast, sign_in, programme):
    page = sign_in("hana").get(reverse("journey:outcomes"), {"programme": programme.pk})
    assert page.context["form"].is_valid() and page.context["programme"] == programme


def workbook(content):
    openpyxl = pytest.importorskip("openpyxl")
    rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_the_funder_workbook_says_what_the_csv_says(cast, sign_in, programme, ended):
    ended(paid_part=12, education=11, volunteering=3)
    post = {"programme": programme.pk, "since_on": "2026-01-01", "until_on": "2026-09-30"}
    hana, page = sign_in("hana"), reverse("journey:funder_export")
    book = hana.post(page, post | {"file": "xlsx"})
    assert workbook(book.content) == read(hana.post(page, post).content)
    assert 'filename="werkzaam-vip-2026-01-01-2026-09-30.xlsx"' in book["Content-Disposition"].replace(
        programme.code, "vip"
    )
    kept = models.Export.objects.order_by("pk").first()
    assert kept.sha256 == hashlib.sha256(book.content).hexdigest() and kept.rows == 1


def test_the_statutory_workbook_is_looked_at_as_the_csv_is(cast, sign_in, start, place, coded):
    coded()
    place(start())
    post = {"since_on": "2026-01-01", "until_on": "2026-09-30", "file": "xlsx"}
    _header, row = workbook(sign_in("femke").post(reverse("journey:statutory_export"), post).content)
    assert row[:3] == [str(cast.amina.pk), "Amina", "Voorbeeldsma"]
    assert Event.objects.get(act="journey.export_statutory", look=True).subject == str(cast.amina.pk)


def test_few_people_are_not_told_at_all(cast, sign_in, programme, ended):
    ended(paid_part=3)
    post = {"programme": programme.pk, "since_on": "2026-01-01", "until_on": "2026-09-30"}
    header, row = read(sign_in("hana").post(reverse("journey:funder_export"), post).content)
    told = dict(zip(header, row, strict=True))
    assert told["ended"] == "<10" and set(row[3:]) == {"*"}


@pytest.mark.parametrize(
    "wrong",
    [{"since_on": "2026-09-30", "until_on": "2026-01-01"}, {"until_on": "2999-01-01"}, {"programme": "0"},
     {"since_on": "x"}],
)  # fmt: skip
def test_a_bad_period_makes_no_file(cast, sign_in, programme, wrong):
    post = {"programme": programme.pk, "since_on": "2026-01-01", "until_on": "2026-09-30"} | wrong
    answer = sign_in("hana").post(reverse("journey:funder_export"), post)
    assert answer.status_code == 302 and not models.Export.objects.exists()


def test_the_outcomes_page(cast, sign_in, programme, ended, django_assert_max_num_queries):
    ended(paid_part=2)
    models.Target.objects.create(programme=programme, organisation=cast.esdoorn, number=60, by_on=END)
    asked = {"programme": programme.pk, "since_on": "2026-01-01", "until_on": "2026-09-30"}
    hana = sign_in("hana")
    with django_assert_max_num_queries(15):
        page = hana.get(reverse("journey:outcomes"), asked)
    assert (
        page.status_code == 200 and b"Gemeente Esdoorn" in page.content and b"Verzonnen" not in page.content
    )
    assert hana.get(reverse("journey:outcomes"), asked | {"since_on": "x"}).status_code == 200
    assert sign_in("femke").get(reverse("journey:outcomes")).status_code == 403


@pytest.fixture
def coded(cast, at):
    """Femke fills in codes as the guideline has them (seen in published statistics: 23, 30)."""

    def fill(provision="trial-placement", code="23", since_on=date(2025, 1, 1), by="femke"):
        return actions.set_provision_code(
            by=cast.access(by), at=at, provision=provision, code=code, label="Naam", since_on=since_on
        )

    return fill


@pytest.fixture
def place(cast, at):
    def put(trajectory, kind="trial-placement", status="running", **more):
        employer, _ = models.Employer.objects.get_or_create(
            organisation=cast.esdoorn, name="De Naald", defaults={"created_at": at}
        )
        days = {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 3, 31)} | more
        return models.Placement.objects.create(
            trajectory=trajectory, employer=employer, kind=kind, status=status, hours_per_week=16, by="x",
            created_at=at, **days,
        )  # fmt: skip

    return put


def test_a_new_code_ends_the_old_one(coded):
    coded(), coded(code="24", since_on=date(2026, 1, 1))
    old, new = models.ProvisionCode.objects.order_by("since_on")
    assert (old.until_on, new.until_on) == (date(2025, 12, 31), None)
    assert Event.objects.filter(act="journey.set_provision_code").count() == 2


@pytest.mark.parametrize("since", [date(2025, 1, 1), date(2024, 6, 1)])
def test_codes_do_not_overlap(coded, since):
    coded()
    with pytest.raises(Problem) as refused:
        coded(code="24", since_on=since)
    assert refused.value.code == "overlap" and models.ProvisionCode.objects.get().until_on is None


def test_an_unknown_provision_or_another_role_is_refused(coded):
    with pytest.raises(Problem) as unknown:
        coded(provision="magic")
    with pytest.raises(Problem) as stranger:
        coded(by="hana")
    assert (unknown.value.code, stranger.value.code) == ("provision", "refused")


def test_only_real_acts_count(cast, at, programme, start, log, place, coded):
    coded()
    coded(provision="job-coach", code="30")
    one = start()
    place(one), place(one, status="proposed"), place(one, status="cancelled"), place(one, kind="taster")
    place(one, starts_on=date(2026, 12, 1), ends_on=None)
    assert [act.provision for act in statutory.acts(cast.access("femke"), **YEAR)] == [
        "taster",
        "trial-placement",
    ]
    log(one, date(2026, 1, 12), channel="message")
    log(one, date(2026, 1, 13), outcome="no-show")
    assert len(statutory.acts(cast.access("femke"), **YEAR)) == 2
    log(one, date(2026, 1, 14), channel="telephone")
    found = statutory.acts(cast.access("femke"), **YEAR)
    assert {(a.provision, a.code and a.code.code) for a in found} == {
        ("job-coach", "30"), ("trial-placement", "23"), ("taster", None)
    }  # fmt: skip
    assert statutory.without_code(found) == {"taster": 1}
    assert not statutory.acts(cast.access("femke"), since=date(2026, 1, 1), until=date(2026, 1, 11))


def test_training_counts_from_first_to_last_attendance(cast, at, programme, start):
    one = start()
    group = models.TrainingGroup.objects.create(
        programme=programme, organisation=cast.esdoorn, name="1", capacity=12, starts_on=END
    )
    place = models.Enrolment.objects.create(group=group, trajectory=one, since_at=at, by="x")
    for days, presence in ((0, "absent"), (7, "present"), (14, "late"), (21, "excused")):
        begin = at + timedelta(days)
        session = models.Session.objects.create(
            group=group, starts_at=begin, ends_at=begin + timedelta(hours=2)
        )
        models.Attendance.objects.create(
            id=uuid4(), session=session, enrolment=place, presence=presence, marked_at=begin, by="x"
        )
    (act,) = statutory.acts(cast.access("femke"), **YEAR)
    first = at.date()
    assert act.provision == "group-training"
    assert (act.since_on, act.until_on) == (first + timedelta(7), first + timedelta(14))


def test_the_statutory_file_names_people_and_they_can_read_it(cast, sign_in, start, place, coded):
    coded()
    place(start())
    femke, post = sign_in("femke"), {"since_on": "2026-01-01", "until_on": "2026-09-30"}
    assert femke.get(reverse("journey:statutory"), post).status_code == 200
    answer = femke.post(reverse("journey:statutory_export"), post)
    header, row = read(answer.content)
    told = dict(zip(header, row, strict=True))
    assert (told["person"], told["code"], told["family_name"]) == (str(cast.amina.pk), "23", "Voorbeeldsma")
    assert (told["since_on"], told["until_on"], told["hours_per_week"]) == ("2026-02-02", "", "16")
    look = Event.objects.get(act="journey.export_statutory", look=True)
    assert look.subject == str(cast.amina.pk) and look.actor == str(cast.accounts["femke"].pk)
    kept = models.Export.objects.get()
    assert (kept.kind, kept.rows, kept.sha256) == ("statutory", 1, hashlib.sha256(answer.content).hexdigest())


def test_nobody_of_elsewhere_and_no_control_is_in_it(cast, start, place, coded):
    coded()
    place(start())
    assert statutory.acts(cast.access("otto"), **YEAR) == []
    names = {act.given_name for act in statutory.acts(cast.access("femke"), **YEAR)}
    assert names == {"Amina"}


def test_the_page_fills_in_a_code(cast, sign_in):
    femke, address = sign_in("femke"), reverse("journey:provision_code")
    values = {
        "provision": "trial-placement",
        "code": "23",
        "label": "Proefplaatsing",
        "since_on": "2025-01-01",
    }
    assert femke.post(address, values).url == reverse("journey:statutory")
    again = femke.post(address, values)
    assert again.status_code == 422 and b"Proefplaatsing" in again.content
    assert b"Proefplaatsing" in femke.get(reverse("journey:statutory")).content
    assert sign_in("hana").post(address, values).status_code == 403
