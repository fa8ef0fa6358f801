"""Residuals made as large as the errors they stand for."""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.estimators.found import check_leverage
from werkzaam.core.effect.regression import Floats, Integers


def inflated(left: Floats, columns: Floats, cluster: Integers) -> Floats:
    """Residuals (n,) of a regression on `columns` (n, k) and a constant, corrected for the columns' leverage.

    The columns have pulled the line towards each cluster; (I - QQ')^(-1/2) undoes that (Bell & McCaffrey 2002).
    The constant's part is left to G / (G - 1). Raises Problem `leverage-one`.
    """
    q = np.linalg.qr(columns - columns.mean(axis=0))[0]
    _, place, counts = np.unique(cluster, return_inverse=True, return_counts=True)
    alone = counts[place] == 1
    found = left.copy()
    found[alone] *= _inverse_root((q[alone] ** 2).sum(axis=1))
    for which in np.flatnonzero(counts > 1):
        rows = place == which
        found[rows] = _turned(q[rows], left[rows])
    return found


def _turned(q: Floats, left: Floats) -> Floats:
    """(I - qq')^(-1/2) left, by the singular values of q (m, k)."""
    u, lengths, _ = np.linalg.svd(q, full_matrices=False)
    turned: Floats = left + u @ ((_inverse_root(lengths**2) - 1) * (u.T @ left))
    return turned


def _inverse_root(leverage: Floats) -> Floats:
    check_leverage(float(leverage.max(initial=0.0)))
    root: Floats = (1 - leverage) ** -0.5
    return root
