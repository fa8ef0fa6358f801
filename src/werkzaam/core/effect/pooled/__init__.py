"""One number from several studies: random effects, how much studies differ, and what a next one may find."""

from werkzaam.core.effect.pooled.model import Heterogeneity, Pooled, Study, Weighed
from werkzaam.core.effect.pooled.pool import pool

__all__ = ["Heterogeneity", "Pooled", "Study", "Weighed", "pool"]
