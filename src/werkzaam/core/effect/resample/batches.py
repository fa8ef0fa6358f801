"""Draws in portions that suit the machine: many small matrices, never one of all draws by all persons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import numpy as np

from werkzaam.core.effect.regression import Floats

ROOM = 300_000
"""Numbers per batch: 2.4 MB, which stays near the processor."""

SMALL = 8_000
"""Numbers per matrix in a stack. A product with so few stays on one thread; waking others takes longer."""

LEAST = 32
"""Draws per matrix, however many clusters: thinner products are slow."""


def batches(draws: int, width: int) -> Iterator[tuple[int, int]]:
    """Sizes of stacks (k, b) with `draws` = the sum of k x b, for `width` numbers per draw."""
    each = min(draws, max(LEAST, SMALL // width))
    whole, rest = divmod(draws, each)
    most = max(1, ROOM // (width * each))
    for done in range(0, whole, most):
        yield min(most, whole - done), each
    if rest:
        yield 1, rest


def matrix_product(left: Floats, right: Floats) -> Floats:
    """The product of matrices (or stacks of them), summed over blocks of what they share when that is long."""
    block = SMALL // LEAST
    starts = range(0, left.shape[-1], block)
    parts = (left[..., at : at + block] @ right[..., at : at + block, :] for at in starts)
    total: Floats = reduce(np.add, parts)
    return total
