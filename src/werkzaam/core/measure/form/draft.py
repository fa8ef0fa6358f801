"""A form while it is read: its tree, what its expressions can name, and what is wrong with it so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form.compile import Expression, Scope, Unsupported, expression
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.model import Choices
from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.problem import FormProblem, Wrong
from werkzaam.core.measure.form.state import Here
from werkzaam.core.measure.form.values import text
from werkzaam.core.measure.form.xml import XF, H, bare


class Draft:
    def __init__(self, root: Element) -> None:
        self.model = need(root, f"{H}head/{XF}model")
        self.body = need(root, f"{H}body")
        self.main = need(self.model, f"{XF}instance")[0]
        self.binds = {path(bind, "nodeset"): bind for bind in self.model.iterfind(f"{XF}bind")}
        self.repeats = {path(found, "nodeset") for found in self.body.iter(f"{XF}repeat")}
        self.lists = dict(_lists(self.model))
        self.root = Node(0, bare(self.main.tag), None, Shape.GROUP)
        self.nodes: dict[str, Node] = {}
        self.defaults: dict[int, str] = {}
        self.wrong: list[Wrong] = []
        self.offered: dict[str, Choices] = {}
        self._grow(self.root, self.main)
        self.scope = Scope(self.root, self.lists, self.choice_name)

    def _grow(self, node: Node, element: Element) -> None:
        """The tree of answers; of a repeat only its template counts, not the turn that stands behind it."""
        self.nodes[node.path] = node
        for child in element:
            name = bare(child.tag)
            if name not in node.children:
                node.children[name] = made = self._node(node, child, name)
                self._grow(made, child)

    def _node(self, node: Node, child: Element, name: str) -> Node:
        place = f"{node.path}/{name}"
        shape = Shape.REPEAT if place in self.repeats else Shape.GROUP if len(child) else Shape.LEAF
        bind = self.binds.get(place)
        kind = (bind.get("type", "string") if bind is not None else "string").removeprefix("xsd:")
        made = Node(len(self.nodes), name, node, shape, kind, {}, node.depth + (shape is Shape.REPEAT))
        if shape is Shape.LEAF and (said := (child.text or "").strip()):
            self.defaults[made.number] = said
        return made

    def expression(self, node: Node, source: str | None, about: str) -> Expression | None:
        """None where there is none, and where it is wrong: then `wrong` says so."""
        if not source or not source.strip():
            return None
        try:
            return expression(source, node, self.scope)
        except Unreadable as problem:
            self.blame(node, about, problem)
            return None

    def blame(self, node: Node, about: str, problem: Unreadable | str) -> None:
        name = problem.function if isinstance(problem, Unsupported) else ""
        self.wrong.append(Wrong(node.path, about, str(problem), name))

    def choice_name(self, place: str, here: Here, name: str) -> str:
        """The label of a choice, for jr:choice-name()."""
        choices = self.offered.get(place)
        label = choices.labels.get(name) if choices else None
        pieces = label.words.get(here.state.language, ()) if label else ()
        return "".join(piece if isinstance(piece, str) else text(piece.run(here)) for piece in pieces)


def need(element: Element, place: str) -> Element:
    found = element.find(place)
    if found is None:
        raise FormProblem(f"This is not a compiled form: {place.rpartition('}')[2]} is missing.")
    return found


def path(element: Element, attribute: str) -> str:
    return element.get(attribute, "").strip()


def _lists(model: Element) -> Iterator[tuple[str, list[Mapping[str, str]]]]:
    for instance in list(model.iterfind(f"{XF}instance"))[1:]:
        rows: list[Mapping[str, str]] = [
            {bare(column.tag): column.text or "" for column in item} for item in instance.iter(f"{XF}item")
        ]
        yield instance.get("id", ""), rows
