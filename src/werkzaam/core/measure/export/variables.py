"""The variables of a study: who and when, every question asked, every score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from werkzaam.core.measure.export.extras import variables as extra_variables
from werkzaam.core.measure.export.model import Moment, Round, Source, Type, Value, Variable
from werkzaam.core.measure.export.names import unique_name, wave_name
from werkzaam.core.measure.export.returned import ITEM, SCORE
from werkzaam.core.measure.export.words import LANGUAGES, everywhere, said, words
from werkzaam.core.measure.model import Instrument, Item, Kind, Rule, Scale, Text

PERSON = ("person", "arm")
RETURN = ("sent_on", "mode", "language")
Place = tuple[int, str]
"""A column of a round: (number of the round, name of the column)."""


def about(source: Source) -> dict[str, Variable]:
    """The variables that say who and when, by key."""
    waves = tuple(Value(float(at), wave.label, wave.key) for at, wave in enumerate(source.waves, 1))
    return {
        "person": _own("person", Type.TEXT),
        "arm": _own("arm", Type.CODE, _values(source.arms)),
        "wave": replace(_own("wave", Type.CODE, waves), ordered=True),
        "sent_on": _own("sent_on", Type.DATE),
        "mode": _own("mode", Type.CODE, _values(source.modes)),
        "language": _own("language", Type.TEXT),
    }


def _own(key: str, kind: Type, values: tuple[Value, ...] = ()) -> Variable:
    return Variable(key, key, kind, words()[key], values)


def _values(labels: Mapping[str, Text]) -> tuple[Value, ...]:
    return tuple(Value(float(at), label, key) for at, (key, label) in enumerate(labels.items(), 1))


def asked(source: Source) -> dict[Variable, list[Place]]:
    """Every question and score, each with the columns it stands in; a question whose answers mean something else in
    another version is another variable. Open answers only where the source wants them.
    """
    found: dict[object, tuple[Variable, list[Place]]] = {}
    taken = {key.upper() for key in about(source)}
    for number, held in _columns(source):
        signature, variable, column = held
        if signature not in found:
            name = unique_name(_wanted(source.rounds[number], variable, column), taken)
            found[signature] = (replace(variable, name=name), [])
        found[signature][1].append((number, column))
    return {_with_waves(variable, places, source): places for variable, places in found.values()}


def _wanted(one: Round, variable: Variable, column: str) -> str:
    """The name that the sheet asks for; of one of several choices its question's name, and the choice."""
    key, slash, choice = variable.key.partition("/")
    asked = one.names.get(key)
    return variable.name if asked is None or column.startswith(SCORE) else f"{asked}{slash}{choice}"


def _columns(source: Source) -> Iterator[tuple[int, tuple[object, Variable, str]]]:
    """Questions first, in the order of asking, then scores."""
    for number, one in enumerate(source.rounds):
        for item in one.instrument.items:
            if source.open_answers or item.kind is not Kind.TEXT:
                yield number, (_signature(item), _item(item, one.instrument), f"{ITEM}{item.key}")
    for number, one in enumerate(source.rounds):
        for extra in one.extras:
            for column, variable in extra_variables(extra):
                yield number, ((column, *(value.key for value in variable.values)), variable, column)
    for number, one in enumerate(source.rounds):
        for scale in one.instrument.scales:
            yield number, (("score", scale), _score(scale, one.instrument), f"{SCORE}{scale.outcome}")


def _signature(item: Item) -> object:
    return (item.key, item.kind, tuple(sorted(choice.value for choice in item.choices)))


def _item(item: Item, instrument: Instrument) -> Variable:
    kinds = {Kind.CHOICE: Type.CODE, Kind.NUMBER: Type.NUMBER, Kind.TEXT: Type.TEXT}
    values = tuple(Value(float(choice.value), choice.label) for choice in item.choices)
    return Variable(
        name=item.key,
        key=item.key,
        type=kinds[item.kind],
        label=item.text or {LANGUAGES[0]: item.key},
        values=values,
        question=item.text,
        low=item.low,
        high=item.high,
        whole=item.whole,
        ordered=any(item.key in scale.items for scale in instrument.scales),
    )


def _score(scale: Scale, instrument: Instrument) -> Variable:
    whole = scale.rule == "sum" and scale.at_least == len(scale.items)
    return Variable(
        name=f"{scale.outcome}_score",
        key=scale.outcome,
        type=Type.NUMBER,
        label={code: f"{said(words()['score'], code)}: {scale.outcome}" for code in LANGUAGES},
        how={code: _how(scale, code) for code in LANGUAGES},
        whole=whole and all(instrument.item(key).kind is Kind.CHOICE for key in scale.items),
        ordered=True,
    )


def _how(scale: Scale, language: str) -> str:
    word = {key: said(words()[key], language) for key in ("of", "reversed", "at_least", scale.rule.value)}
    turned = f" ({word['reversed']})"
    items = ", ".join(f"{key}{turned if key in scale.reverse else ''}" for key in scale.items)
    rule = word[scale.rule.value] + ("" if scale.rule is Rule.PERCENT else f" {word['of']}")
    return f"{rule} {items}; {word['at_least']}: {scale.at_least}"


def _with_waves(variable: Variable, places: list[Place], source: Source) -> Variable:
    waves = dict.fromkeys(source.rounds[number].wave for number, _column in places)
    return replace(variable, waves=tuple(waves))


def at_wave(variable: Variable, wave: Moment, taken: set[str]) -> Variable:
    """A variable as one wave has it in the wide file."""
    label: Text = everywhere(wave.label, variable.label)
    name = wave_name(variable.name, wave.key, taken)
    return replace(variable, name=name, label=label, waves=(wave.key,))
