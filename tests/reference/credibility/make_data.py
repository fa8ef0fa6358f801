"""The made-up study that imputation is held against: python make_data.py > imputation.csv.

Sixty persons an arm, everybody alone; later answers lost more often after a low start; a second later wave of
which other answers are missing, so that the pattern is not nested.
"""

import csv
import sys

import numpy as np

rng = np.random.default_rng(20240607)
treated = np.repeat([1, 0], 60)
start = rng.normal(5, 2, 120)
age = rng.normal(40, 10, 120)
later = 2 + 0.6 * start + 0.05 * age + 0.8 * treated + rng.normal(0, 1.6, 120)
after = 1 + 0.7 * later + 0.2 * start + rng.normal(0, 1.2, 120)
lost = rng.random(120) < 1 / (1 + np.exp(-(-0.5 - 0.3 * (start - 5))))
gone = rng.random(120) < 0.3

rows = csv.writer(sys.stdout, lineterminator="\n")
rows.writerow(["treated", "start", "age", "later", "after"])
for person in range(120):
    rows.writerow(
        [
            treated[person],
            f"{start[person]:.6f}",
            f"{age[person]:.6f}",
            "" if lost[person] else f"{later[person]:.6f}",
            "" if gone[person] else f"{after[person]:.6f}",
        ]
    )
