"""What a form asks, in the order in which it asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form.compile import row_filter
from werkzaam.core.measure.form.draft import Draft, path
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.model import Choices, Control, Group, Part, Question, Rules, Text
from werkzaam.core.measure.form.node import Node
from werkzaam.core.measure.form.parse import Path, parse
from werkzaam.core.measure.form.words import Words, itext
from werkzaam.core.measure.form.xml import JR, XF, bare

NOT_ASKED = ("label", "hint", "help")
SHEET_ONLY = "choices come from the choices sheet only"


class Body:
    def __init__(self, draft: Draft, words: Words, rules: Mapping[int, Rules]) -> None:
        self.draft, self.words, self.rules = draft, words, rules

    def parts(self, element: Element) -> Iterator[Part]:
        for child in element:
            name = bare(child.tag)
            made = self._group(child) if name == "group" else self._question(child, name)
            if made is not None:
                yield made

    def _group(self, element: Element) -> Group:
        node = self.draft.nodes.get(path(element, "ref"))
        label = self.words.of(node or self.draft.root, element.find(f"{XF}label"), "label")
        repeat = element.find(f"{XF}repeat")
        if repeat is not None:
            return self._repeat(repeat, label)
        return Group(node, label, tuple(self.parts(element)), _together(element))

    def _repeat(self, element: Element, label: Text) -> Group:
        node, count = self.draft.nodes[path(element, "nodeset")], element.get(f"{JR}count")
        turns = self.draft.expression(node, count, "repeat_count")
        if not count:
            self.draft.blame(node, "repeat_count", "say how often it repeats: fill in repeat_count")
        return Group(node, label, tuple(self.parts(element)), _together(element), turns)

    def _question(self, element: Element, name: str) -> Question | None:
        node = self.draft.nodes.get(path(element, "ref"))
        if node is None or name in NOT_ASKED:
            return None
        if name not in tuple(Control):
            self.draft.blame(node, "type", f'questions of type "{name}" are not supported')
            return None
        if any(bare(found.tag) == "setvalue" for found in element.iter()):
            self.draft.blame(node, "trigger", "a value set by another answer (trigger) is not supported")
        rules = self.rules.get(node.number, Rules())
        return Question(
            node=node,
            key=rules.extras.get("key", "") or node.name,
            control=_control(name, rules),
            label=self.words.of(node, element.find(f"{XF}label"), "label"),
            hint=self.words.of(node, element.find(f"{XF}hint"), "hint"),
            choices=self._choices(node, element) if name in (Control.ONE, Control.MANY) else None,
            appearance=element.get("appearance", ""),
        )

    def _choices(self, node: Node, element: Element) -> Choices | None:
        try:
            made = self._itemset(node, element.find(f"{XF}itemset"))
        except Unreadable as problem:
            self.draft.blame(node, "choice_filter", problem)
            return None
        self.draft.offered[node.path] = made
        return made

    def _itemset(self, node: Node, found: Element | None) -> Choices:
        """Rows of a list, under "name" what is kept of a choice."""
        value, shown = (found.find(f"{XF}{tag}") if found is not None else None for tag in ("value", "label"))
        if found is None or value is None or shown is None:
            raise Unreadable(SHEET_ONLY)
        tree = parse(found.get("nodeset", ""))
        if not isinstance(tree, Path) or tree.start not in self.draft.lists:
            raise Unreadable(SHEET_ONLY)
        kept = value.get("ref", "name")
        rows = tuple({**row, "name": row.get(kept, "")} for row in self.draft.lists[tree.start])
        labels = {row["name"]: self._label(node, row, shown) for row in rows}
        filters = tree.steps[-1].filters
        return Choices(rows, labels, row_filter(filters, node, self.draft.scope) if filters else None)

    def _label(self, node: Node, row: Mapping[str, str], shown: Element) -> Text:
        column = itext(shown.get("ref", ""))
        if column:
            return self.words.named(node, row.get(column, ""), "label")
        return self.words.everywhere((row.get(shown.get("ref", "label"), ""),))


def _together(element: Element) -> bool:
    return "field-list" in element.get("appearance", "").split()


def _control(name: str, rules: Rules) -> Control:
    """What can only be read, whatever the answers, is a note."""
    fixed = rules.readonly is not None and rules.readonly.source.strip() == "true()"
    return Control.NOTE if name == Control.INPUT and fixed and rules.calculate is None else Control(name)
