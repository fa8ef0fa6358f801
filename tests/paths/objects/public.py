"""One real edition, written once per process; on the shelf twice, so that each has a related one."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

KEY = "via-esdoorn"


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    from django.conf import settings

    for key in (KEY, f"{KEY}-eerder"):
        shutil.copytree(printed(), settings.EDITIONS / key)
    return {
        "public:theme": {"theme": "wijken-en-leefbaarheid"},
        "public:publication": {"key": KEY},
        "public:file": {"key": KEY, "path": "report.html"},
    }


def printed() -> Path:
    """The reference study with its planted truths, analysed, judged and written: once, in the folder that holds
    those of all tests of this process (see `_own_folders` in the conftest)."""
    from django.conf import settings

    folder: Path = settings.EDITIONS.parents[1] / "printed"
    if not folder.exists():
        import numpy as np

        from werkzaam.core import simulate
        from werkzaam.core.panel import build_panel
        from werkzaam.core.report.evaluation import evaluate

        plan = simulate.plan(registered_on=date(2019, 11, 1))
        scenario = simulate.enschede(np.random.default_rng(7), date(2019, 11, 18))
        evaluate(plan, build_panel(plan, *simulate.records(scenario))).write(folder, on=date(2021, 6, 1))
    return folder
