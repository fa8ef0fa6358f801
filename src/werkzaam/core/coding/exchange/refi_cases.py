"""Cases and attributes out of a REFI-QDA project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from werkzaam.core.coding.exchange.guid import bare, derived
from werkzaam.core.coding.exchange.loss import Ledger
from werkzaam.core.coding.exchange.project import Case, Value
from werkzaam.core.coding.exchange.refi_codes import child, children


def _truth(written: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[written]


_READ: Mapping[str, Callable[[str], Value]] = {
    "TextValue": str,
    "BooleanValue": _truth,
    "IntegerValue": int,
    "FloatValue": float,
    "DateValue": date.fromisoformat,
    "DateTimeValue": datetime.fromisoformat,
}


def cases(root: Any, sources: frozenset[str], ledger: Ledger) -> Iterator[Case]:
    """Every case with its attributes; a source with attributes of its own is a case too."""
    variables = child(root, "Variables")
    found = children(variables, "Variable") if variables is not None else []
    names = {bare(one.get("guid", "")): one.get("name", "") for one in found}
    held = child(root, "Cases")
    for node in children(held, "Case") if held is not None else []:
        key = bare(node.get("guid", ""))
        ledger.note("case-code", *(key for _ in children(node, "CodeRef")))
        there = (bare(one.get("targetGUID", "")) for one in children(node, "SourceRef"))
        own = tuple(source for source in there if source in sources)
        yield Case(key, node.get("name", ""), own, _values(node, names, ledger))
    yield from _source_cases(root, sources, names, ledger)


def _source_cases(
    root: Any, sources: frozenset[str], names: Mapping[str, str], ledger: Ledger
) -> Iterator[Case]:
    held = child(root, "Sources")
    for node in held.iterchildren("*") if held is not None else ():
        key = bare(node.get("guid", ""))
        values = _values(node, names, ledger)
        if values and key in sources:
            yield Case(derived("case", key), node.get("name", ""), (key,), values)


def _values(node: Any, names: Mapping[str, str], ledger: Ledger) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for one in children(node, "VariableValue"):
        reference = child(one, "VariableRef")
        name = names.get(bare(reference.get("targetGUID", "")) if reference is not None else "")
        held = [part for part in one.iterchildren("*") if part is not reference]
        if name is not None and held:
            values[name] = _value(held[0], name, ledger)
    return values


def _value(node: Any, name: str, ledger: Ledger) -> Value:
    written = (node.text or "").strip()
    try:
        return _READ[str(node.tag).rpartition("}")[2]](written)
    except (KeyError, ValueError):
        ledger.note("value-type", name)
        return written
