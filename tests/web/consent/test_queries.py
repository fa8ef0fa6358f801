from datetime import date

import pytest

from werkzaam.web.consent import actions, queries

ON = date(2026, 3, 2)


@pytest.fixture
def keys(cast, at, given):
    holder = {"by": cast.access("ilse"), "at": at, "study": "one"}
    return {
        person.pk: actions.issue_pseudonym(**holder, person_id=person.pk) for person in (cast.amina, cast.els)
    }


def test_pseudonyms_of_both_groups_stand_on_the_day(cast, keys):
    assert queries.pseudonyms("one", ON) == keys
    assert queries.allowed_pseudonyms("one", ON) == set(keys.values())
    assert queries.pseudonyms("one", date(2026, 2, 28)) == {}
    assert queries.pseudonyms("two", ON) == {}
    assert queries.allowed_pseudonyms("one", ON, "guidance") == set()


def test_who_withdrew_is_left_out(cast, at, keys):
    actions.withdraw(by=cast.access("ilse"), at=at, person_id=cast.els.pk, purpose="research")
    assert queries.pseudonyms("one", ON) == {cast.amina.pk: keys[cast.amina.pk]}
    assert queries.allowing([cast.amina.pk, cast.els.pk], "research", ON) == {cast.amina.pk}


def test_an_address_is_for_sending_only(cast, keys):
    address = queries.address_of("one", keys[cast.els.pk])
    assert address == queries.Address(email="els.vergelijk@example.org", language="nl")
    assert queries.address_of("two", keys[cast.els.pk]) is None
    cast.els.email = ""
    cast.els.save()
    assert queries.address_of("one", keys[cast.els.pk]) is None


def test_counts_per_study_name_nobody(cast, at, given):
    actions.issue_pseudonym(by=cast.access("ilse"), at=at, study="one", person_id=cast.els.pk)
    assert queries.key_counts(cast.access("ilse"), on=ON) == [
        queries.KeyCount(study="one", participants=0, control=1, waiting=1)
    ]
    assert queries.key_counts(cast.access("otto"), on=ON) == []


def test_a_person_sees_every_purpose(cast, at, given):
    research, guidance = queries.own_standings(cast.amina.pk)
    assert research.given and research.purpose.is_choice
    assert guidance.grant is None and not guidance.given and not guidance.purpose.is_choice


def test_guidance_never_knows_who_takes_part_in_research(cast, at, given):
    before = queries.standings(cast.amina.pk)
    assert before[0].is_private and before[0].grant is None and not before[1].is_private
    actions.withdraw(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose="research")
    assert queries.standings(cast.amina.pk) == before
    assert not queries.allows(cast.amina.pk, "research", ON)


def test_a_coach_does_not_undo_what_the_person_stopped_alone(cast, at, given):
    yes = {"at": at, "person_id": cast.amina.pk, "purpose": "research", "on": ON}
    actions.withdraw(by=cast.access("amina"), at=at, person_id=cast.amina.pk, purpose="research")
    actions.grant(by=cast.access("bram"), **yes)
    assert not queries.own_standings(cast.amina.pk)[0].given
    actions.grant(by=cast.access("amina"), **yes)
    assert queries.own_standings(cast.amina.pk)[0].given
