"""One real edition with all that its researchers bring, written once per process; on the shelf twice, so that each
has a related one."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

KEY = "via-esdoorn"


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    from django.conf import settings

    for key in (KEY, f"{KEY}-eerder"):
        shutil.copytree(printed(), settings.EDITIONS / key)
    here = {"key": KEY}
    return {
        "public:theme": {"theme": "wijken-en-leefbaarheid"},
        "public:file": {**here, "path": "report.html"},
        "public:claim": {**here, "claim": "experienced-trust"},
        "public:number": {**here, "thing": "estimate.rung-t2"},
        "public:reference": {**here, "kind": "bib"},
        **{f"public:{name}": here for name in ("publication", "numbers", "datacite_json", "datacite_xml")},
    }


def printed() -> Path:
    """The reference study with its planted truths and its dossier, analysed, judged and written: once, in the folder
    that holds those of all tests of this process (see `_own_folders` in the conftest)."""
    from django.conf import settings

    folder: Path = settings.EDITIONS.parents[1] / "printed"
    if not folder.exists():
        import numpy as np

        from werkzaam.core import simulate
        from werkzaam.core.claim.evidence import evidence
        from werkzaam.core.panel import build_panel
        from werkzaam.core.report.evaluation import evaluate
        from werkzaam.core.simulate.dossier import dossier

        plan = simulate.plan(registered_on=date(2019, 11, 1))
        scenario = simulate.enschede(np.random.default_rng(7), date(2019, 11, 18))
        done = evaluate(plan, build_panel(plan, *simulate.records(scenario)))
        brought = dossier(evidence(done.findings, plan, dossier()))
        done.write(folder, on=date(2021, 6, 1), dossier=brought)
    return folder
