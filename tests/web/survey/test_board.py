"""The board and the flow against the simulated truth; who may be lost; how pages were walked; thank-yous."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from werkzaam.core.simulate import enschede
from werkzaam.sides import RESEARCH
from werkzaam.web.consent.models import Grant, Key, Purpose
from werkzaam.web.ledger.models import Event
from werkzaam.web.people.access import Refused
from werkzaam.web.study import actions as studies
from werkzaam.web.survey import actions, board, flow_figure, losing, paradata
from werkzaam.web.survey.losing import ENOUGH, Seen, Sign
from werkzaam.web.survey.models import Incentive, Invitation, Message, Submission, Visit
from werkzaam.web.survey.outbox import incentives

START = date(2024, 6, 3)
MONTHS = {"t0": 0, "t1": 6, "t2": 15}
LAST = START + timedelta(days=650)
STUDY = {"code": "via-esdoorn"}


def moment(on: date) -> datetime:
    return datetime.combine(on, time(11), tzinfo=UTC)


@pytest.fixture(scope="module")
def scenario():
    return enschede(np.random.default_rng(23), START)


@pytest.fixture
def simulated(scenario, cast, at, study, instrument):
    """The simulated pilot through the real actions: three rounds, both arms, one question each."""
    pseudonyms = _consented(scenario, cast, study)
    dirk = cast.access("dirk")
    roles = {"programme": "programme", "participants": "programme"}
    arms = {
        pseudonyms[one.key]: roles.get(one.arm, "programme" if one.coach else "control")
        for one in scenario.persons
    }
    studies.allocate(by=dirk, at=at, study=study, arms=arms)
    waves = [wave.key for wave in study.waves.all()]
    tokens = {}
    for wave, of in zip(waves, ("t0", "t2"), strict=True):  # this plan has a first and a last wave
        opens = START + timedelta(days=round(MONTHS[of] * 30.44))
        days = {"opens_on": opens, "closes_on": opens + timedelta(days=60)}
        studies.schedule_wave(by=dirk, at=at, study=study, wave=wave, **days)
        found = actions.open_round(by=dirk, at=at, study=study, wave=wave, instrument=instrument)
        tokens[of] = actions.invite(by=dirk, at=moment(opens), round=found, pseudonyms=pseudonyms.values())
        for response in (one for one in scenario.responses if one.wave == of):
            _answer(tokens[of][pseudonyms[response.person]], opens, response)
    return study, arms, pseudonyms, tokens


def _consented(scenario, cast, study) -> dict[str, str]:
    """Everyone of the simulation as a person with a key, written at once."""
    Person = type(cast.els)
    purpose = Purpose.objects.create(
        code="research", text_nl="o", text_en="r", ground="scientific-research", months=120
    )
    people = [
        Person(
            origin="participant" if one.coach else "control", organisation=cast.esdoorn, created_at=moment(START),
            given_name=one.given, family_name=one.family, email=f"{one.key}@example.org",
        )
        for one in scenario.persons
    ]  # fmt: skip
    Person.objects.bulk_create(people)
    Grant.objects.bulk_create(
        Grant(person=one, purpose=purpose, given_on=START - timedelta(days=7), given_by="x") for one in people
    )
    found = {one.key: f"{number:032x}" for number, one in enumerate(scenario.persons, start=1)}
    Key.objects.bulk_create(
        Key(study=study.code, person=person, pseudonym=pseudonym)
        for person, pseudonym in zip(people, found.values(), strict=True)
    )
    return found


def _answer(token, opens, response):
    on = moment(max(opens, min(response.on, opens + timedelta(days=60))))
    actions.save_answer(at=on, token=token, item="life", raw="6")
    mode = {"own-phone": "self"}.get(response.mode, response.mode)
    actions.submit(at=on, token=token, mode=mode)


def test_board_and_flow_match_the_simulated_truth(simulated, scenario):
    study, arms, pseudonyms, _tokens = simulated
    truth = Counter((one.wave, arms[pseudonyms[one.person]]) for one in scenario.responses)
    members = Counter(arms.values())
    assert sum(truth.values()) > 150
    assert truth["t0", "programme"] != truth["t0", "control"]

    rows = board.rows(study)
    order = [("t0", "programme"), ("t0", "control"), ("t2", "programme"), ("t2", "control")]
    assert [row.sent for row in rows] == [truth[key] for key in order]
    assert [row.invited for row in rows] == [members[arm] for _wave, arm in order]
    assert [row.half_way for row in rows] == [0, 0, 0, 0]

    told = board.flow(study, on=LAST)
    assert (told.agreed, told.allocated, told.not_allocated) == (len(arms), len(arms), 0)
    for branch, arm in zip(told.branches, ("programme", "control"), strict=True):
        for step, wave in zip(branch.steps, ("t0", "t2"), strict=True):
            assert step.answered == truth[wave, arm]
            assert step.silent == members[arm] - truth[wave, arm]
            assert (step.withdrawn, step.uninvited, step.is_open) == (0, 0, False)

    split = defaultdict(int)
    for row in board.rows(study, ["language", "mode"]):
        split[row.wave, row.arm] += row.sent
    assert sorted(split.values()) == sorted(row.sent for row in rows)
    modes = Counter(one.mode for one in scenario.responses if one.wave in ("t0", "t2"))
    by_mode = Counter()
    for row in board.rows(study, ["mode"]):
        by_mode[row.split[0]] += row.sent
    assert by_mode == {"self": modes["own-phone"], "helped": modes["helped"], "telephone": modes["telephone"]}


def test_half_way_and_withdrawn_have_a_place_and_the_parts_add_up(simulated, scenario):
    study, arms, _pseudonyms, tokens = simulated
    silent = {p for p in arms if not Submission.objects.filter(invitation__pseudonym=p).exists()}
    opened, gone = sorted(silent)[:3], sorted(silent)[3:5]
    last = START + timedelta(days=round(15 * 30.44) + 10)
    for one in opened:
        actions.begin(at=moment(last), token=tokens["t2"][one])
    for one in gone:
        Grant.objects.filter(person__keys__pseudonym=one).update(
            withdrawn_at=moment(START + timedelta(days=200)), withdrawn_by="x"
        )
    assert sum(row.half_way for row in board.rows(study)) == 3
    told = board.flow(study, on=LAST)
    assert sum(branch.steps[1].withdrawn for branch in told.branches) == 2
    assert sum(branch.steps[0].withdrawn for branch in told.branches) == 0
    for branch in told.branches:
        for step in branch.steps:
            assert step.answered + step.silent + step.withdrawn + step.uninvited == branch.allocated


def test_the_figure_says_the_numbers_of_the_flow(simulated):
    told = board.flow(simulated[0], on=LAST)
    drawn = flow_figure.draw(told)
    words = [text for box in drawn.boxes for _y, text in box.lines]
    for branch in told.branches:
        for step in branch.steps:
            assert any(text.endswith(f": {step.answered}") for text in words)
    assert len(drawn.boxes) == 1 + 2 * 3
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height


def test_a_study_where_nothing_happened_has_a_board(study, cast, sign_in):
    told = board.flow(study, on=LAST)
    assert (told.agreed, told.allocated, board.rows(study)) == (0, 0, [])
    for name in ("survey:response", "survey:at_risk", "survey:outbox", "survey:incentives"):
        assert sign_in("dirk").get(reverse(name, kwargs=STUDY)).status_code == 200


# --- who may be lost


def seen(*, sent: bool, opened: bool = True, late: bool = False, letter: bool = False) -> Seen:
    asked = moment(START)
    return Seen(asked, opened, asked + timedelta(days=20 if late else 2) if sent else None, letter)


def test_signs_are_whether_and_when_never_what():
    first = {"a": seen(sent=False, opened=False), "b": seen(sent=False), "c": seen(sent=True, late=True)}
    assert losing.signs([first], "a") == [Sign.MISSED]
    assert losing.signs([first], "b") == [Sign.MISSED, Sign.HALF_WAY]
    assert losing.signs([first], "c") == [Sign.LATE]
    assert losing.signs([first], "new") == []
    assert losing.signs([first, {"a": seen(sent=True, letter=True)}], "a") == [Sign.LETTER]


def test_too_little_is_said_when_too_little_was_seen():
    few = {str(n): seen(sent=n % 2 == 0) for n in range(ENOUGH - 1)}
    assert not losing.foretell("t2", [few, few], few).enough
    everyone = {str(n): seen(sent=True) for n in range(100)}
    assert not losing.foretell("t2", [everyone, everyone], everyone).enough
    assert not losing.foretell("t1", [everyone], everyone).enough


def test_the_forecast_is_what_happened_to_others_alike():
    first = {str(n): seen(sent=n >= 20) for n in range(60)}
    second = {str(n): seen(sent=(n >= 15 and n < 50)) for n in range(60)}
    told = losing.foretell("t2", [first, second], ["0", "17", "55", "59", "40"])
    assert told.enough
    assert [(one.signs, one.lost, one.total) for one in told.odds] == [(0, 10, 40), (2, 15, 20)]
    found = [(one.pseudonym, one.signs, one.odds.percent) for one in told.people]
    both = [
        Sign.MISSED,
        Sign.HALF_WAY,
    ]  # 17 shows one sign, and nobody with one was ever seen: nothing is said
    assert found == [("0", both, 75), ("55", both, 75), ("59", both, 75)]


def test_the_forecast_of_the_simulated_pilot(simulated):
    study = simulated[0]
    assert losing.forecast(study, on=LAST) is None  # every wave is over
    during = losing.forecast(study, on=START + timedelta(days=round(15 * 30.44) + 5))
    assert not during.enough  # one wave before is no history


def test_a_long_list_says_how_long_it_is(field, sign_in, monkeypatch):
    people = [losing.AtRisk(f"{n:032x}", [Sign.MISSED], losing.Odds(1, 20, 40)) for n in range(60)]
    told = losing.Forecast("eindmeting", [], people, enough=True)
    monkeypatch.setattr(losing, "forecast", lambda *_args, **_kwargs: told)
    page = sign_in("dirk").get(reverse("survey:at_risk", kwargs=STUDY)).content.decode()
    assert "De 50 meest waarschijnlijke van 60" in page
    assert page.count("20 van 40") == 50


# --- how pages were walked


def test_time_breaks_sound_and_where_people_stopped(field, tokens, at):
    def walk(who, *pages, language="nl", listened=False):
        asked = Invitation.objects.get(pseudonym=who)
        for item, minute, seconds in pages:
            shown = at + timedelta(minutes=minute)
            done = shown + timedelta(seconds=seconds) if seconds is not None else None
            Visit.objects.create(
                invitation=asked,
                item=item,
                shown_at=shown,
                answered_at=done,
                language=language,
                listened=listened,
            )

    walk(field.els, ("ladder", 0, 30), ("life", 1, 60), ("helped", 90, 3600))
    walk(field.amina, ("ladder", 0, 10), ("life", 1, None), language="ar", listened=True)
    actions.save_answer(at=at, token=tokens[field.els], item="life", raw="8")
    actions.submit(at=at, token=tokens[field.els])
    told = paradata.paradata(field.round)
    assert (told.walked, told.sent, told.minutes) == (2, 1, 6.5)  # half, one, and at most five minutes
    assert (told.with_break, told.listened, told.helped) == (1, 1, 0)
    assert told.stopped == [("life", 1)]
    assert [(one.item, one.seen, one.seconds) for one in told.items] == [
        ("ladder", 2, 20), ("life", 2, 60), ("helped", 1, 300)
    ]  # fmt: skip
    assert dict(told.languages) == {"nl": 1, "ar": 1}


# --- thank-yous


def sent_by(token, at):
    actions.save_answer(at=at, token=token, item="life", raw="8")
    actions.submit(at=at, token=token)


def test_thank_yous_are_owed_once_and_handed_over_once_in_both_arms(field, tokens, at, cast):
    for token in tokens.values():
        sent_by(token, at)
    assert incentives.owe(at=at) == 0  # no amount, nothing owed
    actions.set_round(by=field.dirk, at=at, round=field.round, reminders=[7], incentive_cents=750)
    assert (incentives.owe(at=at), incentives.owe(at=at)) == (2, 0)
    actions.set_round(by=field.dirk, at=at, round=field.round, reminders=[7], incentive_cents=900)
    one = Incentive.objects.get(invitation__pseudonym=field.els)
    assert one.cents == 750  # as it was when it was owed
    assert incentives.give(by=field.dirk, at=at, study=field.study, numbers=[one.pk]) == 1
    assert incentives.give(by=field.dirk, at=at, study=field.study, numbers=[one.pk]) == 0
    told = [(one.arm, one.owed, one.owed_euros, one.given_euros) for one in incentives.totals(field.study)]
    assert told == [("Deelnemers", 1, "7.50", "0.00"), ("Controlegroep", 0, "0.00", "7.50")]
    incentives.take_back(by=field.dirk, at=at, study=field.study, number=one.pk)
    assert not Incentive.objects.filter(given_at__isnull=False).exists()
    with pytest.raises(Refused):
        incentives.give(by=cast.access("olga"), at=at, study=field.study, numbers=[one.pk])


def test_who_runs_no_worker_owes_thank_yous_as_well(field, tokens, at):
    sent_by(tokens[field.els], at)
    actions.set_round(by=field.dirk, at=at, round=field.round, reminders=[], incentive_cents=500)
    call_command("send_messages", stdout=StringIO())
    assert Incentive.objects.get().cents == 500


def test_handing_over_from_the_page(field, tokens, at, sign_in):
    sent_by(tokens[field.els], at)
    actions.set_round(by=field.dirk, at=at, round=field.round, reminders=[], incentive_cents=500)
    incentives.owe(at=at)
    dirk, one = sign_in("dirk"), Incentive.objects.get()
    assert field.els not in dirk.get(reverse("survey:incentives", kwargs=STUDY)).content.decode()
    dirk.post(reverse("survey:give_incentives", kwargs=STUDY), {"number": [one.pk, "x", "-1"]})
    assert Incentive.objects.get().given_at
    dirk.post(reverse("survey:take_back_incentive", kwargs={**STUDY, "number": one.pk}))
    assert Incentive.objects.get().given_at is None
    assert Event.objects.using(RESEARCH).filter(act="survey.give_incentive", subject=field.els).count() == 1


# --- pages


def test_pages_show_no_pseudonym_and_write_down_who_was_looked_at(field, tokens, sign_in):
    dirk = sign_in("dirk")
    for name in ("survey:response", "survey:at_risk", "survey:outbox"):
        page = dirk.get(reverse(name, kwargs=STUDY), {"by": ["language", "mode"]}).content.decode()
        assert field.els not in page
    for name in ("survey:round", "survey:walked"):
        assert dirk.get(reverse(name, kwargs={**STUDY, "number": field.round.pk})).status_code == 200


@pytest.mark.parametrize(
    ("name", "research"), [("survey:response", 12), ("survey:outbox", 12), ("survey:at_risk", 8)]
)
def test_queries_per_page(field, tokens, sign_in, name, research, django_assert_max_num_queries):
    client = sign_in("dirk")
    with django_assert_max_num_queries(research, connection=connections["research"]):
        assert client.get(reverse(name, kwargs=STUDY)).status_code == 200


def test_both_arms_have_the_same_rows_in_the_outbox(field, tokens):
    rows = defaultdict(list)
    for one in Message.objects.order_by("kind"):
        rows[one.pseudonym].append((one.kind, one.channel, one.due_at, one.status))
    assert rows[field.amina] == rows[field.els]
