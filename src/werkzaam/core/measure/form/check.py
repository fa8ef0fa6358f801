"""What is wrong with an answer, or with all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from werkzaam.core.measure.answer import REQUIRED
from werkzaam.core.measure.form.compiled import Answers, Asked, Compiled, Fault
from werkzaam.core.measure.form.model import Text
from werkzaam.core.measure.form.node import At, Node
from werkzaam.core.measure.form.reading import NOT_ASKED, REFUSED, Said, read, typed
from werkzaam.core.measure.form.screens import asked, choices, screens, spoken
from werkzaam.core.measure.form.state import Here
from werkzaam.core.measure.form.values import truth


def tried(form: Compiled, answers: Answers, address: str, raw: str) -> tuple[Said, Fault | None]:
    """What would be kept of `raw`, or what is wrong with it. A blank is always kept: it takes an answer back."""
    place = form.place(address)
    question = form.questions.get(form.keys[place[0].number]) if place else None
    if place is None or question is None or not is_asked(answers, *place):
        return Said(), Fault(address, NOT_ASKED)
    node, at = place
    offered = [name for name, _ in choices(question, answers, at)]
    said = read(raw, node.type, question.control, offered)
    if said.fault:
        return said, _fault(form, answers, address, said.fault)
    if said.text and not _stands(form, answers, node, at, said.text):
        return said, _fault(form, answers, address, REFUSED, form.rule(node).constraint_text)
    return said, None


def fault(form: Compiled, answers: Answers, address: str, raw: str) -> Fault | None:
    """As `tried`, and a blank where an answer is required."""
    said, found = tried(form, answers, address, raw)
    place = form.place(address)
    if found is None and not said.text and place is not None:
        one = asked(form, form.questions[form.keys[place[0].number]], answers, place[1])
        if one.required and not one.readonly:
            return _fault(form, answers, address, REQUIRED, form.rule(place[0]).required_text)
    return found


def faults(form: Compiled, answers: Answers) -> Iterator[Fault]:
    """Of every answer to what is asked, in order."""
    for screen in screens(form, answers):
        for one in screen.asked:
            if not one.readonly and (found := _standing(form, answers, one)):
                yield found


def _standing(form: Compiled, answers: Answers, one: Asked) -> Fault | None:
    """What is wrong with an answer that stands already; its constraint is read where it stands."""
    if one.value:
        return fault(form, answers, one.address, answers.given.get(one.address, one.value))
    if one.required:
        return _fault(form, answers, one.address, REQUIRED, form.rule(one.question.node).required_text)
    return None


def is_asked(answers: Answers, node: Node, at: At) -> bool:
    state = answers.state
    turns = all(
        at[repeat.depth - 1] <= state.turns.get((repeat.number, at[: repeat.depth - 1]), 0)
        for repeat in node.repeats
    )
    return turns and state.shown(node, at)


def _stands(form: Compiled, answers: Answers, node: Node, at: At, said: str) -> bool:
    """Whether the constraint holds with this answer in place; what follows from it is not worked out first."""
    constraint = form.rule(node).constraint
    if constraint is None:
        return True
    old = answers.state
    values = {**old.values, (node.number, at): typed(said, node.type, old.now)}
    return truth(constraint.run(Here(replace(old, values=values), at)))


def _fault(form: Compiled, answers: Answers, address: str, code: str, told: Text | None = None) -> Fault:
    if told is None or not told.words:
        return Fault(address, code)
    place = form.place(address)
    at = place[1] if place else ()
    return Fault(address, code, {lang: spoken(told, answers, at, lang) for lang in form.languages})
