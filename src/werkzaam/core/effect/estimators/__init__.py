"""Partner estimators that are not one weighted least squares, behind one door: `answer_by`."""

from werkzaam.core.effect.estimators.door import answer_by
from werkzaam.core.effect.estimators.found import Found
from werkzaam.core.effect.estimators.influence import from_influence
from werkzaam.core.effect.estimators.survival import pseudo_values

__all__ = ["Found", "answer_by", "from_influence", "pseudo_values"]
