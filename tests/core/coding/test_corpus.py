"""Asking a corpus: who says what, where, beside what; and who was not asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import (
    Cell,
    Code,
    Codebook,
    Coded,
    Coding,
    CodingProblem,
    Corpus,
    Near,
    Not,
    Overlapping,
    Query,
    Said,
    Source,
    Spoken,
    Stance,
    Voice,
    Words,
    counted,
    distinct,
    evidence,
    matrix,
    read_source,
    retrieve,
    said,
    search,
)  # fmt: skip

BOOK = Codebook((Code("trust", "Trust"), Code("same", "One coach", parent="trust"), Code("wait", "Waiting")))
GROUP = read_source(
    b"Interviewer: Hoe was het?\nP1: Ze belde elke week. Dat hielp.\n"
    b"P2: Mij niet. Wachten duurde lang.\nP1: Ja. Nee.\n",
    "groep.txt",
    key="g",
)
ALONE = Source("a", "alone", "Ze belde vaak. Dat was fijn. Wachten was naar. Klaar.")
PAPER = Source("d", "policy", "Wachten mag acht weken duren.")
VOICES = (
    Voice("p1", "g", "participant", "P1", {"region": "north"}),
    Voice("p2", "g", "participant", "P2", {"region": "south"}),
    Voice("k", "a", "job-coach", attributes={"region": "north"}),
    Voice("d", "d", "documents"),
)


def coding(
    key: str, source: Source, words: str, code: str, coder: str = "dirk", stance: Stance = Stance.FOR
) -> Coding:
    start = source.text.index(words)
    return Coding(key, source.key, start, start + len(words), code, coder, stance=stance)


CODINGS = (
    coding("1", GROUP, "Ze belde elke week.", "same"),
    coding("2", GROUP, "belde", "trust", "olga"),
    coding("3", GROUP, "Dat hielp.", "trust"),
    coding("4", GROUP, "Mij niet.", "trust", stance=Stance.AGAINST),
    coding("5", GROUP, "Wachten duurde lang.", "wait"),
    coding("6", ALONE, "Ze belde vaak. Dat was fijn.", "trust"),
    coding("7", ALONE, "Wachten", "wait"),
    coding("8", PAPER, "Wachten", "wait"),
    coding("9", PAPER, "Wachten", "wait", "olga"),
)
CORPUS = Corpus(BOOK, (GROUP, ALONE, PAPER), CODINGS, VOICES)
TRUST, WAIT = Coded("trust"), Coded("wait")


def texts(query: Query) -> list[str]:
    return [one.text for one in retrieve(CORPUS, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            Coded("trust", below=False),
            ["P1: Ze belde elke week. Dat hielp.", "P2: Mij niet.", "Ze belde vaak. Dat was fijn."],
        ),
        (Coded("same"), ["P1: Ze belde elke week."]),
        (TRUST & Spoken("job-coach"), ["Ze belde vaak. Dat was fijn."]),
        (TRUST & ~Coded("same"), ["Dat hielp.", "P2: Mij niet.", "Ze belde vaak. Dat was fijn."]),
        (Coded("trust", stance=Stance.AGAINST) | Coded("wait", coder="olga"), ["P2: Mij niet.", PAPER.text]),
        (WAIT & Spoken(attribute=("region", "south")), ["Wachten duurde lang."]),
        (Spoken(person="p1") & Not(TRUST), ["P1: Ja. Nee."]),
        (Overlapping(Coded("trust", below=False), Coded("same")), ["P1: Ze belde elke week."]),
        (Near(WAIT, TRUST, 1), ["Wachten duurde lang.", "Wachten was naar."]),
        (Near(WAIT, Coded("same"), 1), []),
        (Near(WAIT, Coded("same"), 3), ["Wachten duurde lang."]),
        (Words("WÁCHTEN") & ~Spoken("documents"), ["Wachten duurde lang.", "Wachten was naar."]),
        (Words(" "), []),
    ],
)
def test_questions_combine(query: Query, expected: list[str]) -> None:
    assert texts(query) == expected


def test_a_passage_tells_who_speaks_and_what_it_was_coded_with() -> None:
    found = retrieve(CORPUS, Coded("trust", stance=Stance.AGAINST))[0]
    assert [voice.person for voice in found.voices] == ["p2"]
    assert [one.key for one in found.codings] == ["4"]
    assert distinct(retrieve(CORPUS, TRUST)) == {"p1", "p2", "k"}


def test_whoever_has_no_voice_speaks_for_nobody() -> None:
    asked = retrieve(CORPUS, Words("hoe was het"))
    assert asked[0].voices == ()


QUERIES = st.recursive(
    st.sampled_from([TRUST, WAIT, Spoken("participant"), Words("was"), Near(WAIT, TRUST, 2)]),
    lambda inner: st.builds(lambda a, b: a & b, inner, inner) | st.builds(lambda a, b: a | b, inner, inner)
    | st.builds(lambda a: ~a, inner),
    max_leaves=6,
)  # fmt: skip


@given(QUERIES, QUERIES)
def test_questions_obey_de_morgan(one: Query, other: Query) -> None:
    assert (~(one & other)).units(CORPUS) == (~one | ~other).units(CORPUS)
    assert (one & ~one).units(CORPUS) == frozenset()


def test_the_matrix_counts_persons_and_tells_not_asked_from_none() -> None:
    found = matrix(CORPUS, ("participant", "job-coach", "employer"), not_asked={("wait", "job-coach")})
    assert found.asked == {"participant": 2, "job-coach": 1, "employer": 0}
    assert found.cells["trust"]["participant"] == Cell(persons=1, against=1, passages=2, passages_against=1)
    assert found.cells["same"]["job-coach"] == Cell(0, 0, 0, 0)
    assert found.cells["wait"]["job-coach"] is None
    assert found.cells["trust"]["employer"] is None


def test_two_coders_of_the_same_words_count_once() -> None:
    assert matrix(CORPUS).cells["wait"]["documents"] == Cell(1, 0, 1, 0)


def test_the_matrix_goes_by_an_attribute_too() -> None:
    found = matrix(CORPUS, by="region")
    assert found.perspectives == ("north", "south")
    assert found.cells["wait"] == {"north": Cell(1, 0, 1, 0), "south": Cell(1, 0, 1, 0)}


def test_what_was_gathered_before_counts_the_same() -> None:
    """A database may gather passages by who speaks: one of three passages is three of one."""
    gathered: dict[tuple[str, Stance, tuple[str, ...]], Said] = {}
    for one in said(CORPUS):
        key = one.code, one.stance, tuple(f"{voice.source} {voice.speaker}" for voice in one.voices)
        there = gathered.get(key)
        gathered[key] = Said(
            one.code, one.stance, one.voices, one.passages + (there.passages if there else 0)
        )
    assert len(gathered) < len(said(CORPUS))
    codes = [code.key for code in BOOK.codes]
    for by in (None, "region"):
        assert counted(codes, VOICES, gathered.values(), by=by) == matrix(CORPUS, by=by)


def test_cases_against_stand_beside_those_for() -> None:
    found = evidence(CORPUS, "trust")
    assert [one.key for one in found.supporting] == ["6", "2", "3"]
    assert [one.key for one in found.contradicting] == ["4"]
    with pytest.raises(CodingProblem):
        evidence(CORPUS, "gone")


def test_words_are_found_with_what_stands_around_them() -> None:
    hits = search(CORPUS, "wachten")
    assert [(one.source, one.text) for one in hits] == [
        ("g", "Wachten duurde lang."), ("a", "Wachten was naar."), ("d", PAPER.text),
    ]  # fmt: skip
    assert hits[0].before.endswith("P2: Mij niet. ")
    assert hits[0].after.startswith("\nP1: Ja.")
