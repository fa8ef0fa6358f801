"""The random signs by which a wild bootstrap turns the residuals of whole clusters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from werkzaam.core.effect.regression import Floats
from werkzaam.problem import NotSupported

Kind = Literal["webb", "rademacher"]

_ROOTS = np.sqrt([0.5, 1.0, 1.5])

VALUES = {"rademacher": np.array([-1.0, 1.0]), "webb": np.r_[-_ROOTS[::-1], _ROOTS]}
"""Rademacher's two points, Webb's (2023, doi:10.1111/caje.12661) six: mean 0, variance 1, third moment 0."""

ROOM = 300_000
"""Numbers per batch: 2.4 MB, which stays near the processor."""

LEAST = 64
"""Draws per batch, however many clusters: thinner products of matrices are slow."""


def signs(kind: Kind, draws: int, clusters: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Batches (G, b) of `draws` columns in all: drawn, or every one there is where `enumerated` says so."""
    values = VALUES[_known(kind)]
    if enumerated(kind, draws, clusters):
        yield values[(np.arange(2**clusters) >> np.arange(clusters)[:, None]) & 1]
        return
    for some in batches(draws, clusters):
        yield values[rng.integers(0, len(values), size=(clusters, some), dtype=np.int8)]


def enumerated(kind: Kind, draws: int, clusters: int) -> bool:
    """True where there are fewer Rademacher sign vectors than draws: then each is taken once."""
    return _known(kind) == "rademacher" and clusters < 60 and 2**clusters < draws


def batches(draws: int, width: int) -> Iterator[int]:
    """Numbers that sum to `draws`, each small enough for `width` values per draw."""
    most = max(LEAST, ROOM // width)
    for done in range(0, draws, most):
        yield min(most, draws - done)


def _known(kind: str) -> str:
    if kind not in VALUES:
        raise NotSupported(f'No wild weights are called "{kind}"; use "webb" or "rademacher".', weights=kind)
    return kind
