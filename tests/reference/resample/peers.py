"""Wild cluster bootstrap p-values of wildboottest with every Rademacher sign vector: nothing in them is random.

    python tests/reference/resample/peers.py     (from the root of the repository)

wildboottest 0.3.2 (a port of R's fwildclusterboot) in an environment of its own; the null imposed, WCR11.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
from wildboottest.wildboottest import WildboottestCL

HERE = Path(__file__).parent
PILOT = HERE.parent / "effect" / "pilot.csv"


def designs(data: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    centred = data[["baseline", "age", "woman"]] - data[["baseline", "age", "woman"]].mean()
    arm = np.column_stack([np.ones(len(data)), data["treated"]])
    lin = np.column_stack([arm, centred, centred.mul(data["treated"], axis=0)])
    change = (data["outcome"] - data["baseline"]).to_numpy()
    outcome = data["outcome"].to_numpy()
    return {"difference": (outcome, arm), "did": (change, arm), "ancova": (outcome, lin)}


def p_value(y: np.ndarray, x: np.ndarray, cluster: np.ndarray) -> tuple[float, float, int]:
    pick = np.zeros(x.shape[1])
    pick[1] = 1
    boot = WildboottestCL(X=x, Y=y, cluster=pd.Series(cluster), R=pick, B=99_999, seed=1, parallel=False)
    boot.get_scores(bootstrap_type="11", impose_null=True, adj=True, cluster_adj=True)
    boot.get_weights(weights_type="rademacher")
    boot.get_numer()
    boot.get_denom()
    boot.get_tboot()
    boot.get_vcov()
    boot.get_tstat()
    boot.get_pvalue(pval_type="two-tailed")
    return float(np.ravel(boot.t_stat)[0]), float(np.ravel(boot.pvalue)[0]), len(np.ravel(boot.t_boot))


def main() -> None:
    data = pd.read_csv(PILOT)
    rows = [
        (name, cluster, *p_value(y, x, data[cluster].to_numpy()))
        for name, (y, x) in designs(data).items()
        for cluster in ("crossing", "both")
    ]
    with (HERE / "peers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "cluster", "t", "p", "draws"])
        writer.writerows(rows)


main()
