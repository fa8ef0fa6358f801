"""A compiled XForm (XML) to a form that can be filled in; everything outside the profile is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form.body import Body
from werkzaam.core.measure.form.compile import Expression
from werkzaam.core.measure.form.draft import Draft, path
from werkzaam.core.measure.form.model import Part, Rules
from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.problem import Wrong
from werkzaam.core.measure.form.words import Words
from werkzaam.core.measure.form.xml import JR, WZ, XF, H

TYPES = ("string", "int", "decimal", "date", "time", "dateTime")
PRELOADS = (("uid", ""), ("timestamp", "start"), ("timestamp", "end"), ("date", "today"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """All of a form, beside what is wrong with it."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    root: Node
    nodes: Mapping[str, Node]
    rules: Mapping[int, Rules]
    parts: tuple[Part, ...]
    defaults: Mapping[int, str]
    first: Mapping[int, Expression]
    wrong: tuple[Wrong, ...]


def load(root: Element) -> Loaded:
    """Raises FormProblem where this is no XForm at all."""
    draft = Draft(root)
    words = Words(draft)
    rules = {
        node.number: _rules(draft, words, node, draft.binds[place])
        for place, node in draft.nodes.items()
        if place in draft.binds
    }
    parts = tuple(Body(draft, words, rules).parts(draft.body))
    first = dict(_first(draft))
    return Loaded(
        id=draft.main.get("id", ""),
        version=draft.main.get("version", ""),
        title=root.findtext(f"{H}head/{H}title", "").strip(),
        languages=words.languages,
        root=draft.root,
        nodes=draft.nodes,
        rules=rules,
        parts=parts,
        defaults=draft.defaults,
        first=first,
        wrong=tuple(draft.wrong),
    )


def _rules(draft: Draft, words: Words, node: Node, bind: Element) -> Rules:
    """What a bind says. `jr:preload` fills facts in; of those only times and the id are allowed."""
    if node.shape is Shape.LEAF and node.type not in TYPES:
        draft.blame(node, "type", f'questions of type "{node.type}" are not supported')
    preload, which = bind.get(f"{JR}preload", ""), bind.get(f"{JR}preloadParams", "")
    if preload and (preload, which) not in PRELOADS:
        draft.blame(node, "type", "facts about a device are not collected")

    def told(name: str) -> Expression | None:
        return draft.expression(node, bind.get(name), name)

    return Rules(
        relevant=told("relevant"),
        calculate=told("calculate"),
        constraint=told("constraint"),
        required=told("required"),
        readonly=told("readonly"),
        constraint_text=words.message(node, bind.get(f"{JR}constraintMsg"), "constraint_message"),
        required_text=words.message(node, bind.get(f"{JR}requiredMsg"), "required_message"),
        preload=which or preload,
        extras={name.removeprefix(WZ): value for name, value in bind.attrib.items() if name.startswith(WZ)},
    )


def _first(draft: Draft) -> Iterator[tuple[int, Expression]]:
    """Values that are worked out when a form is opened for the first time."""
    for found in draft.model.iterfind(f"{XF}setvalue"):
        node = draft.nodes.get(path(found, "ref"))
        made = draft.expression(node, found.get("value"), "default") if node else None
        if node is not None and made is not None:
            yield node.number, made
