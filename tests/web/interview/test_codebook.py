"""The codebook can be changed and every change taken back."""

import pytest

from werkzaam.web.interview import actions, queries
from werkzaam.web.interview.models import Code, Coding


def snapshot():
    codes = Code.objects.filter(gone_at=None).values_list("pk", "name", "parent", "kind")
    return set(codes), set(Coding.objects.values_list("pk", "code", "start", "end", "coder", "memo"))


@pytest.fixture
def two(add, code, mark):
    """Two codes, on one passage both, and on one each."""
    source, one, other = add(), code("bellen"), code("langsgaan")
    for label, start, end in ((one, 0, 10), (other, 0, 10), (one, 10, 20)):
        mark(source, label, start, end)
    return one, other


@pytest.fixture
def undone(by, study):
    return lambda: actions.undo(**by, change=queries.last_standing(study))


def test_a_merge_moves_passages_once_and_can_be_taken_back(by, two, undone):
    one, other = two
    Coding.objects.filter(code=one, start=0).update(memo="let op")
    before = snapshot()
    actions.merge(**by, code=one, into=other)
    assert sorted(Coding.objects.values_list("start", "code")) == [(0, other.pk), (10, other.pk)]
    assert Coding.objects.get(start=0).memo == "let op"
    one.refresh_from_db()
    assert one.merged_into == other
    undone()
    assert snapshot() == before


def test_a_split_moves_what_was_chosen_and_can_be_taken_back(by, two, undone):
    before, chosen = snapshot(), Coding.objects.get(start=10)
    actions.split(**by, code=two[0], name="nabellen", codings=[chosen.pk])
    chosen.refresh_from_db()
    assert chosen.code.name == "nabellen"
    undone()
    assert snapshot() == before


def test_a_removed_code_takes_its_passages_and_comes_back(by, two, undone):
    before = snapshot()
    actions.remove(**by, code=two[0])
    assert Coding.objects.count() == 1
    undone()
    assert snapshot() == before


def test_a_code_is_renamed_and_moved_and_back(by, two, undone):
    one, other = two
    before = snapshot()
    actions.redefine(**by, code=one, parent=other, name="vaak bellen")
    one.refresh_from_db()
    assert (one.name, one.parent) == ("vaak bellen", other)
    undone()
    assert snapshot() == before


def test_codes_below_a_merged_code_go_along(by, two, code, undone):
    one, other = two
    below = actions.add_code(**by, study=one.study, name="avond", kind="context", parent=one)
    before = snapshot()
    actions.merge(**by, code=one, into=other)
    below.refresh_from_db()
    assert below.parent == other
    undone()
    assert snapshot() == before


@pytest.mark.parametrize("name", ["", "Langsgaan", "LÁNGSGAAN "])
def test_a_name_of_another_is_refused(by, two, name):
    with pytest.raises(actions.BadCoding):
        actions.redefine(**by, code=two[0], parent=None, name=name)


def test_a_code_below_itself_is_refused(by, two):
    actions.redefine(**by, code=two[0], parent=two[1])
    with pytest.raises(actions.BadCoding):
        actions.redefine(**by, code=two[1], parent=two[0])


def test_only_the_last_change_goes_back(by, two, study):
    first = queries.last_standing(study)
    actions.remove(**by, code=two[0])
    with pytest.raises(actions.BadCoding):
        actions.undo(**by, change=first)


def test_a_change_after_which_people_coded_on_is_not_taken_back(by, two, study, mark, add):
    chosen = Coding.objects.get(start=10)
    actions.split(**by, code=two[0], name="nabellen", codings=[chosen.pk])
    mark(chosen.source, Code.objects.get(name="nabellen"), 0, 5)
    with pytest.raises(actions.BadCoding):
        actions.undo(**by, change=queries.last_standing(study))
    assert Code.objects.get(name="nabellen").gone_at is None


def test_every_code_gets_a_key_of_its_own_and_a_taken_one_is_refused(by, two):
    one, other = two
    assert one.key != other.key
    with pytest.raises(actions.BadCoding):
        actions.redefine(**by, code=one, parent=None, key=other.key)


def test_words_are_found_whatever_their_marks(study, add, by):
    add("Ik sprak Ömer. Hij belt.")
    count, (hit,) = queries.search(study, "omer", on=by["at"].date())
    assert (count, hit.number, hit.text, hit.after) == (1, 1, "Ik sprak Ömer.", "Hij belt.")
