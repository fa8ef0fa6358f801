"""What is asked now, in order."""

from __future__ import annotations

from collections.abc import Iterator

from werkzaam.core.measure.form.compiled import Answers, Asked, Compiled, Screen
from werkzaam.core.measure.form.dates import written
from werkzaam.core.measure.form.model import Control, Group, Part, Pieces, Question, Text
from werkzaam.core.measure.form.node import At, Shape
from werkzaam.core.measure.form.state import Here
from werkzaam.core.measure.form.values import text, truth


def screens(form: Compiled, answers: Answers) -> Iterator[Screen]:
    return _parts(form, form.parts, answers, (), ())


def _parts(
    form: Compiled, parts: tuple[Part, ...], answers: Answers, at: At, groups: tuple[Group, ...]
) -> Iterator[Screen]:
    for part in parts:
        if isinstance(part, Group):
            yield from _group(form, part, answers, at, (*groups, part))
        elif answers.state.shown(part.node, at):
            yield Screen((asked(form, part, answers, at),), groups, at)


def _group(
    form: Compiled, group: Group, answers: Answers, at: At, groups: tuple[Group, ...]
) -> Iterator[Screen]:
    node, state = group.node, answers.state
    if node is not None and not state.shown(node, at):
        return
    if node is None or node.shape is not Shape.REPEAT:
        yield from _inside(form, group, answers, at, groups)
        return
    for turn in range(1, state.turns.get((node.number, at), 0) + 1):
        yield from _inside(form, group, answers, (*at, turn), groups)


def _inside(
    form: Compiled, group: Group, answers: Answers, at: At, groups: tuple[Group, ...]
) -> Iterator[Screen]:
    found = _parts(form, group.inside, answers, at, groups)
    if not group.together:
        yield from found
    elif whole := tuple(asked for screen in found for asked in screen.asked):
        yield Screen(whole, groups, at)


def asked(form: Compiled, question: Question, answers: Answers, at: At) -> Asked:
    node, here = question.node, Here(answers.state, at)
    rule = form.rule(node)
    return Asked(
        address=form.address(node, at),
        question=question,
        at=at,
        value=written(answers.state.value(node, at), node.type),
        required=rule.required is not None and truth(rule.required.run(here)),
        readonly=question.control is Control.NOTE
        or (rule.readonly is not None and truth(rule.readonly.run(here)))
        or rule.calculate is not None,
    )


def choices(question: Question, answers: Answers, at: At) -> list[tuple[str, Text]]:
    """What can be chosen now: the name that is kept, and its words."""
    if question.choices is None:
        return []
    rows, keep = question.choices.rows, question.choices.keep
    kept = rows if keep is None else keep(rows, Here(answers.state, at))
    return [(row["name"], question.choices.labels[row["name"]]) for row in kept]


def spoken(told: Text, answers: Answers, at: At, language: str) -> str:
    """Words with earlier answers read out; in the form's first language where `language` has none."""
    pieces: Pieces = told.words.get(language) or next(iter(told.words.values()), ())
    here = Here(answers.state, at)
    return "".join(piece if isinstance(piece, str) else text(piece.run(here)) for piece in pieces)
