"""Changes of a codebook. Each gives a Patch; `apply` carries it out, its inverse undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from werkzaam.core.coding.codebook import Code, Codebook
from werkzaam.core.coding.coding import Coding
from werkzaam.core.coding.patch import Patch
from werkzaam.core.coding.problem import CodingProblem


def add(book: Codebook, code: Code) -> Patch:
    """A new code at the end of its level. Raises CodingProblem as Codebook does."""
    return Patch(book, replace(book, codes=(*book.codes, code)))


def rename(book: Codebook, key: str, name: str) -> Patch:
    """Another name. Raises CodingProblem (`code-name-twice`, `code-name-empty`, `code-unknown`)."""
    return redefine(book, key, name=name)


def move(book: Codebook, key: str, parent: str | None) -> Patch:
    """Below another code, or to the top (None). Raises CodingProblem (`code-tree-round`) below itself."""
    return redefine(book, key, parent=parent)


def redefine(book: Codebook, key: str, **fields: Any) -> Patch:
    """Other content of one code (any field of Code but its key)."""
    new = replace(book.code(key), **fields)
    return Patch(book, replace(book, codes=tuple(new if code.key == key else code for code in book.codes)))


def remove(book: Codebook, codings: Iterable[Coding], key: str) -> Patch:
    """Away with a code and its codings; codes below it move one level up."""
    code = book.code(key)
    gone = tuple(coding for coding in codings if coding.code == key)
    return Patch(book, replace(book, codes=_without(book, key, code.parent)), gone)


def merge(book: Codebook, codings: Iterable[Coding], key: str, into: str) -> Patch:
    """Every passage of `key` goes to `into`, codes below it too.

    Where one coder had put both on one passage with one stance, one coding stays with both memos.
    Raises CodingProblem (`code-unknown`, `merge-itself`, `code-tree-round` into a code below it).
    """
    if book.code(key) == book.code(into):
        raise CodingProblem("A code cannot be merged with itself.", code="merge-itself")
    if into in book.below(key):
        message = "A code cannot go up in a code below it. Merge the other way round."
        raise CodingProblem(message, code="code-tree-round", key=key)
    found = list(codings)
    gone, come = _reassigned(found, key, into)
    return Patch(book, replace(book, codes=_without(book, key, into)), gone, come)


def split(book: Codebook, codings: Iterable[Coding], into: Sequence[Code], to: Mapping[str, str]) -> Patch:
    """New codes `into`, and the codings (by key) that go `to` them (by key); the others stay where they are.

    Raises CodingProblem (`split-unknown`) where `to` names a coding or a new code that is not there.
    """
    found = {coding.key: coding for coding in codings}
    if not to.keys() <= found.keys() or not set(to.values()) <= {code.key for code in into}:
        raise CodingProblem("The split names a passage or code that is not there.", code="split-unknown")
    gone = tuple(found[key] for key in to)
    come = tuple(replace(found[key], code=code) for key, code in to.items())
    return Patch(book, replace(book, codes=(*book.codes, *into)), gone, come)


def assign(book: Codebook, codings: Iterable[Coding], coding: Coding) -> Patch:
    """A code on a passage; nothing changes when this coder had put it there already.

    Raises CodingProblem (`code-unknown`; `code-groups` for a code that only groups others).
    """
    if not book.code(coding.code).codable:
        raise CodingProblem("This code only groups others. Choose a code below it.", code="code-groups")
    there = any(_same(one) == _same(coding) for one in codings)
    return Patch(book, book, (), () if there else (coding,))


def unassign(book: Codebook, coding: Coding) -> Patch:
    """A coding away."""
    return Patch(book, book, (coding,))


def _without(book: Codebook, key: str, heir: str | None) -> tuple[Code, ...]:
    """The codes but one; those below it go to `heir`."""
    rest = (code for code in book.codes if code.key != key)
    return tuple(replace(code, parent=heir) if code.parent == key else code for code in rest)


def _same(coding: Coding) -> tuple[object, ...]:
    """Two codings that agree in this say the same."""
    return (*coding.place, coding.code, coding.coder, coding.stance)


def _reassigned(found: list[Coding], key: str, into: str) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    standing = {_same(coding): coding for coding in found if coding.code == into}
    gone, come = [], {}
    for coding in (one for one in found if one.code == key):
        new = replace(coding, code=into)
        gone.append(coding)
        if _same(new) in standing:
            there = standing[_same(new)]
            if there.key not in come:
                gone.append(there)
            new = replace(there, memo="\n".join(filter(None, [there.memo, coding.memo])))
        standing[_same(new)] = come[new.key] = new
    return _undone(gone, come)


def _undone(gone: list[Coding], come: dict[str, Coding]) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    """Without those that come back as they went."""
    unchanged = [coding for coding in gone if come.get(coding.key) == coding]
    return (
        tuple(coding for coding in gone if coding not in unchanged),
        tuple(coding for coding in come.values() if coding not in unchanged),
    )
