"""From long Parquet to a frozen panel and back: the same digits, and every fault of a register named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.core.effect.register.conftest import COVARIATES, Make
from tests.core.effect.register.test_steady import same

from werkzaam.core.effect.register import (
    Columns,
    RegisterProblem,
    Staggered,
    Wide,
    estimate_rollout,
    thaw_register,
)

freeze = pytest.importorskip("werkzaam.core.effect.register.freeze", reason="needs the extra `register`")
COLUMNS = Columns("id", "t", "g", "y", COVARIATES, "cl")


def frozen(rows: pd.DataFrame, folder: Path, columns: Columns = COLUMNS, files: int = 1) -> Path:
    names = []
    for number, part in enumerate(np.array_split(rows.index, files)):
        names.append(folder / f"long-{number}.parquet")
        rows.loc[part].to_parquet(names[-1])
    return freeze.freeze_register(names, columns, folder / "panel")  # type: ignore[no-any-return]


@pytest.mark.parametrize("clustered", [True, False])
def test_the_same_digits(long: pd.DataFrame, wide: Wide, tmp_path: Path, clustered: bool) -> None:
    shuffled = long.sample(frac=1, random_state=3).reset_index(drop=True)
    panel = thaw_register(frozen(shuffled, tmp_path, files=3))
    spec = Staggered(clustered=clustered)
    same(estimate_rollout(wide, spec), estimate_rollout(panel, spec), 1e-10)


def test_never_may_be_null_and_names_may_be_odd(long: pd.DataFrame, wide: Wide, tmp_path: Path) -> None:
    odd = long.assign(g=long["g"].replace(0, np.nan)).rename(columns={"y": 'the "outcome"; DROP', "id": "ïd"})
    columns = Columns("ïd", "t", "g", 'the "outcome"; DROP', COVARIATES, "cl")
    panel = thaw_register(frozen(odd, tmp_path, columns))
    same(estimate_rollout(wide, Staggered()), estimate_rollout(panel, Staggered()), 1e-10)


def test_persons_who_were_not_always_seen(gappy: pd.DataFrame, make: Make, tmp_path: Path) -> None:
    names = [tmp_path / "long.parquet"]
    gappy.to_parquet(names[0])
    panel = thaw_register(freeze.freeze_register(names, COLUMNS, tmp_path / "panel", unbalanced=True))
    spec = Staggered(unbalanced=True)
    same(estimate_rollout(make(gappy), spec), estimate_rollout(panel, spec), 1e-10)


def once(long: pd.DataFrame) -> pd.Series:
    return (long["id"] == 9) & (long["t"] == 4)


FAULTS = {
    "more than one row": lambda long: pd.concat([long, long[once(long)]]),
    "no row in some periods": lambda long: long[~once(long)],
    "first treated period": lambda long: long.assign(
        g=np.where(once(long), 7, long["g"] * (long["id"] != 9))
    ),
    "a x1 that changes": lambda long: long.assign(x1=np.where(once(long), 55.0, long["x1"])),
    "a cl that changes": lambda long: long.assign(cl=np.where(once(long), 99, long["cl"])),
    "missing or infinite": lambda long: long.assign(y=np.where(once(long), np.inf, long["y"])),
}


@pytest.mark.parametrize("said", FAULTS)
def test_every_fault_is_named_and_nothing_written(long: pd.DataFrame, tmp_path: Path, said: str) -> None:
    with pytest.raises(RegisterProblem, match=said) as caught:
        frozen(FAULTS[said](long).reset_index(drop=True), tmp_path)
    assert caught.value.code == "register-rows"
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".parquet")] == []


def test_a_folder_that_is_there_already(long: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "panel").mkdir()
    with pytest.raises(RegisterProblem) as caught:
        frozen(long, tmp_path)
    assert caught.value.code == "register-target"


def test_a_folder_that_is_no_panel(tmp_path: Path) -> None:
    with pytest.raises(RegisterProblem) as caught:
        thaw_register(tmp_path)
    assert caught.value.code == "register-folder"
