"""Which comparisons there are: a cohort and a period, with the base period and the cohorts it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from werkzaam.core.effect.register.spec import Base, Control, Staggered
from werkzaam.problem import NotSupported

NEVER = 0
"""The cohort of who is never treated within the periods seen."""


@dataclass(frozen=True, slots=True)
class Cell:
    """ATT(g, t): cohort `g` at period `t`, change since `base`, against `controls`."""

    g: int
    t: int
    base: int
    controls: tuple[int, ...]

    @property
    def event(self) -> int:
        return self.t - self.g

    @property
    def reference(self) -> bool:
        """The base period held against itself: zero by definition."""
        return self.t == self.base


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods in order, and per cohort in the data the one it is analysed as (`None`: left out)."""

    periods: tuple[int, ...]
    cohorts: tuple[int, ...]
    taken: dict[int, int | None]


def calendar(periods: Sequence[int], cohorts: Sequence[int], spec: Staggered) -> Calendar:
    """Who is seen when. A cohort that starts after the last period is never treated; one already treated in the
    first has no base. Without anybody never treated, the last cohort is the comparison until it starts.

    Raises NotSupported where nobody is left to compare with.
    """
    kept = tuple(sorted(periods))
    seen = {cohort: NEVER if cohort > kept[-1] + spec.anticipation else cohort for cohort in cohorts}
    if NEVER not in seen.values():
        last = max(seen.values())
        kept = tuple(period for period in kept if period < last - spec.anticipation)
        late = NEVER if spec.control is Control.NEVER else last
        seen = {cohort: late if each == last else each for cohort, each in seen.items()}
    if len(kept) < 2:
        raise NotSupported("Fewer than two periods are left before everybody is treated.")
    taken = {cohort: each if _has_base(each, kept, spec) else None for cohort, each in seen.items()}
    treated = tuple(sorted({each for each in taken.values() if each and each <= kept[-1]}))
    if not treated:
        raise NotSupported("No cohort starts after the first period and within the periods seen.")
    return Calendar(kept, treated, taken)


def _has_base(cohort: int, periods: Sequence[int], spec: Staggered) -> bool:
    return cohort == NEVER or periods[0] + spec.anticipation < cohort


def cells(seen: Calendar, spec: Staggered) -> list[Cell]:
    """Every cohort at every period, in order. Raises NotSupported for a cell without any control."""
    return [cell for g in seen.cohorts for cell in _of_cohort(g, seen, spec)]


def _of_cohort(g: int, seen: Calendar, spec: Staggered) -> Iterator[Cell]:
    long = max(period for period in seen.periods if period + spec.anticipation < g)
    for before, t in zip((None, *seen.periods), seen.periods, strict=False):
        base = long if t >= g or spec.base is Base.UNIVERSAL else before
        if base is not None:
            yield Cell(g, t, base, _controls(g, max(t, base), seen, spec))


def _controls(g: int, until: int, seen: Calendar, spec: Staggered) -> tuple[int, ...]:
    present = sorted({each for each in seen.taken.values() if each is not None})
    if spec.control is Control.NEVER:
        found = tuple(each for each in present if each == NEVER)
    else:
        later = until + spec.anticipation
        found = tuple(each for each in present if each == NEVER or (each > later and each != g))
    if not found:
        raise NotSupported(f"Cohort {g} at period {until} has nobody left to compare with.")
    return found
