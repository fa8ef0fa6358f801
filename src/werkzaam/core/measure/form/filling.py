"""From answers to answers: start, go on later, put one more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from werkzaam.core.measure.form.compiled import Answers, Compiled
from werkzaam.core.measure.form.dates import written
from werkzaam.core.measure.form.problem import FormProblem
from werkzaam.core.measure.form.reading import typed
from werkzaam.core.measure.form.recalculate import recalculate
from werkzaam.core.measure.form.screens import choices
from werkzaam.core.measure.form.state import Here, State
from werkzaam.core.measure.form.values import Mismatch


def started(form: Compiled, now: datetime, language: str) -> Answers:
    """The form's own first values, and nothing else."""
    fixed = {form.keys[number]: said for number, said in form.defaults.items()}
    begun = answers(form, fixed, now, language)
    first = {
        form.keys[number]: said
        for number, found in form.first.items()
        if (said := written(found.run(Here(begun.state, ())), form.names[form.keys[number]].type))
    }
    return answers(form, {**fixed, **first}, now, language) if first else begun


def answers(form: Compiled, given: Mapping[str, str], now: datetime, language: str) -> Answers:
    """Everything worked out anew from what was given; addresses the form does not have are left out."""
    state = State(now.replace(tzinfo=None), language)
    known = {address: said for address, said in given.items() if said and _keep(form, state, address, said)}
    try:
        recalculate(state, form.units)
    except Mismatch as error:
        raise FormProblem(f"This form cannot be worked out: {error}.", code="form-mismatch") from None
    return Answers({**known, **_once(form, state)}, state)


def _keep(form: Compiled, state: State, address: str, said: str) -> bool:
    place = form.place(address)
    if place is None:
        return False
    node, at = place
    state.values[(node.number, at)] = typed(said, node.type, state.now)
    return True


def _once(form: Compiled, state: State) -> dict[str, str]:
    """Values that are worked out once and stay."""
    return {
        form.address(unit.node, at): said
        for unit in form.units
        if unit.expression is not None and unit.expression.once
        for at in state.places(unit.node)
        if (said := written(state.values.get((unit.node.number, at), ""), unit.node.type))
    }


def put(form: Compiled, old: Answers, address: str, said: str, now: datetime | None) -> Answers:
    """With `said` (as `reading.read` gave it) at an address; empty takes it away."""
    given = {known: value for known, value in old.given.items() if known != address}
    if said:
        given[address] = said
    return _settled(form, answers(form, given, now or old.state.now, old.state.language))


def _settled(form: Compiled, found: Answers) -> Answers:
    """Without choices that are no longer on offer, since an earlier answer changed; collectors do so too."""
    for _ in range(len(form.filtered) + 1):
        stale = dict(_stale(form, found))
        if not stale:
            return found
        given = {address: stale.get(address, said) for address, said in found.given.items()}
        found = answers(form, given, found.state.now, found.state.language)
    return found


def _stale(form: Compiled, found: Answers) -> Iterator[tuple[str, str]]:
    """Answers with a choice too many, and what is left of them."""
    for question in form.filtered:
        for at in found.state.places(question.node):
            address = form.address(question.node, at)
            said = found.given.get(address, "")
            if said and found.state.shown(question.node, at):
                offered = {name for name, _ in choices(question, found, at)}
                left = " ".join(name for name in said.split() if name in offered)
                if left != said:
                    yield address, left
