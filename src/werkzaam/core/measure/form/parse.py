"""Tokens to a tree: the XPath that forms use (XPath 1.0 without axes, variables and unions)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from werkzaam.core.measure.form.lex import Mark, Token, Unreadable, tokens


@dataclass(frozen=True, slots=True)
class Literal:
    value: float | str


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is a child's name, ".." or "."."""

    name: str
    filters: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start`: "/" from the root, "" from here, "current()" from the question, else an instance's id."""

    start: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """`right` is None for a minus in front."""

    sign: str
    left: Tree
    right: Tree | None = None


Tree = Literal | Path | Call | Operation

LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
DEEPEST = 60


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of an expression. Raises Unreadable."""
    reader = _Reader(tokens(text))
    tree = reader.level(0)
    if reader.here.mark is not Mark.END:
        raise Unreadable(f'"{reader.here.text}" cannot stand here')
    return tree


class _Reader:
    """Recursive descent, one token ahead."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens, self.at, self.depth = found, 0, 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def sees(self, *signs: str) -> bool:
        return self.here.mark in (Mark.SIGN, Mark.WORD) and self.here.text in signs

    def need(self, sign: str) -> None:
        if not self.sees(sign):
            raise Unreadable(f'"{sign}" is missing before "{self.here.text}"')
        self.take()

    def level(self, number: int) -> Tree:
        if number == len(LEVELS):
            return self.minus()
        left = self.level(number + 1)
        while self.sees(*LEVELS[number]):
            left = Operation(self.take().text, left, self.level(number + 1))
        return left

    def minus(self) -> Tree:
        if self.sees("-"):
            self.take()
            return Operation("-", self.minus())
        return self.primary()

    def primary(self) -> Tree:
        token = self.here
        if token.mark is Mark.NUMBER:
            return Literal(float(self.take().text))
        if token.mark is Mark.TEXT:
            return Literal(self.take().text)
        if self.sees("("):
            return self.inside()
        if token.mark is Mark.NAME and self.tokens[self.at + 1].text == "(":
            return self.call()
        return self.path()

    def inside(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too many brackets inside each other")
        self.need("(")
        tree = self.level(0)
        self.need(")")
        self.depth -= 1
        return tree

    def call(self) -> Tree:
        name = self.take().text
        args = self.arguments()
        if name == "current" and not args:
            return self.rest("current()")
        if name == "instance" and len(args) == 1 and isinstance(args[0], Literal):
            return self.rest(str(args[0].value))
        return Call(name, args)

    def arguments(self) -> tuple[Tree, ...]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too many brackets inside each other")
        self.need("(")
        args: list[Tree] = []
        while not self.sees(")"):
            if args:
                self.need(",")
            args.append(self.level(0))
        self.need(")")
        self.depth -= 1
        return tuple(args)

    def rest(self, start: str) -> Path:
        self.need("/")
        return Path(start, self.steps())

    def path(self) -> Path:
        if self.sees("/"):
            self.take()
            return Path("/", self.steps())
        return Path("", self.steps())

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while self.sees("/"):
            self.take()
            found.append(self.step())
        return tuple(found)

    def step(self) -> Step:
        token = self.take()
        if token.mark is Mark.NAME or (token.mark is Mark.SIGN and token.text in (".", "..")):
            return Step(token.text, self.filters())
        raise Unreadable(f'"{token.text or "the end"}" stands where a question was expected')

    def filters(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self.sees("["):
            self.take()
            found.append(self.level(0))
            self.need("]")
        return tuple(found)
