"""What gives people away is found; people in these tests are fictional."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import (
    Mark,
    Rare,
    Reason,
    Registered,
    Sort,
    Source,
    Turn,
    names,
    patterns,
    rare,
    redact,
    settled,
    suggest,
)  # fmt: skip
from werkzaam.core.coding.pseudonym.patterns import is_citizen_number, is_iban

REGISTER = (
    Registered("Amina Testfiguur", Sort.PARTICIPANT),
    Registered("Ömer Yılmazoğlu", Sort.PARTICIPANT),
    Registered("أمينة التجربة", Sort.PARTICIPANT),
    Registered("Bram de Voorbeeld", Sort.COACH),
    Registered("Korte Proefstraat", Sort.STREET),
    Registered("Bakkerij Fictie", Sort.EMPLOYER),
)


def found(text: str) -> list[tuple[str, Reason]]:
    return [
        (text[mark.start : mark.end], mark.reason)
        for mark in settled([*patterns(text), *names(text, REGISTER)])
    ]


@pytest.mark.parametrize(
    ("text", "mark", "reason"),
    [
        ("Toen kwam amina testfiguur binnen", "amina testfiguur", Reason.FULL_NAME),
        ("Ik zag Amina's broer", "Amina's", Reason.PART_OF_NAME),
        ("OMER YILMAZOGLU belde", "OMER YILMAZOGLU", Reason.FULL_NAME),
        ("Ömer'in işi", "Ömer'in", Reason.PART_OF_NAME),
        ("Volgens A. Testfiguur wel", "A. Testfiguur", Reason.INITIALS),
        ("B.V. zei dat ook", "B.V", Reason.INITIALS),
        ("Testfigurr was er", "Testfigurr", Reason.NEAR_SPELLING),
        ("Tesftiguur was er", "Tesftiguur", Reason.NEAR_SPELLING),
        ("en toen zei bram ja", "bram", Reason.SMALL_LETTERS),
        ("جاءت أمِينة أمس", "أمِينة", Reason.PART_OF_NAME),
        ("aan de korte proefstraat daar", "korte proefstraat", Reason.FULL_NAME),
        ("bij bakkerij Ficcie gewerkt", "bakkerij Ficcie", Reason.NEAR_SPELLING),
        ("mijn nummer 111222333 dus", "111222333", Reason.CITIZEN_NUMBER),
        ("bel 06 - 1234", "", Reason.TELEPHONE),
        ("bel 06-12345678 maar", "06-12345678", Reason.TELEPHONE),
        ("bel +31 6 12 34 56 78 maar", "+31 6 12 34 56 78", Reason.TELEPHONE),
        ("bel (053) 123 45 67 maar", "(053) 123 45 67", Reason.TELEPHONE),
        ("woont 7511 AB daar", "7511 AB", Reason.POSTCODE),
        ("mail x.y@voorbeeld.example nu", "x.y@voorbeeld.example", Reason.MAIL),
        ("zie https://voorbeeld.example/a?b=1.", "https://voorbeeld.example/a?b=1", Reason.URL),
        ("op NL91 ABNA 0417 1643 00 graag", "NL91 ABNA 0417 1643 00", Reason.IBAN),
        ("op 12-03-1985 geboren", "12-03-1985", Reason.DATE),
        ("op 12 maart 1985 geboren", "12 maart 1985", Reason.DATE),
        ("on March 12, 1985 born", "March 12, 1985", Reason.DATE),
        ("народилась 12 березня 1985 року", "12 березня 1985", Reason.DATE),
    ],
)
def test_what_gives_someone_away_is_marked(text: str, mark: str, reason: Reason) -> None:
    assert found(text) == ([(mark, reason)] if mark else [])


@pytest.mark.parametrize(
    "text",
    [
        "De bakkerij om de hoek en de straat", "Hij verdient 123456789 niet", "in 2025 en 1.250 euro", "de 8 van 10",
        "Hij heeft een voorbeelden-map", "a. Testen maar",
    ],
)  # fmt: skip
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert [one for one in found(text) if one[1] is not Reason.NEAR_SPELLING] == []


def test_numbers_are_tested_as_their_makers_say() -> None:
    """Published examples: 111222333 (test number of the tax service); the IBAN of ISO 13616's Dutch example."""
    assert is_citizen_number("111222333")
    assert is_citizen_number("1112.22.333")
    assert not is_citizen_number("111222334")
    assert not is_citizen_number("000000000")
    assert is_iban("NL91ABNA0417164300")
    assert is_iban("GB29 NWBK 6016 1331 9268 19")
    assert not is_iban("NL92ABNA0417164300")


TEXT = "Amina: Ömer en Bram, op 12-03-1985. Omer zei: Amina?"


def test_replacements_stay_the_same_throughout_a_source() -> None:
    source = Source("s1", "n", TEXT, (Turn(0, 7, len(TEXT), "Amina"),))
    clean = redact(source, suggest(source, REGISTER), {"Amina": "[name 1]"})
    assert clean.text == "[name 1]: [name 2] en [coach], op [date]. [name 2] zei: [name 1]?"
    turn = clean.turns[0]
    assert (clean.text[turn.words :], turn.speaker, turn.end) == (
        clean.text[10:],
        "[name 1]",
        len(clean.text),
    )


