import pytest

from werkzaam.core.coding import sentences
from werkzaam.core.coding.reading.turns import turns
from werkzaam.web.interview import rules
from werkzaam.web.interview.rules import Mark


def mark(pk, name, start, end, own=True):
    return Mark(pk, pk, name, 0, start, end, own)


def test_sentences_come_back_as_they_were_kept():
    text = "Een. Twee.\n\nDrie."
    assert rules.units(rules.stored(text)) == sentences(text)


def test_turns_come_back_as_they_were_kept():
    text = "A: Een.\nB: Twee.\nA: Drie."
    assert rules.turns(rules.stored_turns(turns(text))) == turns(text)


def test_a_sentence_is_a_line_to_search_in():
    text = "Ömer belt.\n\nÇa va."
    assert rules.folded(text, rules.stored(text)) == "omer belt.\nca va."


def test_a_run_of_sentences_is_one_passage():
    text = "Een. Twee. Drie."
    start, end = rules.span(sentences(text), 2, 3)
    assert text[start:end] == "Twee. Drie."


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 4)])
def test_sentences_that_are_not_there_make_no_passage(first, last):
    assert rules.span(sentences("Een. Twee. Drie."), first, last) is None


def test_codings_lie_over_the_sentences_they_touch():
    text = "Een. Twee. Drie."
    over_two, inside = mark(1, "werk", 5, 16), mark(2, "taal", 6, 8, own=False)
    (paragraph,) = rules.lay_out(text, sentences(text), [over_two, inside])
    first, second, third = paragraph.lines
    assert first.marks == ()
    assert second.marks == second.begins == (over_two, inside)
    assert third.marks == (over_two,)
    assert paragraph.begins == ((2, over_two), (2, inside))


def test_a_paragraph_knows_who_speaks():
    text = "Coach: Ik bel.\nWerkgever: Ja.\nCoach: Goed."
    found = rules.lay_out(text, sentences(text), [], turns(text))
    assert [one.speaker for one in found] == ["Coach", "Werkgever", "Coach"]
