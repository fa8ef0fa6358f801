"""Which cells `acro` 1.0.2 (UWE Bristol, MIT) withholds of random tables.

Run in an environment of its own, since acro asks for an older pandas: pip install acro.
"""

import numpy as np
import pandas as pd
from acro import ACRO

rng = np.random.default_rng(8)
session = ACRO(suppress=True)
rows = []
for table in range(12):
    n = int(rng.integers(60, 160))
    data = pd.DataFrame(
        {
            "arm": rng.choice(["a", "b", "c"], n, p=[0.5, 0.35, 0.15]),
            "rung": rng.choice([1, 2, 3], n, p=[0.6, 0.3, 0.1]),
            "income": np.round(rng.lognormal(7, rng.uniform(0.5, 4.0), n), 2),
        }
    )
    counts = session.crosstab(data.arm, data.rung)
    totals = session.crosstab(data.arm, data.rung, values=data.income, aggfunc="sum")
    for arm in "abc":
        for rung in (1, 2, 3):
            cell = data[(data.arm == arm) & (data.rung == rung)].income
            if len(cell):
                held = " ".join(f"{x:.2f}" for x in cell)
                rows.append(
                    (
                        table,
                        arm,
                        rung,
                        int(pd.isna(counts.loc[arm, rung])),
                        int(pd.isna(totals.loc[arm, rung])),
                        held,
                    )
                )
frame = pd.DataFrame(rows, columns=["table", "arm", "rung", "count_withheld", "total_withheld", "incomes"])
frame.to_csv("acro.csv", index=False)
