"""The random signs by which a wild bootstrap turns the residuals of whole clusters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.resample.batches import batches
from werkzaam.problem import NotSupported

Kind = Literal["webb", "rademacher"]

_ROOTS = np.sqrt([0.5, 1.0, 1.5])

VALUES = {"rademacher": np.array([-1.0, 1.0]), "webb": np.r_[-_ROOTS[::-1], _ROOTS]}
"""Rademacher's two points, Webb's (2023, doi:10.1111/caje.12661) six: mean 0, variance 1, third moment 0."""


def signs(kind: Kind, draws: int, clusters: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Stacks (k, G, b) of `draws` columns in all: drawn, or every one there is where `enumerated` says so."""
    values = VALUES[_known(kind)]
    if enumerated(kind, draws, clusters):
        yield values[_bits(clusters)]
        return
    for stack, columns in batches(draws, clusters):
        yield values[rng.integers(0, len(values), size=(stack, clusters, columns), dtype=np.int8)]


def enumerated(kind: Kind, draws: int, clusters: int) -> bool:
    """True where there are fewer Rademacher sign vectors than draws: then each is taken once."""
    return _known(kind) == "rademacher" and clusters < 60 and 2**clusters < draws


def _bits(clusters: int) -> Integers:
    """Every row of zeros and ones, as columns (k, G, b)."""
    every = np.arange(2**clusters).reshape(-1, 1, min(2**clusters, 256))
    return (every >> np.arange(clusters)[:, None]) & 1


def _known(kind: str) -> str:
    if kind not in VALUES:
        raise NotSupported(f'No wild weights are called "{kind}"; use "webb" or "rademacher".', weights=kind)
    return kind