def test_what_a_reader_must_decide_is_told_apart() -> None:
    source = Source("s1", "n", "Amina en amina en Aminna")
    assert [mark.certain for mark in suggest(source, REGISTER)] == [True, False, False]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(list(Reason))), max_size=10))
def test_settled_marks_never_overlap_and_the_longest_stays(drawn: list[tuple[int, int, Reason]]) -> None:
    marks = [Mark(start, start + length, reason, "[x]") for start, length, reason in drawn]
    kept = settled(marks)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert not marks or max(m.end - m.start for m in marks) == max(m.end - m.start for m in kept)
    text = "a" * 40
    new = redact(Source("s", "n", text), kept).text
    assert new.count("[x]") == len(kept)
    assert new.count("a") == 40 - sum(mark.end - mark.start for mark in kept)


def test_rare_combinations_are_the_smallest_ones() -> None:
    people = [{"sex": "v", "region": "noord", "age": "50+"}] * 6 + [
        {"sex": "m", "region": "noord", "age": "30-"}
    ] * 6
    people += [{"sex": "v", "region": "zuid", "age": "30-"}] * 5 + [
        {"sex": "m", "region": "zuid", "age": "50+"}
    ]
    told = {"sex": "m", "region": "zuid", "age": "50+"}
    assert rare(told, people) == (
        Rare(("age", "region"), 1),
        Rare(("age", "sex"), 1),
        Rare(("region", "sex"), 1),
    )
    assert rare({"sex": "v"}, people) == ()
    assert rare({"sex": "x"}, people) == (Rare(("sex",), 0),)
    with pytest.raises(ValueError, match="at most 10"):
        rare({str(n): "" for n in range(11)}, people)


def test_replacements_speak_the_language_of_the_text() -> None:
    source = Source("s1", "n", TEXT)
    assert redact(source, suggest(source, REGISTER, language="nl")).text == (
        "[naam 1]: [naam 2] en [coach], op [datum]. [naam 2] zei: [naam 1]?"
    )
    assert suggest(source, REGISTER, language="ar")[0].replacement == "[اسم 1]"
    assert suggest(source, REGISTER, language="so")[0].replacement == "[name 1]"


def test_every_language_has_a_word_for_everything() -> None:
    from werkzaam.core.coding.pseudonym.words import _KINDS, _WORDS, LANGUAGES, word

    by_form = set(list(Reason)[: list(Reason).index(Reason.DATE) + 1])
    assert {*Sort, *by_form, "removed", "note"} == set(_KINDS)
    assert {language: len(words.split("|")) for language, words in _WORDS.items()} == dict.fromkeys(
        _WORDS, len(_KINDS)
    )
    assert {word("name", language) for language in LANGUAGES} >= {"name", "naam", "isim"}


@pytest.fixture
def deduce(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A stand-in with deduce's interface: it knows one name, a street and a number."""
    import importlib.machinery
    import re
    import sys
    from types import ModuleType, SimpleNamespace

    from werkzaam.core.coding.pseudonym import second

    class Deduce:
        def deidentify(self, text: str) -> SimpleNamespace:
            known = {
                "Amina Testfiguur Pietersen": "persoon",
                "Laan 3": "locatie",
                "40": "leeftijd",
                "Henk": "persoon",
            }
            found = [
                SimpleNamespace(text=hit[0], tag=tag, start_char=hit.start(), end_char=hit.end())
                for words, tag in known.items()
                for hit in re.finditer(words, text)
            ]
            return SimpleNamespace(annotations=found)

    module = ModuleType("deduce")
    module.__spec__ = importlib.machinery.ModuleSpec("deduce", None)
    module.Deduce = Deduce  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "deduce", module)
    second._deduce.cache_clear()
    yield
    second._deduce.cache_clear()


@pytest.mark.usefixtures("deduce")
def test_a_second_opinion_adds_what_was_not_marked_and_takes_nothing_away() -> None:
    text = "Amina Testfiguur Pietersen (40) en Henk, Laan 3. Henk en Bram."
    marks = suggest(Source("s1", "n", text), REGISTER, language="nl")
    assert [(text[one.start : one.end], one.reason, one.replacement) for one in marks] == [
        ("Amina Testfiguur", Reason.FULL_NAME, "[naam 1]"), ("Pietersen", Reason.DEDUCE, "[naam 2]"),
        ("Henk", Reason.DEDUCE, "[naam 3]"), ("Laan 3", Reason.DEDUCE, "[plaats]"),
        ("Henk", Reason.DEDUCE, "[naam 3]"), ("Bram", Reason.PART_OF_NAME, "[coach]"),
    ]  # fmt: skip
    assert not any(mark.certain for mark in marks if mark.reason is Reason.DEDUCE)


@pytest.mark.usefixtures("deduce")
def test_a_second_opinion_is_asked_on_dutch_alone() -> None:
    source = Source("s1", "n", "Henk en Bram.")
    assert [one.reason for one in suggest(source, REGISTER, language="en")] == [Reason.PART_OF_NAME]


def test_without_deduce_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "deduce", None)
    source = Source("s1", "n", "Henk en Bram.")
    assert [one.reason for one in suggest(source, REGISTER, language="nl")] == [Reason.PART_OF_NAME]
