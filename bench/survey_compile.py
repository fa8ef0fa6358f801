"""How long a questionnaire takes to compile, and a respondent's step in it.

Figures: 300 questions × 7 languages compiled in less than 1 s; one step of a form of 100 questions in at most 2 ms.
Run: python bench/survey_compile.py. Times are processor time of this process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime

from werkzaam.core.measure.sheet import Book, define, publish
from werkzaam.core.measure.sheet.book import Sheet
from werkzaam.core.measure.sheet.compile import compile_book

LANGUAGES = (
    "Nederlands (nl)",
    "English (en)",
    "العربية (ar)",
    "ትግርኛ (ti)",
    "فارسی (fa)",
    "Türkçe (tr)",
    "Українська (uk)",
)
KINDS = ("select_one agree", "integer", "text", "select_multiple agree")
NOW = datetime(2026, 3, 2, 10)  # noqa: DTZ001  a respondent's own clock


def book(questions: int) -> Book:
    """Questions of four kinds; a third depends on an earlier one, a quarter has a constraint."""
    survey = tuple(_row(number) for number in range(questions))
    choices = tuple(
        {"list_name": "agree", "name": str(value), **_words("label", f"Antwoord {value}")}
        for value in range(1, 5)
    )
    settings = ({"form_id": "bench", "version": "1", "default_language": LANGUAGES[0]},)
    return Book(
        *(
            Sheet(tuple(dict.fromkeys(key for row in rows for key in row)), rows)
            for rows in (survey, choices, settings)
        )
    )


def _row(number: int) -> dict[str, str]:
    row = {"type": KINDS[number % 4], "name": f"q{number}", **_words("label", f"Vraag {number}?")}
    row |= _words("hint", "Er is geen goed of fout antwoord.")
    if number > 8 and number % 3 == 0:
        row["relevant"] = f"${{q{number - 8 - number % 4}}} != '1'"
    if number % 4 == 1:
        row |= {"constraint": ". >= 0 and . <= 100", **_words("constraint_message", "Van 0 tot 100.")}
    return row


def _words(column: str, told: str) -> dict[str, str]:
    return {f"{column}::{language}": f"{told} [{language}]" for language in LANGUAGES}


def seconds(act: Callable[[], object], times: int = 5) -> float:
    spent = []
    for _ in range(times):
        begin = time.process_time()
        act()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def steps() -> float:
    """Milliseconds of the middle step: put an answer and see what is asked next."""
    form = publish(book(100)).form
    answers, spent = form.start(NOW), []
    for asked in list(form.asked(answers)):
        raw = {"integer": "5", "int": "5"}.get(asked.question.node.type, "2")
        begin = time.process_time()
        answers = form.put(answers, asked.address, raw)
        form.visible(answers)
        spent.append(time.process_time() - begin)
    return 1000 * statistics.median(spent)


def main() -> None:
    large = book(300)
    publish(large)  # warm
    print(f"300 questions × 7 languages, pyxform alone      {seconds(lambda: compile_book(large)):.2f} s")
    print(f"300 questions × 7 languages, ready to be asked  {seconds(lambda: publish(large)):.2f} s")
    print(f"of which read as records                        {seconds(lambda: define(large)):.2f} s")
    print(f"a step and the next screens, 100 questions      {steps():.2f} ms")


if __name__ == "__main__":
    main()
