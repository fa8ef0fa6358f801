"""Where withheld numbers would have stood: a note under such tables, and the list of places for who releases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from werkzaam.core.report.disclosure.account import Account
from werkzaam.core.report.document import Block, Document, Figure, Number, Section, Table
from werkzaam.core.report.teller import vocabulary


def noted(document: Document, withheld: Collection[str]) -> Document:
    """With the meaning of the marks under every table that holds one."""
    if not withheld:
        return document
    note = vocabulary(document.language)["page"]["withheld_note"]
    return replace(document, sections=tuple(_noted(one, withheld, note) for one in document.sections))


def _noted(block: Any, withheld: Collection[str], note: str) -> Any:
    if isinstance(block, Section):
        return replace(block, blocks=tuple(_noted(one, withheld, note) for one in block.blocks))
    if isinstance(block, Figure):
        return replace(block, table=_noted(block.table, withheld, note))
    if isinstance(block, Table) and not withheld_in(block.rows).isdisjoint(withheld):
        return replace(block, note=f"{block.note} {note}".strip())
    return block


def placed(account: Account, documents: Iterable[Document]) -> Account:
    """With the tables and chapters in which each withheld number would have stood."""
    found: dict[str, dict[str, None]] = {}
    for document in documents:
        for place, path in _places(document.sections, ""):
            found.setdefault(path, {})[place] = None
    told = (replace(one, places=tuple(found.get(one.path, ()))) for one in account.withheld)
    return replace(account, withheld=tuple(told))


def _places(blocks: Iterable[Block], chapter: str) -> Iterator[tuple[str, str]]:
    for one in blocks:
        if isinstance(one, Section):
            yield from _places(one.blocks, one.key)
        elif isinstance(one, Figure):
            yield from ((f"figure {one.key}", path) for path in withheld_in(one.title))
            yield from _places((one.table,), chapter)
        else:
            name = f"table {one.key}" if isinstance(one, Table) else f"text {chapter}"
            yield from ((name, path) for path in withheld_in(one))


def withheld_in(value: Any) -> set[str]:
    """The paths of the numbers in a block that have no value."""
    if isinstance(value, Number):
        return {value.path} if value.value is None else set()
    if is_dataclass(value):
        value = tuple(getattr(value, one.name) for one in fields(value))
    if isinstance(value, Mapping):
        value = tuple(value.values())
    return {path for each in value for path in withheld_in(each)} if isinstance(value, tuple) else set()
