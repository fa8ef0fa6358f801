import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.web.interview import rules
from werkzaam.web.interview.rules import Mark


def texts(text):
    return [text[s.start : s.end] for s in rules.sentences(text)]


def test_a_kept_text_is_composed_with_plain_line_ends_and_no_mark_at_its_start():
    assert rules.clean("\ufeffe\u0301e\u0301n\r\ntwee\rdrie \n") == "één\ntwee\ndrie"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik wil werken. Maar hoe?", ["Ik wil werken.", "Maar hoe?"]),
        (
            "Ik sprak met mw. Jansen, bijv. over werk. Goed!",
            ["Ik sprak met mw. Jansen, bijv. over werk.", "Goed!"],
        ),
        ("Hij kwam om 10.30 uur. Te laat.", ["Hij kwam om 10.30 uur.", "Te laat."]),
        ("Vraag\n\nAntwoord: ja.", ["Vraag", "Antwoord: ja."]),
        ("هل تعمل؟ نعم.", ["هل تعمل؟", "نعم."]),
        ("“Ja.” zei zij. “Nee.” Hij ook.", ["“Ja.” zei zij.", "“Nee.”", "Hij ook."]),
        ("Zeg 👩‍👧 dag. Goed.", ["Zeg 👩‍👧 dag.", "Goed."]),
    ],
)
def test_a_text_falls_into_sentences(text, expected):
    assert texts(text) == expected


def test_paragraphs_are_lines_with_words():
    found = rules.sentences("Een. Twee.\n\n \nDrie.")
    assert [(s.number, s.paragraph) for s in found] == [(1, 1), (2, 1), (3, 2)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_sentences_hold_every_word_once_in_order(raw):
    text = rules.clean(raw)
    found = rules.sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=100).filter(lambda raw: not any(unicodedata.category(c) == "Cs" for c in raw)))
def test_cleaning_twice_changes_nothing(raw):
    assert rules.clean(rules.clean(raw)) == rules.clean(raw)


def test_a_run_of_sentences_is_one_passage():
    text = "Een. Twee. Drie."
    found = rules.sentences(text)
    start, end = rules.span(found, 2, 3)
    assert text[start:end] == "Twee. Drie."


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 4)])
def test_sentences_that_are_not_there_make_no_passage(first, last):
    assert rules.span(rules.sentences("Een. Twee. Drie."), first, last) is None


def test_codings_lie_over_the_sentences_they_touch():
    text = "Een. Twee. Drie."
    over_two = Mark(1, "werk", 5, 16, own=True)
    inside = Mark(2, "taal", 6, 8, own=False)
    ((first, second, third),) = rules.lay_out(text, rules.sentences(text), [over_two, inside])
    assert first.marks == ()
    assert second.marks == second.begins == (over_two, inside)
    assert third.marks == (over_two,)
    assert third.begins == ()


def test_a_binary_file_is_not_readable_text():
    assert not rules.is_readable("PK\x03\x04")
    assert rules.is_readable("regel een\n\tregel twee")
