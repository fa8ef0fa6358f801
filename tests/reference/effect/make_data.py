"""Makes `pilot.csv`: a small simulated study with groups on both sides, on one side, and none. Run once; committed.

python tests/reference/effect/make_data.py
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def main() -> None:
    rng = np.random.default_rng(20260302)
    n = 87
    treated = np.arange(n) < 45
    both = np.where(treated, rng.integers(0, 6, n), 6 + rng.integers(0, 8, n))
    partial = np.where(treated, rng.integers(0, 4, n), 1000 + np.arange(n))
    crossing = rng.integers(0, 9, n)
    baseline = rng.normal(20, 4, n).round(2)
    age = rng.normal(41, 9, n).round()
    woman = (rng.random(n) < 0.45).astype(int)
    groups = rng.normal(0, 1.2, 2000)
    outcome = (
        6 + 0.7 * baseline + 0.03 * age + 1.1 * treated + groups[both] + groups[partial] + rng.normal(0, 2, n)
    )
    columns = [
        np.arange(n),
        treated.astype(int),
        both,
        partial,
        crossing,
        baseline,
        age,
        woman,
        outcome.round(3),
    ]
    header = "person,treated,both,partial,crossing,baseline,age,woman,outcome"
    lines = [",".join(format(value, "g") for value in row) for row in zip(*columns, strict=True)]
    (HERE / "pilot.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


main()
