"""A compiled XForm (XML) to a form that can be filled in; everything outside the profile is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form.compile import Expression, Filter, Scope, Unsupported, expression, row_filter
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.model import (
    NOTHING,
    Choices,
    Control,
    Group,
    Part,
    Pieces,
    Question,
    Rules,
    Text,
)
from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.core.measure.form.parse import Path, parse
from werkzaam.core.measure.form.problem import FormProblem, Wrong
from werkzaam.core.measure.form.state import Here
from werkzaam.core.measure.form.xml import JR, WZ, XF, H, bare
from werkzaam.core.measure.language import code

ITEXT = re.compile(r"\s*jr:itext\(\s*['\"]?([^'\")]+)['\"]?\s*\)\s*")
TYPES = {"string", "int", "decimal", "date", "time", "dateTime"}
PRELOADS = {("uid", ""), ("timestamp", "start"), ("timestamp", "end"), ("date", "today")}
BLANK = ((), ("-",))  # pyxform writes "-" where a translation is missing
EXPRESSIONS = ("relevant", "calculate", "constraint", "required", "readonly")


@dataclass(slots=True)
class Loaded:
    """All of a form, beside what is wrong with it."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    root: Node
    nodes: dict[str, Node]
    rules: dict[int, Rules] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    defaults: dict[int, str] = field(default_factory=dict)
    first: dict[int, Expression] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


