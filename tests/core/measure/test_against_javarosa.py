"""Every form of the folder, filled in at random by JavaRosa and by us: the same questions, outcomes and values.

Where we differ on purpose, and the folder therefore does not go: turns of a repeat beyond a count that shrank are gone
(ODK Collect removes them, JavaRosa leaves that to it) and a count that is empty means none; max() of numbers below zero
is the largest of them; a value that looks at another turn of its repeat follows that turn at once; the length of a text
counts characters, so an emoji is one; %W of a date is not written.
"""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core.measure.answer import REQUIRED
from werkzaam.core.measure.form import Answers, Asked, Control, Form
from werkzaam.core.measure.form.reading import REFUSED
from werkzaam.core.measure.sheet import publish, read_csv

from .javarosa import JavaRosa, values

FOLDER = Path(__file__).parent / "forms"
FORMS = sorted(FOLDER.glob("*.csv"))
STEPS = 14
POOLS = {
    "int": ["0", "1", "2", "3", "5", "12", "17", "18", "66", "67", "-1", ""],
    "decimal": ["0", "0.5", "1.5", "2.25", "2.5", "37.45", "100", "0.125", ""],
    "string": [
        "", "a", "Ali", "5", "12", "-3", "1234 AB", "0612345678", "a@b.nl", "ميلاد", "twee woorden", "ABB", "1,5",
    ],
    "date": ["2020-02-29", "1999-12-31", "2026-01-01", "2019-11-03", "2020-03-20", "2031-07-04", ""],
    "time": ["07:30:00", "23:15:00", "00:00:00", "12:45:00", ""],
    "dateTime": ["2026-03-05T07:08:09", "2020-02-29T23:59:00", "1999-12-31T00:00:00", ""],
}  # fmt: skip
OUTCOMES = {None: "ok", REQUIRED: "required", REFUSED: "constraint"}
WHOLE = re.compile(r"^(-?\d+)\.0$")
CLOCK = re.compile(r"(\d\d:\d\d:\d\d)\.000(Z|[+-]\d\d:\d\d)?$")


def test_there_are_enough_forms() -> None:
    assert len(FORMS) >= 60


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_same_as_javarosa(path: Path, java: Any) -> None:
    published = publish(read_csv(path.read_text(encoding="utf-8")))
    form, rng = published.form, random.Random(path.stem)
    theirs, ours = JavaRosa(java, published.xform), form.start(datetime.now())
    _compare(form, ours, theirs)
    for _ in range(STEPS):
        asked = rng.choice([one for one in form.asked(ours) if not one.readonly])
        value = rng.choice(_pool(form, ours, asked))
        fault = form.fault(ours, asked.address, value)
        outcome = theirs.answer(_reference(asked), _kind(asked), value)
        assert OUTCOMES[fault.code if fault else None] == outcome, (asked.address, value)
        if fault is None:
            ours = form.put(ours, asked.address, value)
            _compare(form, ours, theirs)
    _receives(form, ours, theirs.instance())


def _receives(form: Form, ours: Answers, instance: bytes) -> None:
    """What JavaRosa would send is read as what was answered, with the same faults."""
    received = form.receive(instance, ours.state.now)
    assert received.instance.startswith("uuid:")
    assert received.faults == form.check(ours)
    assert _times(form.sent(received.answers)) == _times(form.sent(ours))


def _times(told: dict[str, str]) -> dict[str, str]:
    return {name: CLOCK.sub(r"\1", WHOLE.sub(r"\1", value)) for name, value in told.items()}


def _compare(form: Form, ours: Answers, theirs: JavaRosa) -> None:
    mine = [
        (
            _reference(one),
            one.required,
            form.rule(one.question.node).readonly is not None and one.readonly,
            tuple(name for name, _ in form.choices(ours, one)),
            form.words(ours, one.question.label, one.at).strip(),
        )
        for one in form.asked(ours)
    ]
    assert mine == theirs.visible()
    assert _plain(values(form.write(ours, "uuid:0"))) == _plain(theirs.values())


def _plain(told: dict[str, str]) -> dict[str, str]:
    """A clock without its offset (the run is in UTC), a whole number without a point."""
    return {name: WHOLE.sub(r"\1", CLOCK.sub(r"\1", value)) for name, value in told.items()}


def _reference(asked: Asked) -> str:
    """As JavaRosa writes it: /data/r[2]/n[1]."""
    steps, turns = [], list(asked.at)
    repeats = {id(node) for node in asked.question.node.repeats}
    for node in [*asked.question.node.above()][-2::-1]:
        steps.append(f"/{node.name}[{turns.pop(0) if id(node) in repeats else 1}]")
    return "/data" + "".join(steps)


def _kind(asked: Asked) -> str:
    control = asked.question.control
    return control.value if control in (Control.ONE, Control.MANY) else asked.question.node.type


def _pool(form: Form, ours: Answers, asked: Asked) -> list[str]:
    names = [name for name, _ in form.choices(ours, asked)]
    if asked.question.control is Control.ONE:
        return [*names, ""]
    if asked.question.control is Control.MANY:
        return ["", *names, " ".join(names[:2]), " ".join(names[1:])]
    return ["OK", ""] if asked.question.control is Control.AGREE else POOLS[asked.question.node.type]
