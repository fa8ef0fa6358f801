"""Making the analysed resemble the people the question is about: by weights, or by matched sets."""

from werkzaam.core.effect.weighting.account import weighed
from werkzaam.core.effect.weighting.weights import weigh

__all__ = ["weigh", "weighed"]
