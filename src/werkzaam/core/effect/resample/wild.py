"""The wild cluster bootstrap, studentised, with the null imposed: p-value and interval by inversion.

Cameron, Gelbach & Miller (2008, doi:10.1162/rest.90.3.414); Webb's six-point weights for few clusters (2023,
doi:10.1111/caje.12661); computed from cluster sums as in Roodman et al. (2019, doi:10.1177/1536867X19830877).

With residual score s_g and pull h_g, imposing a null moves a cluster's score to s_g + x h_g, where x is linear
in the null. A draw v then has the numerator sum v_g d'(s_g + x h_g) and, per cluster, the residual score
v_g d'(s_g + x h_g) - h_g' sum v_k (s_k + x h_k), whose squares sum to its variance. CR1's factor is the same in
every draw and falls out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.design import Design
from werkzaam.core.effect.regression import Floats
from werkzaam.core.effect.resample.batches import matrix_product
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
    """The statistic of every column in a stack of signs `v` (k, G, b), one after another."""
    squares = v**2
    still = _turned(clusters, clusters.score, v)
    constant = _product(clusters, still, still, squares)
    zero = np.zeros(len(constant))
    if not restricted:
        return Curves(still.sum, zero, constant, zero, zero)
    # the restricted fit lies along d, so far that the arm's coefficient is the null
    moved = _turned(clusters, clusters.pull / -(clusters.direction @ clusters.direction), v)
    linear = 2 * _product(clusters, still, moved, squares)
    return Curves(still.sum, moved.sum, constant, linear, _product(clusters, moved, moved, squares))


@dataclass(frozen=True, slots=True)
class Turned:
    """Scores with signs: `along` (G,) before them; after them `total` and `pulled` (k, p, b), `sum` (kb,)."""

    along: Floats
    sum: Floats
    total: Floats
    pulled: Floats


def _turned(clusters: Clusters, scores: Floats, v: Floats) -> Turned:
    along = scores @ clusters.direction
    p = len(clusters.direction)
    found = matrix_product(np.vstack([along, scores.T, clusters.pull.T * along]), v)
    return Turned(along, found[:, 0].ravel(), found[:, 1 : p + 1], found[:, p + 1 :])


def _product(clusters: Clusters, one: Turned, other: Turned, squares: Floats) -> Floats:
    """Sum over clusters of (v_g a_g - h_g'w)(v_g b_g - h_g'z), multiplied out so that no (G, b) is made."""
    plain = matrix_product((one.along * other.along)[None, :], squares)
    fitted = (clusters.pull.T @ clusters.pull) @ other.total
    rest = one.total * (fitted - other.pulled) - one.pulled * other.total
    product: Floats = plain.ravel() + rest.sum(axis=1).ravel()
    return product
