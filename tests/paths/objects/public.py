"""One real edition, written once per process; on the shelf twice, so that each has a related one."""

import atexit
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

KEY = "via-esdoorn"
PRINTED = Path(tempfile.gettempdir()) / f"werkzaam-edition-{os.getpid()}"


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
    """The reference study with its planted truths, analysed, judged and written; the folder is made only once."""
    if not PRINTED.exists():
        import numpy as np

        from werkzaam.core import simulate
        from werkzaam.core.panel import build_panel
        from werkzaam.core.report.evaluation import evaluate

        plan = simulate.plan(registered_on=date(2019, 11, 1))
        scenario = simulate.enschede(np.random.default_rng(7), date(2019, 11, 18))
        atexit.register(shutil.rmtree, PRINTED, ignore_errors=True)
        evaluate(plan, build_panel(plan, *simulate.records(scenario))).write(PRINTED, on=date(2021, 6, 1))
    return PRINTED
