"""A programme is set up, changed and copied; its parts fit together."""

from datetime import date

import pytest
from django.urls import reverse

from werkzaam.problem import Problem
from werkzaam.web.journey.actions import programme as actions
from werkzaam.web.journey.actions import programme_parts as parts
from werkzaam.web.journey.models import Module, Norm, Pillar, Programme, Target
from werkzaam.web.journey.rules.dose import NormStep
from werkzaam.web.journey.rules.programme import ChannelStep, Excess, by_channel, excess, is_outside
from werkzaam.web.ledger.models import Event
from werkzaam.web.people import actions as people
from werkzaam.web.people.rules import RoleKind

FACTS = {
    "name": "Wijk Werkt", "theme": "intensive-guidance", "aim": "Meedoen", "starts_on": date(2026, 4, 1),
    "ends_on": date(2027, 3, 31), "months": 6, "caseload_norm": 15,
}  # fmt: skip


@pytest.fixture
def hana(cast, at):
    return {"by": cast.access("hana"), "at": at}


def told(act):
    return Event.objects.filter(act=f"journey.{act}").count()


def test_channels_are_parts_of_the_norm():
    norm = [NormStep(0, 1.0), NormStep(13, 0.5)]
    office = ChannelStep(0, "office", 0.5)
    assert excess(norm, [office, ChannelStep(0, "telephone", 0.5)]) == Excess(13, 0.5, 1.0)
    assert excess(norm, [office, ChannelStep(0, "telephone", 0.5), ChannelStep(13, "telephone", 0)]) is None
    assert excess([], [office]) == Excess(0, 0.0, 0.5)
    assert by_channel([ChannelStep(4, "office", 0.2), office], 9) == {"office": 0.2}


def test_tenths_that_add_up_to_the_whole_fit():
    steps = [ChannelStep(0, name, 0.1) for name in ("office", "telephone", "video")]
    assert excess([NormStep(0, 0.3)], steps) is None


@pytest.mark.parametrize(
    ("days", "outside"),
    [([], False), ([date(2026, 1, 1)], False), ([date(2025, 12, 31)], True), ([date(2026, 7, 1)], True)],
)
def test_a_period_holds_what_happened(days, outside):
    assert is_outside(days, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)) is outside
    assert not is_outside([date(2030, 1, 1)], starts_on=date(2026, 1, 1), ends_on=None)


def test_set_up_and_change(cast, hana):
    made = actions.set_up_programme(**hana, organisation=cast.esdoorn, code="wijk", **FACTS)
    actions.change_programme(**hana, programme=made, **FACTS | {"caseload_norm": 20})
    made.refresh_from_db()
    assert (made.organisation, made.theme, made.caseload_norm) == (cast.esdoorn, "intensive-guidance", 20)
    assert told("set_up_programme") == told("change_programme") == 1


@pytest.mark.parametrize("name", ["bram", "mila", "femke", "otto"])
def test_only_a_project_leader_of_that_place_sets_up(cast, at, name):
    with pytest.raises(Problem) as refused:
        actions.set_up_programme(by=cast.access(name), at=at, organisation=cast.esdoorn, code="wijk", **FACTS)
    assert refused.value.code == "refused" and not Programme.objects.exists()


def test_not_at_another_place(cast, hana):
    with pytest.raises(Problem) as refused:
        actions.set_up_programme(**hana, organisation=cast.iepen, code="wijk", **FACTS)
    assert refused.value.code == "refused"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ends_on": date(2026, 3, 31)}, "ends-before-start"),
        ({"theme": "of-my-own"}, "theme"),
        ({"code": "buurtwerkt"}, "code-taken"),
    ],
)
def test_bad_facts_are_refused_with_one_message(cast, hana, programme, facts, code):
    with pytest.raises(Problem) as refused:
        actions.set_up_programme(**hana, organisation=cast.esdoorn, **{"code": "wijk", **FACTS, **facts})
    assert refused.value.code == code and Programme.objects.count() == 1 and not told("set_up_programme")


def test_a_period_does_not_leave_anyone_outside(hana, programme, start):
    start(started_on=date(2026, 1, 5))
    with pytest.raises(Problem) as refused:
        actions.change_programme(**hana, programme=programme, **FACTS)
    assert refused.value.code == "outside"
    programme.refresh_from_db()
    assert programme.starts_on == date(2026, 1, 1)


def test_channels_over_the_norm_are_refused(hana, programme):
    with pytest.raises(Problem) as refused:
        parts.add_part(
            **hana, programme=programme, part="channels", from_week=0, channel="office", contacts_per_week=0.9
        )
    assert refused.value.code == "over-the-norm" and not programme.channel_norm.exists()


