"""CR3: the variance of the estimate from leaving out one cluster after another.

MacKinnon, Nielsen & Webb (2023, doi:10.1002/jae.2969): (G - 1)/G times the sum of squares of (estimate without
the cluster - estimate). clubSandwich's "CR3" (Bell & McCaffrey 2002) is the same sum without the factor
(G - 1)/G. Without a cluster the coefficients move by (I - Q_g'Q_g)^-1 Q_g'e_g: no refits.
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.intervals import t_interval, t_p_value
from werkzaam.core.effect.regression import Contrast, Flags, Floats, highest_leverage
from werkzaam.core.effect.resample.clusters import Clusters, contributions
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample
from werkzaam.problem import Problem

FULL_LEVERAGE = 1 - 1e-10


def cr3(design: Design, sample: Sample, *, alpha: float = 0.05) -> Alternative:
    """The arm's coefficient with CR3 and t. Welch's df where each cluster is in one arm, else G - 1.

    Raises Problem `one-cluster`, `too-few-persons`, `too-few-degrees-of-freedom`, `leverage-one`.
    """
    clusters = contributions(design, sample)
    squares = changes(clusters) ** 2
    groups = len(squares)
    variance = (groups - 1) / groups * float(squares.sum())
    df = float(groups - 1) if clusters.crossed else welch_df(squares, clusters.share == 1)
    found = Contrast(clusters.value, float(np.sqrt(variance)), df)
    diagnostics = {"se": found.se, "clusters": float(groups)}
    return Alternative("cr3", t_interval(found, alpha), t_p_value(found), df, diagnostics)


def changes(clusters: Clusters) -> Floats:
    """The arm's coefficient minus the same without each cluster (G,)."""
    _check_leverage(clusters)
    alone = clusters.size == 1
    moved = np.empty(len(alone))
    leverage = (clusters.q[clusters.first[alone]] ** 2).sum(axis=1)
    moved[alone] = clusters.own[alone] / (1 - leverage)
    for place in np.flatnonzero(~alone):
        rows = clusters.q[clusters.first[place] :][: clusters.size[place]]
        rest = np.eye(rows.shape[1]) - rows.T @ rows
        moved[place] = clusters.direction @ np.linalg.solve(rest, clusters.score[place])
    return moved


def welch_df(squares: Floats, treated: Flags) -> float:
    """Degrees of freedom of a sum of two independent variances, each with its arm's clusters less one.

    Welch (1947); with groups on one side only, that side's few clusters decide, and not the many persons who
    stand alone on the other.
    """
    parts = [(float(squares[side].sum()), int(side.sum()) - 1) for side in (treated, ~treated)]
    return sum(part for part, _ in parts) ** 2 / sum(part**2 / freedom for part, freedom in parts)


def _check_leverage(clusters: Clusters) -> None:
    place = np.repeat(np.arange(len(clusters.size)), clusters.size)
    if highest_leverage(clusters.q, place) > FULL_LEVERAGE:
        message = "One person or cluster decides a coefficient alone, so it cannot be left out."
        raise Problem(f"{message} Register fewer covariates.", code="leverage-one")
