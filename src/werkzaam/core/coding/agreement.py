"""How far coders agree, code by code, on sentences; and where they do not.

A sentence has a code for a coder who put it on any part of it. Interval: percentile bootstrap over whole transcripts,
as sentences of one transcript resemble each other (Davison and Hinkley 1997, 3.8; Hayes and Krippendorff 2007 resample
units, which is too narrow here).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from werkzaam.core.coding.alpha import Floats, Level, alphas, coincidences
from werkzaam.core.coding.coding import Coding, Span
from werkzaam.core.coding.span import touched

DRAWS = 2000
FEWEST_CLUSTERS = 5  # below, an interval over clusters means nothing

Units = Mapping[str, tuple[Span, ...]]  # by source: its sentences, in order
Coders = Mapping[str, Collection[str]]  # by source: who coded it to the end


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one code. `alpha` is None where undefined (nobody used it, or everybody everywhere).

    `low` and `high` bound the interval at `level`, None below five transcripts or where more than one in twenty draws
    is undefined. `units` sentences in `sources` transcripts were seen by two coders or more; `coded` of them got the
    code from at least one. `given_one` is the share of pairs of coders who agree, among pairs of whom at least one
    coded (None when nobody did).
    """

    code: str
    alpha: float | None
    low: float | None
    high: float | None
    level: float
    units: int
    coded: int
    sources: int
    given_one: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence (`index` from 0 in its source) that some coders gave a code and others did not."""

    source: str
    index: int
    code: str
    coded_by: tuple[str, ...]
    not_by: tuple[str, ...]


def ratings(
    units: Units, codings: Iterable[Coding], coders: Coders, code: str
) -> tuple[Floats, list[str], Floats]:
    """Coders × sentences with 1, 0 or NaN (source not coded by them); the coders; each sentence's cluster number.

    Sources without coders are left out; codings by others than those named for a source do not count.
    """
    sources = [source for source in units if coders.get(source)]
    everyone = sorted({coder for source in sources for coder in coders[source]})
    rows = {coder: row for row, coder in enumerate(everyone)}
    starts = np.cumsum([0, *(len(units[source]) for source in sources)])
    first = dict(zip(sources, starts, strict=False))
    table = np.full((len(everyone), int(starts[-1])), np.nan)
    for source in sources:
        for coder in coders[source]:
            table[rows[coder], first[source] : first[source] + len(units[source])] = 0
    for coding in codings:
        if coding.code == code and coding.coder in coders.get(coding.source, ()) and coding.source in first:
            for index in touched(units[coding.source], coding):
                table[rows[coding.coder], first[coding.source] + index] = 1
    clusters = np.repeat(np.arange(len(sources)), [len(units[source]) for source in sources])
    return table, everyone, clusters.astype(np.float64)


def agreement(
    units: Units,
    codings: Iterable[Coding],
    coders: Coders,
    codes: Iterable[str],
    rng: Generator,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
) -> tuple[Agreement, ...]:
    """Agreement on each code. `coders` names, per source, those who coded all of it: others would count as zeros."""
    by_code: dict[str, list[Coding]] = {}
    for coding in codings:
        by_code.setdefault(coding.code, []).append(coding)
    return tuple(
        _one(code, *ratings(units, by_code.get(code, ()), coders, code)[::2], rng, level, draws)
        for code in codes
    )


def _one(code: str, table: Floats, clusters: Floats, rng: Generator, level: float, draws: int) -> Agreement:
    paired = (~np.isnan(table)).sum(axis=0) > 1
    table, clusters = table[:, paired], clusters[paired]
    there = np.unique(clusters)
    values, tables = coincidences(table)
    found = float(alphas(tables.sum(axis=0), values, Level.NOMINAL)) if len(values) else np.nan
    low, high = _interval(_per_cluster(tables, clusters, there), values, rng, level, draws)
    return Agreement(
        code=code,
        alpha=None if np.isnan(found) else found,
        low=None if np.isnan(found) else low,
        high=None if np.isnan(found) else high,
        level=level,
        units=table.shape[1],
        coded=int((table == 1).any(axis=0).sum()),
        sources=len(there),
        given_one=_given_one(table),
    )


def _per_cluster(tables: Floats, clusters: Floats, there: Floats) -> Floats:
    """Coincidences add up, so a draw of clusters is a weighted sum: clusters × V × V."""
    total = np.zeros((len(there), *tables.shape[1:]))
    np.add.at(total, np.searchsorted(there, clusters), tables)
    return total


def _interval(
    tables: Floats, values: Floats, rng: Generator, level: float, draws: int
) -> tuple[float | None, float | None]:
    number = len(tables)
    if number < FEWEST_CLUSTERS:
        return None, None
    weights = rng.multinomial(number, np.full(number, 1 / number), size=draws)
    found = alphas(np.tensordot(weights.astype(np.float64), tables, axes=1), values, Level.NOMINAL)
    if np.isnan(found).mean() > 0.05:
        return None, None
    low, high = np.nanquantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _given_one(table: Floats) -> float | None:
    yes, seen = (table == 1).sum(axis=0), (~np.isnan(table)).sum(axis=0)
    both = (yes * (yes - 1) / 2).sum()
    one = (seen * (seen - 1) / 2 - (seen - yes) * (seen - yes - 1) / 2).sum()
    return float(both / one) if one else None


def disagreements(
    units: Units, codings: Iterable[Coding], coders: Coders, codes: Iterable[str]
) -> tuple[Disagreement, ...]:
    """The work list: source by source, sentence by sentence, every code on which coders differ."""
    put: dict[tuple[str, int, str], set[str]] = {}
    wanted = set(codes)
    for coding in codings:
        if coding.code in wanted and coding.coder in coders.get(coding.source, ()) and coding.source in units:
            for index in touched(units[coding.source], coding):
                put.setdefault((coding.source, index, coding.code), set()).add(coding.coder)
    return tuple(
        Disagreement(source, index, code, tuple(sorted(by)), tuple(sorted(set(coders[source]) - by)))
        for (source, index, code), by in sorted(put.items())
        if by < set(coders[source])
    )