def test_a_norm_that_channels_stand_on_is_not_removed(hana, programme):
    add = {"from_week": 0, "channel": "office", "contacts_per_week": 0.5}
    parts.add_part(**hana, programme=programme, part="channels", **add)
    first = programme.norm.get(from_week=0)
    with pytest.raises(Problem) as refused:
        parts.remove_part(**hana, programme=programme, part="norm", pk=first.pk)
    assert refused.value.code == "over-the-norm" and programme.norm.count() == 2


def test_the_same_part_twice_is_refused(hana, programme):
    with pytest.raises(Problem) as refused:
        parts.add_part(**hana, programme=programme, part="norm", from_week=13, contacts_per_week=2)
    assert refused.value.code == "already-there" and programme.norm.get(from_week=13).contacts_per_week == 0.5


def test_parts_keep_the_order_in_which_they_came(hana, programme):
    for name in ("Training", "Coaching"):
        parts.add_part(**hana, programme=programme, part="pillars", kind="other", name=name)
    assert [one.name for one in programme.pillars.all()] == ["Training", "Coaching"]
    parts.remove_part(**hana, programme=programme, part="pillars", pk=programme.pillars.first().pk)
    assert [one.name for one in programme.pillars.all()] == ["Coaching"] and told("remove_part") == 1


def test_a_module_with_sessions_stays(cast, at, hana, programme):
    from werkzaam.web.journey.models import Session, TrainingGroup

    module = parts.add_part(
        **hana, programme=programme, part="modules", code="a", name="A", practical_hours=1
    )
    group = TrainingGroup.objects.create(
        programme=programme, organisation=cast.esdoorn, name="1", capacity=12, starts_on=at.date()
    )
    Session.objects.create(group=group, module=module, starts_at=at, ends_at=at.replace(hour=11))
    with pytest.raises(Problem) as refused:
        parts.remove_part(**hana, programme=programme, part="modules", pk=module.pk)
    assert refused.value.code == "in-use" and programme.modules.exists()


def test_a_part_of_another_programme_is_not_removed(cast, hana, programme):
    other = actions.set_up_programme(**hana, organisation=cast.esdoorn, code="wijk", **FACTS)
    with pytest.raises(Problem) as refused:
        parts.remove_part(**hana, programme=other, part="norm", pk=programme.norm.first().pk)
    assert refused.value.code == "refused" and programme.norm.count() == 2


def test_a_target_is_of_a_region_of_the_programme(cast, hana, programme):
    goal = {"outcome": "", "number": 60, "by_on": date(2026, 12, 31)}
    parts.add_part(**hana, programme=programme, part="targets", organisation=cast.esdoorn, **goal)
    with pytest.raises(Problem) as refused:
        parts.add_part(**hana, programme=programme, part="targets", organisation=cast.iepen, **goal)
    assert refused.value.code == "region" and Target.objects.count() == 1


@pytest.fixture
def national(cast, at, programme):
    """A national body over Esdoorn and Linde, with the programme; a leader of the body, and one of Linde."""
    system = {"by": "system", "at": at}
    body = people.found_organisation(**system, code="landelijk", name="Landelijk", kind="national")
    linde = people.found_organisation(
        **system, code="linde", name="Stichting Linde", kind="foundation", parent=body
    )
    cast.esdoorn.parent = body
    cast.esdoorn.save()
    programme.organisation = body
    programme.save()
    for name, place in (("nadia", body), ("luuk", linde)):
        cast.accounts[name] = people.open_account(**system, email=f"{name}@example.org", name=name)
        people.give_role(
            **system, account=cast.accounts[name], kind=RoleKind.PROJECT_LEADER, organisation=place,
            since_on=date(2026, 1, 1),
        )  # fmt: skip
    return {"body": body, "linde": linde}


def test_a_programme_is_a_template_for_a_new_place(cast, at, programme, national, start):
    who = {"by": cast.access("nadia"), "at": at, "programme": programme}
    parts.add_part(**who, part="pillars", kind="coaching", name="Een vaste coach")
    parts.add_part(**who, part="modules", code="a", name="A", practical_hours=8)
    parts.add_part(
        **who, part="targets", organisation=national["linde"], outcome="", number=300, by_on=date(2027, 1, 1)
    )
    copy = actions.copy_programme(
        by=cast.access("luuk"), at=at, programme=programme, organisation=national["linde"], code="linde-werkt",
        name="Linde Werkt", starts_on=date(2026, 9, 1), ends_on=None,
    )  # fmt: skip
    assert copy.copied_from == programme and copy.caseload_norm == 15
    assert [(n.from_week, n.contacts_per_week) for n in copy.norm.all()] == [(0, 1.0), (13, 0.5)]
    assert Pillar.objects.get(programme=copy).name == "Een vaste coach"
    assert Module.objects.get(programme=copy).practical_hours == 8
    assert not copy.targets.exists() and not copy.trajectories.exists()
    assert Norm.objects.filter(programme=programme).count() == 2 and programme.targets.count() == 1
    assert told("copy_programme") == 1


