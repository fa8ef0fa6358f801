"""One answer from many imputations (Rubin 1987; small-sample df of Barnard & Rubin 1999)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from werkzaam.core.effect.regression import Contrast, Floats


@dataclass(frozen=True, slots=True)
class Pooled:
    """The pooled estimate, and the share of its variance that is due to what is missing (0 to 1)."""

    contrast: Contrast
    missing: float


def pool(values: Floats, variances: Floats, complete_df: float, *, clustered: bool = False) -> Pooled:
    """Rubin's rules for `values` (m,) with their squared standard errors (m,), m at least 2.

    `complete_df` are the degrees of freedom had nobody been missing. Barnard & Rubin (1999,
    doi:10.1093/biomet/86.4.948) make them fewer by the share that is missing. Where people are `clustered` the
    few clusters set them, and lost people take no cluster away: then only the imputations make them fewer.
    """
    m = len(values)
    between = (1 + 1 / m) * float(values.var(ddof=1))
    total = float(variances.mean()) + between
    missing = between / total if total > 0 else 0.0
    df = combined(complete_df, missing, m) if clustered else barnard_rubin(missing, m, complete_df)
    return Pooled(Contrast(float(values.mean()), float(np.sqrt(total)), df), missing)


def barnard_rubin(missing: float, m: int, complete_df: float) -> float:
    """Degrees of freedom from the missing share, the number of imputations and the complete-data df."""
    observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - missing)
    return combined(observed, missing, m)


def combined(observed: float, missing: float, m: int) -> float:
    """Half the harmonic mean of the observed df and of Rubin's (m - 1) / missing^2."""
    return observed / (1 + observed * missing**2 / (m - 1))
