"""A compiled XForm made ready to be asked, or every reason why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from werkzaam.core.measure.form.form import Form
from werkzaam.core.measure.form.load import Loaded, load
from werkzaam.core.measure.form.model import Group, Part, Question
from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.order import in_order
from werkzaam.core.measure.form.problem import FormProblem, Wrong
from werkzaam.core.measure.form.xml import read_xml


def read_form(xform: bytes | str) -> Form:
    """Raises FormProblem with every fault in `wrong`: functions and types outside the profile, circles, keys."""
    content = xform.encode() if isinstance(xform, str) else xform
    loaded = load(read_xml(content))
    asked = list(_questions(loaded.parts))
    turns = {group.node.number: group.turns for group in _groups(loaded.parts) if group.node is not None}
    units, circles = in_order(loaded.root, loaded.rules, turns)
    keys, twice = _keys(loaded)
    wrong = (*loaded.wrong, *circles, *twice)
    if wrong:
        raise FormProblem(_told(wrong), wrong=wrong, code="form-unsupported")
    form = Form(
        id=loaded.id,
        version=loaded.version,
        title=loaded.title,
        languages=loaded.languages,
        root=loaded.root,
        rules=loaded.rules,
        parts=loaded.parts,
        questions={keys[one.node.number]: one for one in asked},
        units=tuple(units),
        names={keys[node.number]: node for node in loaded.nodes.values() if node.number in keys},
        keys=keys,
        defaults=loaded.defaults,
        first=loaded.first,
    )
    # An expression that cannot even start fails here, not at a respondent.
    form.start(datetime(2026, 1, 1, 12, tzinfo=UTC))
    return form


def _told(wrong: tuple[Wrong, ...]) -> str:
    first = wrong[0]
    more = f" ({len(wrong) - 1} more.)" if len(wrong) > 1 else ""
    return f"{first.path}, {first.about}: {first.message}.{more} Nothing was kept."


def _keys(loaded: Loaded) -> tuple[dict[int, str], list[Wrong]]:
    """A key for every leaf: the one it states, else its name; one that occurs twice is a fault."""
    keys: dict[int, str] = {}
    taken: dict[str, Node] = {}
    wrong: list[Wrong] = []
    for node in loaded.nodes.values():
        if node.shape is not Shape.LEAF or "/meta/" in node.path:
            continue
        rule = loaded.rules.get(node.number)
        key = (rule.extras.get("key", "") if rule else "") or node.name
        if key in taken:
            wrong.append(Wrong(node.path, "key", f'"{key}" is the key of {taken[key].path} already'))
        taken.setdefault(key, node)
        keys[node.number] = key
    return keys, wrong


def _questions(parts: tuple[Part, ...]) -> Iterator[Question]:
    for part in parts:
        if isinstance(part, Question):
            yield part
        else:
            yield from _questions(part.inside)


def _groups(parts: tuple[Part, ...]) -> Iterator[Group]:
    for part in parts:
        if isinstance(part, Group):
            yield part
            yield from _groups(part.inside)
