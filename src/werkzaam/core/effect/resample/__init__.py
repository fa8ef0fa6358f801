"""Inference from many might-have-beens: signs drawn anew, clusters left out, lots drawn again."""

from werkzaam.core.effect.resample.jackknife import cr3
from werkzaam.core.effect.resample.left_out import left_out
from werkzaam.core.effect.resample.permutation import permute
from werkzaam.core.effect.resample.step_down import romano_wolf
from werkzaam.core.effect.resample.wild import wild

__all__ = ["cr3", "left_out", "permute", "romano_wolf", "wild"]
