"""Passages in code points, and persons counted once per code."""

import pytest

from werkzaam.core.coding import Code, Codebook, CodingProblem, Kind, Segment, matrix, passage

TEXT = "Ze belde elke week 👩🏽‍💼 — ዕድል! Dat hielp."


def test_passages_count_in_code_points() -> None:
    start = TEXT.index("Dat")
    assert passage(TEXT, Segment("t1", start, start + 10, "trust", "dirk")) == "Dat hielp."
    emoji = TEXT.index("👩")
    assert passage(TEXT, Segment("t1", emoji, emoji + 4, "trust", "dirk")) == "👩🏽‍💼"


def test_a_passage_past_the_text_is_refused() -> None:
    with pytest.raises(CodingProblem) as caught:
        passage(TEXT, Segment("t1", 3, len(TEXT) + 1, "trust", "dirk"))
    assert caught.value.code == "segment-outside"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_passage_is_refused(start: int, end: int) -> None:
    with pytest.raises(CodingProblem):
        Segment("t1", start, end, "trust", "dirk")


def test_two_codes_with_one_key_are_refused() -> None:
    code = Code("trust", Kind.WORKING_ELEMENT, {"en": "Trust"}, {"en": "…"})
    with pytest.raises(CodingProblem):
        Codebook("book", 1, (code, code))
    assert Codebook("book", 1, (code,)).code("trust") is code


def test_the_matrix_counts_persons_not_passages() -> None:
    perspectives = {"a": "participant", "b": "participant", "k": "job-coach"}
    segments = [
        Segment("t1", 0, 5, "trust", "dirk", "a"),
        Segment("t1", 9, 12, "trust", "dirk", "a"),
        Segment("t1", 9, 12, "trust", "olga", "a"),
        Segment("t2", 0, 5, "trust", "dirk", "b"),
        Segment("t3", 0, 5, "trust", "dirk", "k"),
        Segment("t3", 0, 5, "waiting", "dirk", "k"),
        Segment("policy", 0, 5, "law", "dirk"),
    ]
    assert matrix(segments, perspectives) == {
        "law": {"job-coach": 0, "participant": 0},
        "trust": {"job-coach": 1, "participant": 2},
        "waiting": {"job-coach": 1, "participant": 0},
    }


def test_a_speaker_without_perspective_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        matrix([Segment("t1", 0, 5, "trust", "dirk", "z")], {"a": "participant"})
