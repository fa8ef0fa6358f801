"""XPath text to tokens, by the disambiguation rules of XPath 1.0 §3.7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Mark(Enum):
    NAME = auto()
    NUMBER = auto()
    TEXT = auto()
    SIGN = auto()
    WORD = auto()  # and, or, div, mod where they are operators
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    mark: Mark
    text: str
    at: int


class Unreadable(ValueError):
    """An expression that is not XPath as forms use it."""


PATTERN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
    | (?P<sign>!=|<=|>=|\.\.|::|//|[-+*/|()\[\],.=<>@$])
    )""",
    re.VERBOSE,
)
OPERATORS = ("and", "or", "div", "mod")
BEFORE_NAME = ("@", "::", "(", "[", ",", "+", "-", "=", "!=", "<", "<=", ">", ">=", "|", "/", "//", "*")


def tokens(text: str) -> list[Token]:
    """The tokens of an expression, closed by END. Raises Unreadable at the first odd character."""
    found: list[Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = PATTERN.match(text, at)
        if match is None:
            raise Unreadable(f'"{text[at:].strip()[:12]}" cannot stand here')
        found.append(_token(match, found))
        at = match.end()
    return [*found, Token(Mark.END, "", end)]


def _token(match: re.Match[str], found: list[Token]) -> Token:
    kind, text = match.lastgroup or "", match[match.lastgroup or 0]
    at = match.start(kind)
    if kind == "number":
        return Token(Mark.NUMBER, text, at)
    if kind == "text":
        return Token(Mark.TEXT, text[1:-1], at)
    if kind == "sign":
        return Token(Mark.SIGN, text, at)
    operator = text in OPERATORS and bool(found) and not _opens(found[-1])
    return Token(Mark.WORD if operator else Mark.NAME, text, at)


def _opens(last: Token) -> bool:
    """Whether after this token a name is a name, never an operator."""
    return last.mark is Mark.WORD or (last.mark is Mark.SIGN and last.text in BEFORE_NAME)
