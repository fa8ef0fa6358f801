from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from werkzaam.sides import GUIDANCE
from werkzaam.web.consent import actions, queries
from werkzaam.web.consent.models import Grant, Key
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

ON = date(2026, 3, 2)


def acts(person):
    return [event.act for event in ledger.acts_on(person.pk, side=GUIDANCE)]


def test_a_grant_is_recorded_once_with_its_ledger_line(cast, at, given):
    again = actions.grant(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research", on=ON)
    assert Grant.objects.filter(person=cast.amina).count() == 1
    assert again.given_on == date(2026, 3, 1) and again.given_by == str(cast.accounts["bram"].pk)
    assert acts(cast.amina)[0] == "consent.grant" and acts(cast.amina).count("consent.grant") == 1


def test_a_withdrawal_stops_every_answer_and_twice_is_harmless(cast, at, given):
    for _ in range(2):
        actions.withdraw(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose="research")
    assert not queries.allows(cast.amina.pk, "research", ON)
    assert queries.allows(cast.amina.pk, "research", date(2026, 3, 1))  # it stood on the day before
    assert acts(cast.amina).count("consent.withdraw") == 1


def test_giving_again_leaves_the_history(cast, at, given):
    actions.withdraw(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose="research")
    actions.grant(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose="research", on=ON)
    assert Grant.objects.filter(person=cast.amina).count() == 2
    assert queries.allows(cast.amina.pk, "research", ON)


@pytest.mark.parametrize("name", ["dirk", "femke", "hana", "otto", "ilse"])
def test_others_cannot_decide_for_a_participant(name, cast, at, purposes):
    with pytest.raises(Refused):
        actions.grant(by=cast.access(name), at=at, person_id=cast.amina.pk, purpose="research", on=ON)
    assert not Grant.objects.exists()


def test_a_coach_cannot_decide_for_the_control_group(cast, at, given):
    with pytest.raises(Refused):
        actions.withdraw(by=cast.access("bram"), at=at, person_id=cast.els.pk, purpose="research")
    assert queries.allows(cast.els.pk, "research", ON)


@pytest.mark.parametrize(
    ("purpose", "on", "code"),
    [
        ("guidance", ON, "not-a-choice"),
        ("nothing", ON, "not-a-choice"),
        ("research", ON + timedelta(1), "future"),
    ],
)
def test_what_cannot_be_given_is_refused_with_a_code(purpose, on, code, cast, at, purposes):
    with pytest.raises(actions.ConsentProblem) as problem:
        actions.grant(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose=purpose, on=on)
    assert problem.value.code == code and not Grant.objects.exists()


@pytest.mark.parametrize("name", ["amina", "bram"])
def test_who_never_said_yes_has_nothing_to_withdraw(name, cast, at, purposes):
    who = {"by": cast.access(name), "at": at, "person_id": cast.amina.pk, "purpose": "research"}
    assert actions.withdraw(**who) is None
    assert "consent.withdraw" not in acts(cast.amina)


@pytest.mark.parametrize("name", ["chaima", "otto", "bram"])
def test_a_stranger_and_nobody_get_the_same_refusal(name, cast, at, purposes):
    told = set()
    for person_id in (cast.els.pk, uuid4()):
        with pytest.raises(Refused) as refused:
            actions.withdraw(by=cast.access(name), at=at, person_id=person_id, purpose="research")
        told.add(refused.value.message)
    assert len(told) == 1


def test_keys_under_a_code_that_no_study_uses_are_taken_back(cast, at, given):
    who = {"by": cast.access("ilse"), "at": at}
    assert actions.issue_keys(**who, study="one") == actions.issue_keys(**who, study="oen") == 2
    assert actions.withdraw_keys(**who, study="oen", in_use=False) == 2
    assert set(Key.objects.values_list("study", flat=True)) == {"one"}
    assert acts(cast.amina).count("consent.withdraw_key") == 1


def test_keys_of_a_study_that_exists_stay(cast, at, given):
    actions.issue_keys(by=cast.access("ilse"), at=at, study="one")
    with pytest.raises(actions.ConsentProblem) as problem:
        actions.withdraw_keys(by=cast.access("ilse"), at=at, study="one", in_use=True)
    assert problem.value.code == "keys-in-use" and Key.objects.count() == 2
    with pytest.raises(Refused):
        actions.withdraw_keys(by=cast.access("bram"), at=at, study="one", in_use=False)


def test_a_pseudonym_is_random_per_study_and_made_once(cast, at, given):
    who = {"by": cast.access("ilse"), "at": at, "person_id": cast.amina.pk}
    first, again = (actions.issue_pseudonym(**who, study="one") for _ in range(2))
    other = actions.issue_pseudonym(**who, study="two")
    assert first == again != other and len(first) == 32 and int(first, 16)
    assert acts(cast.amina).count("consent.issue_pseudonym") == 2


def test_the_ledger_never_holds_a_pseudonym(cast, at, given):
    pseudonym = actions.issue_pseudonym(by=cast.access("ilse"), at=at, study="one", person_id=cast.els.pk)
    assert all(pseudonym not in str(event.details) for event in ledger.acts_on(cast.els.pk, side=GUIDANCE))


@pytest.mark.parametrize("name", ["bram", "dirk", "hana", "amina"])
def test_only_the_key_holder_makes_keys(name, cast, at, given):
    with pytest.raises(Refused):
        actions.issue_pseudonym(by=cast.access(name), at=at, study="one", person_id=cast.amina.pk)
    with pytest.raises(Refused):
        actions.issue_keys(by=cast.access(name), at=at, study="one")
    assert not Key.objects.exists()


def test_keys_are_made_for_those_who_consented(cast, at, purposes):
    actions.grant(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research", on=ON)
    assert actions.issue_keys(by=cast.access("ilse"), at=at, study="one") == 1
    assert actions.issue_keys(by=cast.access("ilse"), at=at, study="one") == 0
    assert list(Key.objects.values_list("person", flat=True)) == [cast.amina.pk]


def refused_by_the_database(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_keeps_who_withdrew_beside_when(cast, at, given):
    grant = Grant.objects.filter(person=cast.amina)
    refused_by_the_database(lambda: grant.update(withdrawn_at=at))
    refused_by_the_database(lambda: grant.update(withdrawn_by="somebody"))


def test_the_database_keeps_one_open_grant(cast, given):
    grant = Grant.objects.get(person=cast.amina)
    refused_by_the_database(
        lambda: Grant.objects.create(person=cast.amina, purpose=grant.purpose, given_on=ON, given_by="x")
    )


def test_the_database_keeps_keys_unique_both_ways(cast):
    Key.objects.create(study="one", person=cast.amina, pseudonym="a" * 32)
    refused_by_the_database(lambda: Key.objects.create(study="one", person=cast.amina, pseudonym="b" * 32))
    refused_by_the_database(lambda: Key.objects.create(study="one", person=cast.els, pseudonym="a" * 32))
