"""Dirk codes a Dutch and an Arabic transcript with the keyboard alone; a screen reader hears what he did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
TEXTS = {
    "nl": "Coach: Ik bel elke week 👩‍👧. Dat helpt. Soms neemt iemand niet op.\nCoach: Dan ga ik langs.",
    "ar": "المدرب: أتصل بهم كل أسبوع. هذا يساعد. أحياناً لا يرد أحد.\nالمدرب: عندها أذهب إليهم.",
}


@pytest.fixture
def coded(cast: Any, at: Any) -> Callable[[str], Any]:
    """A source in one language, with two codes in the codebook."""
    import runpy
    from pathlib import Path

    from werkzaam.web.interview import actions
    from werkzaam.web.study import queries

    made = runpy.run_path(str(Path(__file__).parent / "objects/study.py"))["pages"](cast, at)
    by = {"by": cast.access("dirk"), "at": at}
    study = queries.get(by["by"], "study.see", made["study:study"]["code"])
    for name in ("vaak bellen", "geen gehoor"):
        actions.add_code(**by, study=study, name=name, kind="working-element")
    about = {"kind": "interview", "perspective": "job-coach", "title": "Gesprek"}
    return lambda language: actions.add_source(
        **by, study=study, text=TEXTS[language], language=language, **about
    )


def places(source: Any) -> list[tuple[str, str, str]]:
    from werkzaam.web.interview.models import Coding

    rows = Coding.objects.filter(source=source).select_related("code").order_by("start", "pk")
    return [(row.code.name, source.text[row.start : row.end], row.stance) for row in rows]


def heard(page: Any, words: str) -> None:
    page.locator("#code-told", has_text=words).wait_for(state="attached", timeout=10_000)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_transcript_is_coded_by_keyboard_alone(wearing: Any, coded: Any, language: str) -> None:
    source = coded(language)
    window = wearing("dirk", language="en")
    window.go(reverse("interview:source", args=[source.pk]))
    page, keys = window.page, window.page.keyboard
    tree = page.get_by_role("listbox", name="Sentences of the text")
    assert tree.get_by_role("option").count() == 4
    first = tree.get_by_role("option").first
    for _ in range(80):  # by Tab to the text, from wherever the page begins
        keys.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    assert first.evaluate("one => one === document.activeElement")
    sentences = [one.inner_text() for one in tree.get_by_role("option").all()]

    keys.press("1")  # the first code, on the sentence
    heard(page, "vaak bellen put on Sentence 1")
    keys.press("ArrowDown")
    keys.press("Shift+ArrowDown")
    assert tree.get_by_role("option", selected=True).count() == 2
    keys.press("2")
    heard(page, "geen gehoor put on Sentences 2 to 3")
    keys.press("Space")  # to the list of codes, and against
    page.locator("#code-menu button:focus", has_text="geen gehoor").wait_for(timeout=5000)
    keys.press("Escape")
    keys.press("End")
    keys.press("!")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Enter")
    heard(page, "geen gehoor put on Sentence 4")
    joined = source.text[source.sentences[1][0] : source.sentences[2][1]]
    assert places(source) == [
        ("vaak bellen", sentences[0], "for"),
        ("geen gehoor", joined, "for"),
        ("geen gehoor", sentences[3], "against"),
    ]

    told = page.evaluate(
        "() => [...document.querySelectorAll('[role=option]')].map(one => one.ariaDescription)"
    )
    assert told == [
        "Codes: vaak bellen", "Codes: geen gehoor", "Codes: geen gehoor", "Codes: against: geen gehoor"
    ]  # fmt: skip
    assert page.evaluate("() => [...CSS.highlights.keys()].filter(one => /^wz-\\d/.test(one)).length") == 3

    keys.press("Control+z")
    heard(page, "taken back")
    assert len(places(source)) == 2
    keys.press("!")
    keys.press("Home")
    ahead = "ArrowLeft" if language == "ar" else "ArrowRight"
    keys.press(f"Alt+{ahead}")  # begin a word later
    keys.press("2")
    heard(page, "geen gehoor put on Words chosen")
    refined = next(row for row in places(source) if row[0] == "geen gehoor")
    assert refined[1] == sentences[0].split(maxsplit=1)[1]
    assert window.calm() == []


def test_two_people_code_one_passage_at_once(wearing: Any, coded: Any, cast: Any, at: Any) -> None:
    """The second of two posts of the same coding is the same coding."""
    source = coded("nl")
    windows = [wearing("dirk", language="en") for _ in range(2)]
    for window in windows:
        window.go(reverse("interview:source", args=[source.pk]))
        window.page.get_by_role("option").first.focus()
    for window in windows:
        window.page.keyboard.press("1")
        heard(window.page, "vaak bellen put on")
    assert len(places(source)) == 1