def test_a_region_uses_the_national_programme_but_does_not_change_it(cast, at, programme, national):
    luuk = cast.access("luuk")
    with pytest.raises(Problem):
        actions.change_programme(by=luuk, at=at, programme=programme, **FACTS)
    with pytest.raises(Problem):
        parts.add_part(by=luuk, at=at, programme=programme, part="norm", from_week=2, contacts_per_week=5)
    with pytest.raises(Problem):  # nor puts a copy at its neighbours
        actions.copy_programme(
            by=luuk, at=at, programme=programme, organisation=cast.esdoorn, code="x", name="X",
            starts_on=date(2026, 9, 1), ends_on=None,
        )  # fmt: skip
    assert programme.norm.count() == 2 and Programme.objects.count() == 1


def test_a_programme_elsewhere_is_no_template(cast, at, programme, hana):
    programme.organisation = cast.iepen
    programme.save()
    with pytest.raises(Problem) as refused:
        actions.copy_programme(
            **hana, programme=programme, organisation=cast.esdoorn, code="x", name="X",
            starts_on=date(2026, 9, 1), ends_on=None,
        )  # fmt: skip
    assert refused.value.code == "refused"


def test_the_pages_set_up_a_programme(cast, sign_in):
    hana = sign_in("hana")
    values = {**FACTS, "organisation": cast.esdoorn.pk, "code": "wijk"}
    answer = hana.post(reverse("journey:programme_new"), values)
    made = Programme.objects.get()
    assert answer.url == reverse("journey:programme", args=[made.pk])
    add = reverse("journey:programme_part", args=[made.pk, "norm"])
    assert hana.post(add, {"from_week": 0, "contacts_per_week": 1}).status_code == 302
    refused = hana.post(add, {"from_week": 0, "contacts_per_week": 7})
    assert refused.status_code == 422 and b'value="7"' in refused.content
    copy = {"organisation": cast.esdoorn.pk, "name": "Nog een", "code": "nog-een", "starts_on": "2026-09-01"}
    assert hana.post(reverse("journey:programme_copy", args=[made.pk]), copy).status_code == 302
    second = Programme.objects.get(code="nog-een")
    part = second.norm.get()
    remove = reverse("journey:programme_part_remove", args=[second.pk, "norm", part.pk])
    assert hana.post(remove).status_code == 302 and not second.norm.exists()
    assert hana.get(reverse("journey:programme_part", args=[made.pk, "nothing"])).status_code == 404


def test_a_coach_reads_it_and_a_stranger_does_not(cast, sign_in, programme):
    page = reverse("journey:programme", args=[programme.pk])
    assert sign_in("bram").get(page).status_code == 200
    assert b"Buurt Werkt" in sign_in("bram").get(reverse("journey:programmes")).content
    assert sign_in("otto").get(page).status_code == 403
    assert b"Buurt Werkt" not in sign_in("otto").get(reverse("journey:programmes")).content


def test_pages_ask_few_questions(cast, sign_in, programme, django_assert_max_num_queries):
    hana = sign_in("hana")
    for n in range(60):
        parts.add_part(
            by=cast.access("hana"), at=programme_day(), programme=programme, part="targets",
            organisation=cast.esdoorn, outcome="", number=n + 1, by_on=date(2026, 1, 1).replace(day=1 + n % 28,
            month=1 + n // 28),
        )  # fmt: skip
    with django_assert_max_num_queries(15):
        hana.get(reverse("journey:programme", args=[programme.pk]))
    with django_assert_max_num_queries(15):
        hana.get(reverse("journey:programmes"))


def programme_day():
    from datetime import UTC, datetime

    return datetime(2026, 3, 2, tzinfo=UTC)


def test_hostile_text_is_text(cast, hana, programme, sign_in):
    parts.add_part(
        **hana, programme=programme, part="criteria", text="<script>alert(1)</script>", is_required=True
    )
    page = sign_in("bram").get(reverse("journey:programme", args=[programme.pk]))
    assert b"<script>alert" not in page.content and b"&lt;script&gt;alert" in page.content
