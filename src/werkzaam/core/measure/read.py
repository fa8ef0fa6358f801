"""An instrument from its TOML file, every text present in every language it claims."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from werkzaam.core.measure.model import SCHEMA, Choice, Instrument, Item, Kind, Rule, Scale, Text
from werkzaam.core.measure.problem import InstrumentProblem
from werkzaam.core.measure.sheet import kept_instrument, publish, read_csv

SHIPPED = Path(__file__).parent / "instruments"
SHEETS = ("survey", "choices", "settings")


def shipped(key: str) -> Instrument:
    """An instrument that comes with Werkzaam, such as "core-battery"."""
    return kept(shipped_text(key))


def shipped_text(key: str) -> str:
    """Its sheet, as CSV. Raises InstrumentProblem (`instrument-not-found`)."""
    return _text(SHIPPED / f"{key}.csv")


def kept(text: str) -> Instrument:
    """An instrument that `parse_instrument` let through before: its sheet is not compiled again."""
    if _is_sheet(text):
        return kept_instrument(read_csv(text))
    return parse_instrument(text, "instrument")


def read_instrument(path: Path) -> Instrument:
    """An instrument from a file. Raises InstrumentProblem (`instrument-not-found`, `instrument-invalid`)."""
    return parse_instrument(_text(path), path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        message = f"{path.name} cannot be read as an instrument (a sheet as CSV, or TOML, in UTF-8)."
        raise InstrumentProblem(message, code="instrument-not-found", file=path.name) from None


def parse_instrument(text: str, name: str) -> Instrument:
    """An instrument from TOML or from a sheet as CSV. Raises InstrumentProblem naming the item or scale."""
    if _is_sheet(text):
        return publish(read_csv(text)).instrument
    try:
        instrument = _instrument(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InstrumentProblem(f"{name}: this is not valid TOML: {error}.", file=name) from None
    except KeyError as error:
        raise InstrumentProblem(f"{name}: {error.args[0]!r} is missing.", file=name) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InstrumentProblem(f"{name}: {error}.", file=name) from None
    _check(instrument, name)
    return instrument


def _is_sheet(text: str) -> bool:
    """A sheet starts with the name of one, alone on its line; TOML never does."""
    return text.lstrip("\ufeff").partition("\n")[0].strip(' ,"\r').lower() in SHEETS


def _instrument(told: Mapping[str, Any]) -> Instrument:
    if told["schema"] != SCHEMA:
        raise ValueError(f'schema is "{told["schema"]}"; expected "{SCHEMA}"')
    return Instrument(
        key=told["key"],
        version=told["version"],
        title=told["title"],
        intro=told.get("intro", {}),
        licence=told["licence"],
        languages=tuple(told["languages"]),
        minutes=int(told["minutes"]),
        items=tuple(_item(entry, told.get("answers", {})) for entry in told["items"]),
        scales=tuple(_scale(entry) for entry in told["scales"]),
    )


def _item(told: Mapping[str, Any], shared: Mapping[str, Sequence[Mapping[str, Any]]]) -> Item:
    """`choices` are written out, or name a list under `[answers]` that several items share."""
    listed = told.get("choices", ())
    choices = tuple(
        Choice(float(entry["value"]), entry["label"])
        for entry in (shared[listed] if isinstance(listed, str) else listed)
    )
    values = [choice.value for choice in choices]
    return Item(
        key=told["key"],
        kind=Kind(told["kind"]),
        text=told["text"],
        help=told.get("help", {}),
        choices=choices,
        low=min(values) if values else told.get("low"),
        high=max(values) if values else told.get("high"),
        whole=bool(told.get("whole", False)),
        longest=int(told.get("longest", 1000)),
        required=bool(told.get("required", False)),
    )


def _scale(told: Mapping[str, Any]) -> Scale:
    items = tuple(told["items"])
    return Scale(
        outcome=told["outcome"],
        items=items,
        rule=Rule(told.get("rule", "mean")),
        reverse=tuple(told.get("reverse", ())),
        at_least=int(told.get("at_least", len(items))),
    )


def _check(instrument: Instrument, name: str) -> None:
    keys = [item.key for item in instrument.items]
    if len(set(keys)) < len(keys):
        raise InstrumentProblem(f"{name}: two items have the same key.", file=name)
    for item in instrument.items:
        _check_item(item, instrument.languages, name)
    for scale in instrument.scales:
        _check_scale(scale, instrument, name)


def _check_item(item: Item, languages: tuple[str, ...], name: str) -> None:
    texts: list[Text] = [
        item.text,
        *(choice.label for choice in item.choices),
        *([item.help] if item.help else []),
    ]
    for text in texts:
        lacking = [code for code in languages if not (isinstance(text, dict) and text.get(code))]
        if lacking:
            message = f'{name}: item "{item.key}" has a text without words in "{lacking[0]}".'
            raise InstrumentProblem(message, file=name, item=item.key)
    if (item.kind is Kind.CHOICE) != bool(item.choices):
        message = (
            f'{name}: item "{item.key}" is of kind {item.kind}; kind "choice", and only it, has choices.'
        )
        raise InstrumentProblem(message, file=name, item=item.key)


def _check_scale(scale: Scale, instrument: Instrument, name: str) -> None:
    keys = {item.key for item in instrument.items}
    strange = [key for key in (*scale.items, *scale.reverse) if key not in keys]
    if strange or not set(scale.reverse) <= set(scale.items):
        message = f'{name}: scale "{scale.outcome}" names items that it cannot use: {", ".join(strange)}.'
        raise InstrumentProblem(message, file=name, scale=scale.outcome)
    if not 1 <= scale.at_least <= len(scale.items):
        message = f'{name}: scale "{scale.outcome}": at_least must lie between 1 and the number of items.'
        raise InstrumentProblem(message, file=name, scale=scale.outcome)
    for key in scale.items:
        item = instrument.item(key)
        unbounded = item.low is None or item.high is None
        if item.kind is Kind.TEXT or (key in scale.reverse and unbounded):
            message = (
                f'{name}: scale "{scale.outcome}" cannot count item "{key}": it needs a number with bounds.'
            )
            raise InstrumentProblem(message, file=name, scale=scale.outcome)
