"""Makes `study.csv`: a small simulated study with coaches on the programme side. Run once; committed.

python tests/reference/estimators/make_data.py
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def main() -> None:
    rng = np.random.default_rng(20261122)
    n = 120
    treated = np.arange(n) < 60
    coach = np.where(treated, np.arange(n) % 5, 1000 + np.arange(n))
    shared = np.where(treated, rng.normal(0, 0.4, 5)[np.arange(n) % 5], 0.0)
    baseline = rng.normal(20, 4, n).round(2)
    age = rng.normal(41, 9, n).round()
    woman = (rng.random(n) < 0.45).astype(int)
    start = (baseline - 20) / 4 + 0.2 * woman
    columns = {
        "person": np.arange(n),
        "treated": treated.astype(int),
        "coach": coach,
        "baseline": baseline,
        "age": age,
        "woman": woman,
        "weight": np.exp(rng.normal(0, 0.4, n)).round(4),
        "binary": binary(rng, -0.3 + 0.7 * treated + 0.8 * start + shared),
        "rare": binary(rng, -1.2 + 0.5 * start) * ~treated,
        "count": rng.poisson(np.exp(0.4 + 0.3 * treated + 0.3 * start + shared)),
        "ladder": 1 + np.searchsorted([-1, 0, 1, 2], start + 0.5 * treated + rng.logistic(size=n) + shared),
        **waves(rng, start, treated, shared),
        **spell(rng, start, treated),
    }
    rows = zip(*columns.values(), strict=True)
    lines = [",".join("" if np.isnan(value) else format(value, "g") for value in row) for row in rows]
    (HERE / "study.csv").write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")


def binary(rng: np.random.Generator, line: np.ndarray) -> np.ndarray:
    return (rng.random(len(line)) < 1 / (1 + np.exp(-line))).astype(int)


def waves(
    rng: np.random.Generator, start: np.ndarray, treated: np.ndarray, shared: np.ndarray
) -> dict[str, np.ndarray]:
    """Three later waves; more is missed later, in gaps and for good, also depending on the wave before."""
    n = len(start)
    root = np.linalg.cholesky(np.array([[4.0, 2.6, 2.0], [2.6, 5.0, 3.2], [2.0, 3.2, 6.0]]))
    y = 20 + 2.5 * start[:, None] + treated[:, None] * [0.5, 1.0, 1.5] + 2 * shared[:, None]
    y = (y + rng.normal(size=(n, 3)) @ root.T).round(3)
    missed = rng.random((n, 3)) < [0.08, 0.15, 0.2]
    missed[:, 2] |= (y[:, 1] < 19) & (rng.random(n) < 0.3)
    return {f"wave{k + 1}": np.where(missed[:, k], np.nan, y[:, k]) for k in range(3)}


def spell(rng: np.random.Generator, start: np.ndarray, treated: np.ndarray) -> dict[str, np.ndarray]:
    """Months to a first job, in half months so that there are ties; seen until somewhere between 6 and 18 months."""
    job = rng.exponential(14 * np.exp(-0.3 * start - 0.4 * treated))
    seen = rng.uniform(6, 18, len(start))
    months = np.ceil(2 * np.minimum(job, seen)) / 2
    return {"months": months, "event": (job <= seen).astype(int)}


main()
