"""All marks of a source, with replacements that stay the same throughout it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from werkzaam.core.coding.pseudonym.mark import Mark, settled
from werkzaam.core.coding.pseudonym.names import Registered, names
from werkzaam.core.coding.pseudonym.patterns import patterns
from werkzaam.core.coding.pseudonym.second import beside, second_opinion
from werkzaam.core.coding.pseudonym.words import word
from werkzaam.core.coding.source import Source


def suggest(source: Source, register: Iterable[Registered], *, language: str = "en") -> tuple[Mark, ...]:
    """What to hide in a source, in order, without overlap, for a reader to sign off.

    The first person of a sort becomes [name 1], the next [name 2], each the same wherever they come back; where a
    source has one of a sort only, no number: [coach]. What is marked by form has no number: [date]. The words are
    those of `language`, where it has them: [naam 1], [datum].
    """
    text = source.text
    own = settled([*patterns(text), *names(text, register)])
    added = beside(second_opinion(text, language), own, text)
    marks = sorted((*own, *added), key=lambda one: one.start)
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for mark in marks:
        if mark.who:
            numbers[mark.replacement].setdefault(mark.who, len(numbers[mark.replacement]) + 1)
    return tuple(_told(mark, numbers[mark.replacement], language) for mark in marks)


def _told(mark: Mark, numbers: dict[str, int], language: str) -> Mark:
    """The mark with its replacement in words, and the number of whom it stands for."""
    kind = mark.replacement.strip("[]")
    numbered = mark.who and (len(numbers) > 1 or kind == "name")
    said = word(kind, language)
    return replace(mark, replacement=f"[{said} {numbers[mark.who]}]" if numbered else f"[{said}]")
