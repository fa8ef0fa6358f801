"""All marks of a source, with replacements that stay the same throughout it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from werkzaam.core.coding.pseudonym.mark import Mark, settled
from werkzaam.core.coding.pseudonym.names import Registered, names
from werkzaam.core.coding.pseudonym.patterns import patterns
from werkzaam.core.coding.source import Source


def suggest(source: Source, register: Iterable[Registered]) -> tuple[Mark, ...]:
    """What to hide in a source, in order, without overlap, for a reader to sign off.

    The first person of a sort becomes [name 1], the next [name 2], each the same wherever they come back; where a
    source has one of a sort only, no number: [coach]. What is marked by form has no number: [date].
    """
    marks = settled([*patterns(source.text), *names(source.text, register)])
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for mark in marks:
        if mark.who:
            numbers[mark.replacement].setdefault(mark.who, len(numbers[mark.replacement]) + 1)
    return tuple(_numbered(mark, numbers[mark.replacement]) if mark.who else mark for mark in marks)


def _numbered(mark: Mark, numbers: dict[str, int]) -> Mark:
    always = mark.replacement == "[name]"
    if len(numbers) == 1 and not always:
        return mark
    return replace(mark, replacement=f"{mark.replacement[:-1]} {numbers[mark.who]}]")