class Loader:
    def __init__(self, root: Element) -> None:
        model = _need(root, f"{H}head/{XF}model")
        self.body = _need(root, f"{H}body")
        self.model = model
        main = _need(model, f"{XF}instance")
        self.main = main[0]
        self.itext = list(model.iterfind(f"{XF}itext/{XF}translation"))
        self.lists = dict(_lists(model))
        top = Node(0, bare(self.main.tag), None, Shape.GROUP)
        self.loaded = Loaded(
            id=self.main.get("id", ""),
            version=self.main.get("version", ""),
            title=root.findtext(f"{H}head/{H}title", "").strip(),
            languages=tuple(_languages(self.itext)),
            root=top,
            nodes={},
        )
        self.binds = {_path(bind.get("nodeset", "")): bind for bind in model.iterfind(f"{XF}bind")}
        self.repeats = {_path(found.get("nodeset", "")) for found in self.body.iter(f"{XF}repeat")}
        self._grow(top, self.main)
        self.scope = Scope(top, self.lists, self.choice_name)
        self.texts = self._texts()
        self.offered: dict[str, Choices] = {}

    def load(self) -> Loaded:
        done = self.loaded
        for path, node in done.nodes.items():
            if (bind := self.binds.get(path)) is not None:
                done.rules[node.number] = self._rules(node, bind)
        done.parts = tuple(self._parts(self.body))
        self._first_values()
        return done

    # the tree of answers

    def _grow(self, node: Node, element: Element) -> None:
        self.loaded.nodes[node.path] = node
        for child in element:
            name = bare(child.tag)
            if name in node.children:  # the template of a repeat, then the repeat
                continue
            path = f"{node.path}/{name}"
            shape = Shape.REPEAT if path in self.repeats else Shape.GROUP if len(child) else Shape.LEAF
            depth = node.depth + (shape is Shape.REPEAT)
            bind = self.binds.get(path)
            kind = (bind.get("type", "string") if bind is not None else "string").removeprefix("xsd:")
            made = Node(len(self.loaded.nodes), name, node, shape, kind, {}, depth)
            node.children[name] = made
            if shape is Shape.LEAF and child.text and child.text.strip():
                self.loaded.defaults[made.number] = child.text.strip()
            self._grow(made, child)

    # words

    def _texts(self) -> dict[str, Text]:
        words: dict[str, dict[str, Element]] = {}
        media: dict[str, dict[str, dict[str, str]]] = {}
        for translation in self.itext:
            language = code(translation.get("lang", ""))
            for told in translation:
                for value in told.iterfind(f"{XF}value"):
                    key, form = told.get("id", ""), value.get("form")
                    if form is None:
                        words.setdefault(key, {})[language] = value
                    elif form in ("audio", "image", "big-image", "video"):
                        file = (value.text or "").rpartition("/")[2]
                        media.setdefault(key, {}).setdefault(language, {})[form] = file
        self.words = words
        return {key: Text({}, media.get(key, {})) for key in (*words, *media)}

    def _text(self, node: Node, element: Element | None, about: str) -> Text:
        if element is None:
            return NOTHING
        match = ITEXT.fullmatch(element.get("ref", ""))
        if match is None:
            plain = self._pieces(node, element, about)
            return Text(dict.fromkeys(self.loaded.languages, plain))
        return self._named(node, match[1], about)

    def _named(self, node: Node, key: str, about: str) -> Text:
        told = self.words.get(key, {})
        pieces = {language: self._pieces(node, value, about) for language, value in told.items()}
        spoken = {language: told for language, told in pieces.items() if told not in BLANK}
        return Text(spoken, self.texts.get(key, NOTHING).media)

    def _message(self, node: Node, told: str | None, about: str) -> Text:
        if not told:
            return NOTHING
        match = ITEXT.fullmatch(told)
        return (
            self._named(node, match[1], about)
            if match
            else Text(dict.fromkeys(self.loaded.languages, (told,)))
        )

    def _pieces(self, node: Node, element: Element, about: str) -> Pieces:
        found: list[str | Expression] = [element.text or ""]
        for child in element:
            if bare(child.tag) == "output" and (
                made := self._expression(node, child.get("value", ""), about)
            ):
                found.append(made)
            found.append(child.tail or "")
        if isinstance(found[0], str):
            found[0] = found[0].lstrip()
        if isinstance(found[-1], str):
            found[-1] = found[-1].rstrip()
        return tuple(piece for piece in found if piece != "")

    # expressions

    def _expression(self, node: Node, source: str | None, about: str) -> Expression | None:
        if not source or not source.strip():
            return None
        try:
            return expression(source, node, self.scope)
        except Unreadable as problem:
            name = problem.function if isinstance(problem, Unsupported) else ""
            self._wrong(node, about, str(problem), name)
            return None

    def _wrong(self, node: Node, about: str, message: str, function: str = "") -> None:
        self.loaded.wrong.append(Wrong(node.path, about, message, function))

    def _rules(self, node: Node, bind: Element) -> Rules:
        if node.shape is Shape.LEAF and node.type not in TYPES:
            self._wrong(node, "type", f'questions of type "{node.type}" are not supported')
        preload = bind.get(f"{JR}preload", "")
        if preload and (preload, bind.get(f"{JR}preloadParams", "")) not in PRELOADS:
            self._wrong(node, "type", "facts about a device are not collected")
        made: dict[str, Any] = {name: self._expression(node, bind.get(name), name) for name in EXPRESSIONS}
        return Rules(
            **made,
            constraint_text=self._message(node, bind.get(f"{JR}constraintMsg"), "constraint_message"),
            required_text=self._message(node, bind.get(f"{JR}requiredMsg"), "required_message"),
            preload=(bind.get(f"{JR}preloadParams", "") or preload),
            extras={
                name.removeprefix(WZ): value for name, value in bind.attrib.items() if name.startswith(WZ)
            },
        )

    # what is asked

    def _parts(self, element: Element) -> Iterator[Part]:
        for child in element:
            name = bare(child.tag)
            if name == "group":
                yield self._group(child)
            elif name not in ("label", "hint", "help"):
                made = self._question(child, name)
                if made is not None:
                    yield made

    def _group(self, element: Element) -> Group:
        node = self.loaded.nodes.get(_path(element.get("ref", "")))
        label = self._text(node or self.loaded.root, element.find(f"{XF}label"), "label")
        inner = element.find(f"{XF}repeat")
        if inner is not None:
            return self._repeat(inner, label)
        together = "field-list" in element.get("appearance", "").split()
        return Group(node, label, tuple(self._parts(element)), together)

    def _repeat(self, element: Element, label: Text) -> Group:
        node = self.loaded.nodes[_path(element.get("nodeset", ""))]
        turns = self._expression(node, element.get(f"{JR}count"), "repeat_count")
        if not element.get(f"{JR}count"):
            self._wrong(node, "repeat_count", "say how often it repeats: fill in repeat_count")
        together = "field-list" in element.get("appearance", "").split()
        return Group(node, label, tuple(self._parts(element)), together, turns)

    def _question(self, element: Element, name: str) -> Question | None:
        node = self.loaded.nodes.get(_path(element.get("ref", "")))
        if node is None:
            return None
        if name not in tuple(Control):
            self._wrong(node, "type", f'questions of type "{name}" are not supported')
            return None
        rules = self.loaded.rules.get(node.number, Rules())
        for found in element.iter():
            if bare(found.tag) == "setvalue":
                self._wrong(node, "trigger", "a value set by another answer (trigger) is not supported")
        return Question(
            node=node,
            key=rules.extras.get("key", "") or node.name,
            control=_control(name, rules),
            label=self._text(node, element.find(f"{XF}label"), "label"),
            hint=self._text(node, element.find(f"{XF}hint"), "hint"),
            choices=self._choices(node, element) if name in ("select", "select1") else None,
            appearance=element.get("appearance", ""),
        )

    def _choices(self, node: Node, element: Element) -> Choices | None:
        found = element.find(f"{XF}itemset")
        if found is None:
            self._wrong(node, "type", "this question has no choices")
            return None
        try:
            made = self._itemset(node, found)
        except Unreadable as problem:
            name = problem.function if isinstance(problem, Unsupported) else ""
            self._wrong(node, "choice_filter", str(problem), name)
            return None
        self.offered[node.path] = made
        return made

    def _itemset(self, node: Node, found: Element) -> Choices:
        tree = parse(found.get("nodeset", ""))
        value, shown = found.find(f"{XF}value"), found.find(f"{XF}label")
        if not isinstance(tree, Path) or tree.start not in self.lists or value is None or shown is None:
            raise Unreadable("choices come from the choices sheet only")
        filters = tree.steps[-1].filters
        keep, needs = _filter(node, self.scope, filters) if filters else (None, frozenset[Node]())
        column = _column(shown)
        rows = self.lists[tree.start]
        labels = {
            row.get(value.get("ref", ""), ""): self._label(node, row.get(column, ""), shown) for row in rows
        }
        named = tuple({**row, "name": row.get(value.get("ref", ""), "")} for row in rows)
        return Choices(named, labels, keep, needs)

    def _label(self, node: Node, told: str, shown: Element) -> Text:
        if "itext" in shown.get("ref", ""):
            return self._named(node, told, "label")
        return Text(dict.fromkeys(self.loaded.languages, (told,)))

    def choice_name(self, path: str, here: Here, name: str) -> str:
        """The label of a choice, for jr:choice-name()."""
        choices = self.offered.get(path)
        label = choices.labels.get(name) if choices else None
        pieces = label.words.get(here.state.language, ()) if label else ()
        return "".join(piece if isinstance(piece, str) else str(piece.run(here)) for piece in pieces)

    def _first_values(self) -> None:
        for found in self.model.iterfind(f"{XF}setvalue"):
            node = self.loaded.nodes.get(_path(found.get("ref", "")))
            made = self._expression(node, found.get("value"), "default") if node else None
            if node is not None and made is not None:
                self.loaded.first[node.number] = made


