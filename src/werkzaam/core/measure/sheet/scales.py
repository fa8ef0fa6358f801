"""The scales that a sheet's extra columns make: `scale`, `reverse`, `scale_rule`, `scale_min`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from werkzaam.core.measure.model import Choice, Instrument, Item, Kind, Rule, Scale
from werkzaam.core.measure.sheet import cells
from werkzaam.core.measure.sheet.book import Book
from werkzaam.core.measure.sheet.definition import Definition, Entry
from werkzaam.core.measure.sheet.faults import SURVEY, SheetFault

NUMBERS = ("integer", "decimal", "int")
BOUND = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")


def scales(book: Book, definition: Definition) -> tuple[tuple[Scale, ...], list[SheetFault]]:
    """The scales in the order in which they first occur, and what is wrong with their columns."""
    rows = dict(book.survey.numbered())
    faults: list[SheetFault] = []
    found: list[Scale] = []
    for outcome in dict.fromkeys(name for entry in definition.entries for name in entry.scale):
        entries = [entry for entry in definition.entries if outcome in entry.scale]
        rule = _once(entries, rows, "scale_rule", faults)
        least = _once(entries, rows, "scale_min", faults)
        faults += _entry_faults(definition, entries, rule[1])
        found.append(_scale(outcome, entries, rule, least, faults))
    return tuple(found), faults


def _once(
    entries: list[Entry], rows: Mapping[int, Mapping[str, str]], column: str, faults: list[SheetFault]
) -> tuple[int, str]:
    """What the items of a scale say under a column: once will do, and they may not differ."""
    told = [(entry.row, cells.plain(rows[entry.row], column)) for entry in entries]
    told = [(row, cell) for row, cell in told if cell]
    for row, cell in told[1:]:
        if cell != told[0][1]:
            faults.append(
                SheetFault(SURVEY, row, column, f'row {told[0][0]} says "{told[0][1]}" for this scale')
            )
    return told[0] if told else (entries[0].row, "")


def _scale(
    outcome: str,
    entries: list[Entry],
    rule: tuple[int, str],
    least: tuple[int, str],
    faults: list[SheetFault],
) -> Scale:
    if rule[1] not in ("", *Rule):
        faults.append(
            SheetFault(SURVEY, rule[0], "scale_rule", f'"{rule[1]}" is not one of sum, mean and percent')
        )
    at_least = int(least[1]) if least[1].isdigit() else len(entries) if not least[1] else 0
    if not 1 <= at_least <= len(entries):
        message = f'"{least[1]}" is not a number from 1 to {len(entries)}, the items of {outcome}'
        faults.append(SheetFault(SURVEY, least[0], "scale_min", message))
        at_least = len(entries)
    return Scale(
        outcome=outcome,
        items=tuple(entry.key for entry in entries),
        rule=Rule(rule[1]) if rule[1] in tuple(Rule) else Rule.MEAN,
        reverse=tuple(entry.key for entry in entries if entry.reverse),
        at_least=at_least,
    )


def _entry_faults(definition: Definition, entries: list[Entry], rule: str) -> Iterator[SheetFault]:
    for entry in entries:
        item = item_of(definition, entry)
        if item is None or item.kind is Kind.TEXT:
            message = "only numbers and single choices whose names (or scores) are numbers can be counted"
            yield SheetFault(SURVEY, entry.row, "scale", message)
        elif entry.reverse and (item.low is None or item.high is None):
            message = "to count from the other end a lowest and highest answer are needed (constraint)"
            yield SheetFault(SURVEY, entry.row, "reverse", message)
        elif rule == Rule.PERCENT and not _ranges(item):
            message = "for a percentage a lowest and highest answer are needed (constraint)"
            yield SheetFault(SURVEY, entry.row, "scale_rule", message)


def _ranges(item: Item) -> bool:
    return item.low is not None and item.high is not None and item.low < item.high


def item_of(definition: Definition, entry: Entry) -> Item | None:
    """The item as scoring knows it; None for what is not scored (several choices, dates, notes)."""
    if entry.type == "select_one":
        return _choice_item(definition, entry)
    if entry.type in NUMBERS:
        low, high = _bounds(entry.constraint)
        return _item(entry, Kind.NUMBER, low=low, high=high, whole=entry.type != "decimal")
    return _item(entry, Kind.TEXT) if entry.type in ("text", "string") else None


def _choice_item(definition: Definition, entry: Entry) -> Item | None:
    listed = definition.choices(entry)
    scores = [one.score for one in listed if one.score is not None]
    if not scores or len(scores) < len(listed) or len(set(scores)) < len(scores):
        return None
    choices = tuple(Choice(one.score, one.label) for one in listed if one.score is not None)
    return _item(entry, Kind.CHOICE, choices=choices, low=min(scores), high=max(scores))


def _item(
    entry: Entry,
    kind: Kind,
    *,
    choices: tuple[Choice, ...] = (),
    low: float | None = None,
    high: float | None = None,
    whole: bool = False,
) -> Item:
    required = entry.required.lower() in cells.YES
    return Item(entry.key, kind, entry.label, entry.hint, choices, low, high, whole=whole, required=required)


def _bounds(constraint: str) -> tuple[float | None, float | None]:
    """Lowest and highest of a constraint such as ". >= 0 and . <= 10"; of whole numbers where it says > or <."""
    low = high = None
    if " or " in constraint:
        return None, None
    for sign, number in BOUND.findall(constraint):
        value = float(number)
        if sign.startswith(">"):
            low = value if sign == ">=" else value + 1
        else:
            high = value if sign == "<=" else value - 1
    return low, high


def instrument(book: Book, definition: Definition) -> Instrument:
    """The items and scales as scoring uses them."""
    found, _ = scales(book, definition)
    items = [item_of(definition, entry) for entry in definition.entries if entry.asked]
    return Instrument(
        key=definition.key,
        version=definition.version,
        title=definition.title,
        intro=definition.intro,
        licence=definition.licence,
        languages=definition.languages,
        minutes=definition.minutes,
        items=tuple(item for item in items if item is not None),
        scales=found,
    )
