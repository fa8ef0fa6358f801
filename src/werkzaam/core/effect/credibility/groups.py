"""Sums per cluster, over the last axis of arrays, without a persons-by-clusters matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Floats, Integers


@dataclass(frozen=True, slots=True)
class Groups:
    """Who belongs together: `label` (n,) numbers the G groups from 0 in order of `codes` (G,)."""

    codes: Integers
    label: Integers
    order: Integers
    starts: Integers

    @property
    def persons(self) -> Floats:
        """Persons per group (G,)."""
        return np.bincount(self.label).astype(np.float64)

    def sums(self, values: Floats) -> Floats:
        """The sum per group (…, G) of values (…, n)."""
        summed: Floats = np.add.reduceat(values[..., self.order], self.starts, axis=-1)
        return summed

    def rows(self) -> list[Integers]:
        """The persons of each group."""
        return np.split(self.order, self.starts[1:])


def grouped(cluster: Integers) -> Groups:
    """Groups of the same number in `cluster` (n,), n at least 1."""
    codes, label = np.unique(cluster, return_inverse=True)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(label[order]) > 0])
    return Groups(codes, label.astype(np.int64), order, starts)
