"""Sentences of the languages people speak here; every sign that is no blank in exactly one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkzaam.core.coding import sentences


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dhr. Jansen belde.", "'s Avonds kwam hij.", "Hij zei: “Kom!” en ging weg... toch?"],
        ["Zie art. 3, d.w.z. het plan (o.a. punt 2).", "Dat kostte 1.250 euro."],
        ["Mrs. Field saw Dr. A. B. Rook, e.g. at work.", "It helped!", "Really."],
        ["كانت تتصل كل أسبوع.", "هل ساعدك هذا؟", "نعم."],
        ["ዕድል ኣለኒ።", "ጽቡቕ እዩ፧", "እወ።"],
        ["او هر هفته زنگ می‌زد۔", "خوب بود؟", "بله."],
        ["Her hafta aradı, vb. şeyler.", "Dr. Yıldız geldi mi?", "İyi oldu."],
        ["Вона дзвонила на вул. Лісову.", "Це допомогло?", "Так."],
    ],
)
def test_sentences_end_where_their_language_ends_them(expected: list[str]) -> None:
    assert said(" ".join(expected)) == expected


def test_ethiopic_needs_no_blank_and_two_word_marks_are_an_end() -> None:
    assert said("ዕድል ኣለኒ።ጽቡቕ እዩ፡፡ እወ") == ["ዕድል ኣለኒ።", "ጽቡቕ እዩ፡፡", "እወ"]


def test_a_line_is_a_paragraph_and_a_number_begins_a_list() -> None:
    found = sentences("1. Eerst\nDan dit. En dat\n\n\nSlot")
    assert [(one.number, one.paragraph) for one in found] == [(1, 1), (2, 2), (3, 2), (4, 3)]


SIGNS = st.text(st.sampled_from("ab A.!?…؟۔። ፡\n\t\u00a0\"')1👩\u200dé\u0301"), max_size=60)


@given(SIGNS)
def test_every_sign_lies_in_exactly_one_sentence(text: str) -> None:
    found = sentences(text)
    held = [index for one in found for index in range(one.start, one.end)]
    assert held == sorted(set(held))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(held))
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in found)


def test_two_million_signs_take_no_more_than_seconds() -> None:
    text = "Ze belde dhr. Jansen elke week en dat hielp mij echt. " * 37_000
    began = time.process_time()
    assert len(sentences(text)) == 37_000
    assert time.process_time() - began < 10  # about one second; a square of the length would take hours
