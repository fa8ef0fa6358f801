"""The codebook: a tree of codes, each with what it means and when it applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from werkzaam.core.coding.fold import fold
from werkzaam.core.coding.problem import CodingProblem


class Kind(StrEnum):
    """What a code says about the programme."""

    WORKING_ELEMENT = "working-element"
    IMPROVEMENT_POINT = "improvement-point"
    DEVELOPMENT = "development"
    CONTEXT = "context"
    MECHANISM = "mechanism"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Code:
    """A word for what a passage is about. `parent` is the key of the code above it; `kind` None: not yet said.

    `colour` is "" or #rrggbb. A code that only groups others is not `codable`.
    """

    key: str
    name: str
    kind: Kind | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    parent: str | None = None
    colour: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of one study, in the order they are shown.

    Raises CodingProblem: `code-twice` (one key for two), `code-name-twice` (one name for two, case and marks on
    letters aside), `code-name-empty`, `code-parent-unknown`, `code-tree-round` (a code below itself).
    """

    codes: tuple[Code, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        _once([code.key for code in self.codes], "code-twice", "Two codes have the same key.")
        names = [fold(code.name).strip() for code in self.codes]
        if "" in names:
            raise CodingProblem("A code has no name. Give it one.", code="code-name-empty")
        _once(names, "code-name-twice", "Two codes have the same name. Give one of them another name.")
        self._check_tree()

    def _check_tree(self) -> None:
        parents = {code.key: code.parent for code in self.codes}
        if any(parent is not None and parent not in parents for parent in parents.values()):
            raise CodingProblem("A code stands below a code that is not there.", code="code-parent-unknown")
        for key in parents:
            if key in self._above(key, parents):
                raise CodingProblem("A code cannot stand below itself.", code="code-tree-round", key=key)

    @staticmethod
    def _above(key: str, parents: dict[str, str | None]) -> list[str]:
        above: list[str] = []
        up = parents[key]
        while up is not None and up not in above:
            above.append(up)
            up = parents[up]
        return above

    def code(self, key: str) -> Code:
        """The code with this key. Raises CodingProblem (`code-unknown`)."""
        for code in self.codes:
            if code.key == key:
                return code
        raise CodingProblem("There is no such code in the codebook.", code="code-unknown", key=key)

    def named(self, name: str) -> Code | None:
        """The code with this name, case and marks on letters aside."""
        wanted = fold(name).strip()
        return next((code for code in self.codes if fold(code.name).strip() == wanted), None)

    def children(self, key: str | None) -> tuple[Code, ...]:
        """The codes right below `key`; None: those at the top."""
        return tuple(code for code in self.codes if code.parent == key)

    def below(self, key: str) -> frozenset[str]:
        """The keys of a code and of every code under it."""
        return frozenset({key}.union(*(self.below(child.key) for child in self.children(key))))

    def path(self, key: str) -> tuple[str, ...]:
        """The names from the top down to this code."""
        code = self.code(key)
        return (*(self.path(code.parent) if code.parent is not None else ()), code.name)

    def walk(self, key: str | None = None, depth: int = 0) -> Iterator[tuple[int, Code]]:
        """Depth (from 0) and code, each parent before its children, in the order of the codebook."""
        for code in self.children(key):
            yield depth, code
            yield from self.walk(code.key, depth + 1)


def _once(values: list[str], code: str, message: str) -> None:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        raise CodingProblem(message, code=code, times=len(twice), first=twice[0])
