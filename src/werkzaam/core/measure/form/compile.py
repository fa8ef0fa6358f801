"""An expression of one question, resolved against the form once, so that running it is quick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzaam.core.measure.form import functions, paths
from werkzaam.core.measure.form.dates import check_pattern
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.node import Node
from werkzaam.core.measure.form.operations import OPERATIONS
from werkzaam.core.measure.form.parse import Call, Literal, Operation, Path, Tree, parse
from werkzaam.core.measure.form.placed import FUNCTIONS, ChoiceName, counted
from werkzaam.core.measure.form.rows import Filter, kept, single
from werkzaam.core.measure.form.state import Many, Run
from werkzaam.core.measure.form.values import Mismatch, number, truth


class Unsupported(Unreadable):
    """A function outside the profile; `function` is its name."""

    def __init__(self, function: str) -> None:
        super().__init__(f"the function {function}() is not supported")
        self.function = function


@dataclass(frozen=True, slots=True)
class Expression:
    """`needs` are the nodes it looks at; `once` marks a value that is kept once it is there."""

    source: str
    run: Run
    needs: frozenset[Node]
    once: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What names can mean: the root, the choice lists by id, and how a choice is called."""

    root: Node
    lists: Mapping[str, Sequence[Mapping[str, str]]]
    choice_name: ChoiceName


def expression(source: str, node: Node, scope: Scope, *, item: bool = False) -> Expression:
    """Raises Unreadable or Unsupported. With `item`, plain names are columns of a choice list."""
    maker = _Maker(node, scope, item)
    run = maker.run(parse(source))
    return Expression(source, run, frozenset(maker.needs), "once(" in source.replace(" ", ""))


def row_filter(filters: Sequence[Tree], node: Node, scope: Scope) -> Filter:
    """Which rows of a choice list pass. Raises Unreadable or Unsupported."""
    return _Maker(node, scope, item=False).filter(filters)


class _Maker:
    def __init__(self, node: Node, scope: Scope, item: bool) -> None:
        self.node, self.scope, self.item = node, scope, item
        self.needs: set[Node] = set()

    @property
    def choice_name(self) -> ChoiceName:
        return self.scope.choice_name

    def run(self, tree: Tree) -> Run:
        if isinstance(tree, Literal):
            value = tree.value
            return lambda _here: value
        if isinstance(tree, Operation):
            return self.operation(tree)
        return self.call(tree) if isinstance(tree, Call) else self.one(tree)

    def operation(self, tree: Operation) -> Run:
        left = self.run(tree.left)
        if tree.right is None:
            return lambda here: -number(left(here))
        right = self.run(tree.right)
        if tree.sign == "and":
            return lambda here: truth(left(here)) and truth(right(here))
        if tree.sign == "or":
            return lambda here: truth(left(here)) or truth(right(here))
        act = OPERATIONS[tree.sign]
        return lambda here: act(left(here), right(here))

    def one(self, path: Path) -> Run:
        """A path where one value is wanted. Raises Unreadable when it would reach several turns of a repeat."""
        if path.start not in ("/", "", "current()") or (self.item and path.start == ""):
            return single(self.many(path))
        node = self.resolve(path)
        depth = node.depth
        if paths.shared(self.node, node) < depth:
            message = f"{node.name} is asked several times; use sum(), join() or indexed-repeat()"
            raise Unreadable(message)
        return lambda here: here.state.value(node, here.at[:depth])

    def many(self, tree: Tree) -> Many:
        if not isinstance(tree, Path):
            run = self.run(tree)
            return lambda here: [run(here)]
        if self.item and tree.start == "":
            name = paths.column(tree)
            return lambda here: [here.item[name]] if here.item and name in here.item else []
        if tree.start not in ("/", "", "current()"):
            return self.rows(tree)
        node, common = self.resolve(tree), 0
        common = paths.shared(self.node, node)
        return lambda here: [
            here.state.value(node, at)
            for at in here.state.places(node, here.at[:common])
            if here.state.shown(node, at)
        ]

    def resolve(self, path: Path) -> Node:
        node = paths.resolve(path, self.node, self.scope.root)
        self.needs.add(node)
        return node

    def rows(self, path: Path) -> Many:
        """Columns of a choice list: instance('towns')/root/item[…]/column."""
        listed = self.scope.lists.get(path.start)
        names = [step.name for step in path.steps]
        if listed is None or names[:2] != ["root", "item"] or len(names) > 3:
            raise Unreadable(f'there is no list "{path.start}" with such rows')
        keep = self.filter(path.steps[1].filters)
        column = names[2] if len(names) == 3 else "name"
        return lambda here: [row.get(column, "") for row in keep(listed, here)]

    def filter(self, filters: Sequence[Tree]) -> Filter:
        inner = _Maker(self.node, self.scope, item=True)
        tests = [inner.run(tree) for tree in filters]
        self.needs |= inner.needs
        return lambda rows, here: kept(tests, rows, here)

    def call(self, tree: Call) -> Run:
        if tree.name in functions.PLAIN:
            return self.plain(tree)
        if tree.name in functions.GATHERING:
            return self.gathering(tree)
        if tree.name not in FUNCTIONS:
            raise Unsupported(tree.name)
        return FUNCTIONS[tree.name](self, tree)

    def plain(self, tree: Call) -> Run:
        low, high, function = functions.PLAIN[tree.name]
        counted(tree, low, high)
        args = [self.run(arg) for arg in tree.args]
        if tree.name == "regex" and isinstance(tree.args[1], Literal):
            _check_pattern(str(tree.args[1].value))
        if tree.name.startswith("format-date") and isinstance(tree.args[1], Literal):
            _check_date_pattern(str(tree.args[1].value))
        if len(args) == 1:
            (only,) = args
            return lambda here: function(only(here))
        return lambda here: function(*(arg(here) for arg in args))

    def gathering(self, tree: Call) -> Run:
        gather = functions.GATHERING[tree.name]
        counted(tree, 1, 1 if tree.name in ("sum", "count", "count-non-empty") else functions.ANY)
        if tree.name in ("sum", "count", "count-non-empty") and not isinstance(tree.args[0], Path):
            raise Unreadable(f"{tree.name}() takes a question")
        args = [self.many(arg) for arg in tree.args]
        return lambda here: gather([value for arg in args for value in arg(here)])


def _check_pattern(wanted: str) -> None:
    try:
        re.compile(wanted)
    except re.error as error:
        raise Unreadable(f"the pattern of regex() cannot be read: {error}") from None


def _check_date_pattern(wanted: str) -> None:
    try:
        check_pattern(wanted)
    except Mismatch as error:
        raise Unreadable(str(error)) from None
