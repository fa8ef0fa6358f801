"""The sentences of a text on its page, drawn here: there are hundreds, and a template is ten times slower at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from werkzaam.web.interview.rules import Line, Paragraph

# number to choose by, what choosing does, looks, place in code points, words
SENTENCE = (
    '<a class="wz-sentence" id="s{0}" dir="ltr" href="?{1}#code-form">{0}</a>'
    '<span class="wz-unit{2}" data-at="{3}">{4}</span> '
)


def drawn(
    paragraphs: Sequence[Paragraph], first: int | None, last: int | None
) -> Iterator[tuple[Paragraph, SafeString]]:
    """Each paragraph with its sentences; those from `first` up to and with `last` are chosen."""
    for paragraph in paragraphs:
        rows = (
            (
                line.number,
                _choosing(line.number, first, last),
                _looks(line, first, last),
                line.start,
                line.text,
            )
            for line in paragraph.lines
        )
        yield paragraph, format_html_join("", SENTENCE, rows)


def _choosing(number: int, first: int | None, last: int | None) -> str:
    """A later number after one that was chosen alone ends the passage; any other begins one."""
    if first and first == last and number > first:
        return f"first={first}&last={number}"
    return f"first={number}"


def _looks(line: Line, first: int | None, last: int | None) -> str:
    chosen = first and last and first <= line.number <= last
    return (" wz-coded" if line.marks else "") + (" wz-chosen" if chosen else "")