def _filter(node: Node, scope: Scope, filters: tuple[Any, ...]) -> tuple[Filter, frozenset[Node]]:
    return row_filter(filters, node, scope)


def _need(element: Element, path: str) -> Element:
    found = element.find(path)
    if found is None:
        raise FormProblem(f"This is not a compiled form: {path.rpartition('}')[2]} is missing.")
    return found


def _path(nodeset: str) -> str:
    return nodeset.strip()


def _languages(translations: list[Element]) -> list[str]:
    """The default first."""
    ordered = sorted(translations, key=lambda one: one.get("default") is None)
    return [code(one.get("lang", "")) for one in ordered] or ["default"]


def _lists(model: Element) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for instance in list(model.iterfind(f"{XF}instance"))[1:]:
        rows = [
            {bare(column.tag): column.text or "" for column in item} for item in instance.iter(f"{XF}item")
        ]
        yield instance.get("id", ""), rows


def _column(shown: Element) -> str:
    match = ITEXT.fullmatch(shown.get("ref", ""))
    return match[1] if match else shown.get("ref", "label")


def _control(name: str, rules: Rules) -> Control:
    fixed = rules.readonly is not None and rules.readonly.source.strip() == "true()"
    return Control.NOTE if name == "input" and fixed and rules.calculate is None else Control(name)
