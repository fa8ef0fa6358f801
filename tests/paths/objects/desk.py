"""A study that went the whole way: frozen, run and published; before that, one run that failed."""

import runpy
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    study = runpy.run_path(str(HERE / "study.py"))["pages"](cast, at)["study:study"]
    failed, run = went_the_whole_way(cast, at, study["code"])
    return {
        **{f"desk:{name}": study for name in ("study", "data", "freeze", "run", "publish")},
        "desk:task": {"kind": "run", "pk": failed.pk},
        "desk:results": {"pk": run.pk},
        "desk:drawing": {"pk": run.pk, "path": "figures/effects.nl.svg"},
    }


def went_the_whole_way(cast: Any, at: Any, code: str) -> tuple[Any, Any]:
    """The rows as the tasks leave them, around an edition that is real; the failed run and the last one."""
    from werkzaam.web.desk.models import Freeze, Publication, Run
    from werkzaam.web.study import queries

    dirk = cast.access("dirk")
    study = queries.get(dirk, "study.see", code)
    asked = {"asked_by": dirk.account, "started_at": at, "ended_at": at}
    done = {**asked, "asked_at": at, "status": "done", "progress": 100}
    freeze = Freeze.objects.create(
        **done, study=study, panel_hash="5e" * 32, persons=340, rows=2040, answers=640
    )
    failed = Run.objects.create(
        **asked,
        freeze=freeze,
        asked_at=at - timedelta(hours=1),
        status="failed",
        step="estimates",
        progress=40,
        code="desk-stopped",
        message="Deze stap stopte onverwacht.",
    )
    run = Run.objects.create(**done, freeze=freeze, plan_hash=study.plan_hash)
    draft_of(code, run)
    Publication.objects.create(**done, run=run, key=code)
    return failed, run


def draft_of(code: str, run: Any) -> None:
    """The draft edition where the desk looks for it."""
    from werkzaam.web.desk import queries

    printed = runpy.run_path(str(HERE / "public.py"))["printed"]()
    run.folder = f"run-{run.pk}"
    run.save(update_fields=["folder"])
    shutil.copytree(printed, queries.drafts(code) / run.folder)
