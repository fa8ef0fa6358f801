"""Makes `pilot.csv`, a small study without a lottery, and hands R the National Supported Work data beside the CPS.

python tests/reference/weighting/make_data.py FILE    (FILE: where the second goes; it is not kept, see `causaldata`)
"""

import sys
from pathlib import Path

import causaldata
import numpy as np
import pandas as pd

HERE = Path(__file__).parent
NAMES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75", "re78"]


def main() -> None:
    rng = np.random.default_rng(20260311)
    n = 150
    baseline, age, income = rng.normal(20, 4, n), rng.integers(18, 64, n), rng.lognormal(7, 0.5, n)
    woman, level = rng.integers(0, 2, n), rng.integers(1, 5, n)
    log_odds = -0.5 - 0.12 * (baseline - 20) + 0.03 * (age - 40) + 0.5 * woman - 0.2 * level
    columns = {
        "treated": (rng.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int),
        "baseline": baseline.round(4),
        "age": age,
        "income": income.round(2),
        "woman": woman,
        "level": level,
        "outcome": (0.6 * baseline + rng.normal(8, 3, n)).round(3),
    }
    pd.DataFrame(columns).to_csv(HERE / "pilot.csv", index=False)
    lottery = causaldata.nsw_mixtape.load_pandas().data
    survey = causaldata.cps_mixtape.load_pandas().data
    both = pd.concat([lottery[lottery.treat == 1], survey])[["treat", *NAMES]].astype(float)
    both.to_csv(sys.argv[1], index=False)


main()
