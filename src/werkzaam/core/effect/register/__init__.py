"""Effects of a staggered roll-out in a national register: sums are taken where the data lie, a block at a time.

A long register is made into a frozen panel by `freeze.py` (which alone needs DuckDB) and read back by `thaw.py`;
`estimate.py` goes over it: `moments`, `propensity`, `nuisance` per cell, `influence`, then `aggregate` and `bands`.
"""

from werkzaam.core.effect.register.bands import Band, Wald, before_start, bootstrapped, simultaneous
from werkzaam.core.effect.register.blocks import Block, Wide
from werkzaam.core.effect.register.columns import Columns
from werkzaam.core.effect.register.estimate import Effect, RollOut, estimate_rollout
from werkzaam.core.effect.register.moments import RegisterProblem
from werkzaam.core.effect.register.spec import Base, Control, Method, Staggered
from werkzaam.core.effect.register.thaw import thaw_register

__all__ = [
    "Band",
    "Base",
    "Block",
    "Columns",
    "Control",
    "Effect",
    "Method",
    "RegisterProblem",
    "RollOut",
    "Staggered",
    "Wald",
    "Wide",
    "before_start",
    "bootstrapped",
    "estimate_rollout",
    "simultaneous",
    "thaw_register",
]
