"""A change of a codebook and its codings as data: what was, what comes. Turned round, it undoes itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkzaam.core.coding.codebook import Code, Codebook
from werkzaam.core.coding.coding import Coding, in_order
from werkzaam.core.coding.problem import CodingProblem


@dataclass(frozen=True, slots=True)
class Patch:
    """From one codebook to another, with the codings that go and those that come instead."""

    before: Codebook
    after: Codebook
    gone: tuple[Coding, ...] = ()
    come: tuple[Coding, ...] = ()

    def inverse(self) -> Patch:
        """The change that undoes this one."""
        return Patch(self.after, self.before, self.come, self.gone)

    def codes_gone(self) -> tuple[Code, ...]:
        """Codes that go, or stay with other content."""
        return tuple(code for code in self.before.codes if code not in self.after.codes)

    def codes_come(self) -> tuple[Code, ...]:
        """Codes that come, or stay with other content."""
        return tuple(code for code in self.after.codes if code not in self.before.codes)


def apply(book: Codebook, codings: Iterable[Coding], patch: Patch) -> tuple[Codebook, tuple[Coding, ...]]:
    """The codebook and all codings, in order, after the change.

    Raises CodingProblem (`patch-stale`) when the codebook or a coding is no longer what the change was made for:
    somebody was there in between. Nothing is changed then.
    """
    standing = {coding.key: coding for coding in codings}
    if book != patch.before or any(standing.get(coding.key) != coding for coding in patch.gone):
        message = (
            "The codebook or its passages changed in the meantime. Look at them again, then repeat this."
        )
        raise CodingProblem(message, code="patch-stale")
    for coding in patch.gone:
        del standing[coding.key]
    if any(coding.key in standing for coding in patch.come):
        raise CodingProblem("A passage would get a key that is already taken.", code="coding-twice")
    return patch.after, in_order([*standing.values(), *patch.come])
