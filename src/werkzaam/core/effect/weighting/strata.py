"""Sets of people who share the same characteristics, exactly or within bands (Iacus, King & Porro 2012).

Coarsened exact matching: doi:10.1093/pan/mpr013. A set is a number (n,); -1 is for who has nobody like them in the
other arm.
"""

from __future__ import annotations

import math

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.effect.sample import Flags

ALONE = -1


def exact(x: Floats, treated: Flags) -> Integers:
    """Sets of persons with the same row of `x` (n, k)."""
    if not x.shape[1]:
        return np.zeros(len(x), dtype=np.int64)
    _, label = np.unique(x + 0.0, axis=0, return_inverse=True)  # + 0.0: minus zero is zero
    return _shared(label.ravel().astype(np.int64), treated)


def coarsened(x: Floats, treated: Flags) -> Integers:
    """The same, each column cut from its least to its largest value in equal bands, as many as Sturges (1926)."""
    bands = math.ceil(math.log2(len(x)) + 1)
    low, high = x.min(axis=0, initial=np.inf), x.max(axis=0, initial=-np.inf)
    cut = [
        np.searchsorted(np.linspace(a, b, bands + 1)[1:-1], values, side="right")
        for values, a, b in zip(x.T, low, high, strict=True)
    ]
    return exact(np.column_stack(cut) if cut else x, treated)


def _shared(label: Integers, treated: Flags) -> Integers:
    """Only sets that hold people of both arms."""
    size = int(label.max(initial=0)) + 1
    both = (np.bincount(label[treated], minlength=size) > 0) & (
        np.bincount(label[~treated], minlength=size) > 0
    )
    return np.where(both[label], label, ALONE)
