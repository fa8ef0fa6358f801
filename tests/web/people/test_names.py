"""Names are found however they are typed."""

from datetime import date

import pytest

from werkzaam.web.people import actions, queries
from werkzaam.web.people.rules import fold, folded


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Gülşen", "gulsen"), ("RENÉE", "renee"), ("Øystein Łukasz", "oystein lukasz"), ("Strauß", "strauss"),
        ("İpek", "ipek"), ("ışık", "isik"), ("أمينة", "امينة"), ("ሰላም", "ሰላም"), ("  Ana   de  Wit ", "ana de wit"),
    ],
)  # fmt: skip
def test_capitals_and_marks_make_no_difference(written, sought):
    assert fold(written) == sought
    assert fold(fold(written)) == fold(written)


@pytest.fixture
def gulsen(cast, at):
    bram = {"by": cast.access("bram"), "at": at, "organisation": cast.esdoorn}
    return actions.register_person(**bram, given_name="Gülşen", family_name="Öz-Boër")


@pytest.mark.parametrize("wanted", ["gulsen", "GÜLŞEN", "oz boer", "boër g", "Öz"])
def test_someone_is_found_however_the_name_is_typed(cast, gulsen, wanted):
    assert gulsen.folded == folded("Gülşen", "Öz-Boër") == "gulsen oz-boer"
    assert list(queries.search(cast.access("bram"), "people.list_persons", wanted)) == [gulsen]


def test_a_percent_sign_is_a_letter(cast, gulsen):
    assert not queries.search(cast.access("bram"), "people.list_persons", "%").exists()


def test_control_members_are_folded_and_still_not_found(cast):
    cast.els.refresh_from_db()
    assert cast.els.folded == "els evenbeeld"
    assert not queries.search(cast.access("bram"), "people.list_persons", "evenbeeld").exists()


def test_one_look_gives_the_tree_and_the_roles(cast, django_assert_num_queries):
    account = cast.accounts["mila"]
    with django_assert_num_queries(1):
        access = queries.access_of(account, on=date(2026, 3, 2))
    assert access == cast.access("mila")
    assert access.tree.line(cast.esdoorn.pk) == [cast.esdoorn.pk]
    assert cast.iepen.pk in access.tree.parents and cast.iepen.pk not in access.organisations(
        "journey.see_today"
    )
