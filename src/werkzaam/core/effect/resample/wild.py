"""The wild cluster bootstrap, studentised, with the null imposed: p-value and interval by inversion.

Cameron, Gelbach & Miller (2008, doi:10.1162/rest.90.3.414); Webb's six-point weights for few clusters (2023,
doi:10.1111/caje.12661); computed from cluster sums as in Roodman et al. (2019, doi:10.1177/1536867X19830877).

With residual score s_g and pull h_g, imposing a null moves a cluster's score to s_g + x h_g, where x is linear
in the null. A draw v then has the numerator sum v_g d'(s_g + x h_g) and, per cluster, the residual score
v_g d'(s_g + x h_g) - h_g' sum v_k (s_k + x h_k), whose squares sum to its variance. CR1's factor is the same in
every draw and falls out.
"""

from __future__ import annotations

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.resample.clusters import Clusters, contributions
from werkzaam.core.effect.resample.inversion import Curves, Resampled, joined
from werkzaam.core.effect.resample.signs import Kind, enumerated, signs
from werkzaam.core.effect.result import Alternative
from werkzaam.core.effect.sample import Sample


def wild(
    design: Design,
    sample: Sample,
    *,
    draws: int,
    rng: np.random.Generator,
    weights: Kind = "webb",
    restricted: bool = True,
    null: float = 0.0,
    alpha: float = 0.05,
) -> Alternative:
    """Resampled `null` (points of the outcome) and find the interval at level 1 - alpha, with `draws` sign vectors.

    `restricted` imposes the null before drawing, which keeps its size best when clusters are few. All 2^G
    Rademacher vectors are taken where those are fewer than `draws`. Ends are infinite where nothing is
    rejected. Raises Problem `one-cluster`, `too-few-persons`, `too-few-degrees-of-freedom`, NotSupported.
    """
    clusters = contributions(design, sample)
    groups = len(clusters.codes)
    whole = enumerated(weights, draws, groups)
    batches = [drawn(clusters, v, restricted) for v in signs(weights, draws, groups, rng)]
    test = Resampled(observed(clusters), joined(batches), whole)
    return Alternative(
        key=f"wild-{weights}" if restricted else f"wild-{weights}-unrestricted",
        points=test.interval(clusters.value, clusters.cr1, alpha),
        p=test.p(null - clusters.value),
        diagnostics={
            "t": (clusters.value - null) / clusters.cr1,
            "se": clusters.cr1,
            "clusters": float(groups),
            "draws": float(len(test.draws.level)),
            "enumerated": float(whole),
        },
    )


def observed(clusters: Clusters) -> Curves:
    """The statistic of the data: (estimate - null) over its cluster-robust standard error."""
    zero = np.zeros(1)
    return Curves(zero, zero - 1, zero + (clusters.own**2).sum(), zero, zero)


def drawn(clusters: Clusters, v: Floats, restricted: bool = True) -> Curves:
    """The statistic of every row of signs `v` (b, G)."""
    fixed, spread = _scores(clusters.score, clusters, v)
    constant = np.einsum("bg,bg->b", spread, spread)
    zero = np.zeros(len(v))
    if not restricted:
        return Curves(fixed, zero, constant, zero, zero)
    # x = -shift / d'd: the restricted fit moves along d until the arm's coefficient is the null
    pull = clusters.pull / -(clusters.direction @ clusters.direction)
    moving, moved = _scores(pull, clusters, v)
    linear = 2 * np.einsum("bg,bg->b", spread, moved)
    return Curves(fixed, moving, constant, linear, np.einsum("bg,bg->b", moved, moved))


def _scores(scores: Floats, clusters: Clusters, v: Floats) -> tuple[Floats, Floats]:
    """The numerator (b,) and each cluster's residual score (b, G) of signed `scores` (G, p)."""
    total = v @ scores
    residual = v * (scores @ clusters.direction)
    residual -= total @ clusters.pull.T
    return total @ clusters.direction, residual
