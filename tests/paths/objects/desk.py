"""A study that went the whole way: frozen, run and published; before that, one run that failed."""

import runpy
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


STUDY_PAGES = (
    "study", "data", "freeze", "run", "write", "publish", "claims", "elements", "joint", "new_row", "report", "release",
    "ask_release", "recommendations", "withdrawn",
)  # fmt: skip
SENTENCE = {"sentence_nl": "Blijf zelf bellen.", "sentence_en": "Keep calling yourself."}
READING = {"reading_nl": "Het één vult het ander aan.", "reading_en": "One adds to the other."}


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    study = runpy.run_path(str(HERE / "study.py"))["pages"](cast, at)["study:study"]
    failed, run = went_the_whole_way(cast, at, study["code"])
    claim, code, row, asked = brought(cast, at, study["code"], run)
    told = {"code": study["code"], "claim": claim.key}
    return {
        **{f"desk:{name}": study for name in STUDY_PAGES},
        **{f"desk:{name}": {"pk": claim.pk} for name in ("claim", "look", "leave_out")},
        **{f"desk:{name}": {"pk": row.pk} for name in ("row", "look_row")},
        "desk:new_claim": {"code": study["code"], "kind": "contribution"},
        "desk:lower": {"code": study["code"], "claim": "effect-rung-t2"},
        "desk:uptake": told,
        "desk:element": {"pk": code.pk},
        "desk:decide_release": {"pk": asked.pk},
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


def brought(cast: Any, at: Any, code: str, run: Any) -> tuple[Any, Any, Any, Any]:
    """A recommendation, an element of the report, a row of the joint display, and a release that waits."""
    from werkzaam.web.desk import actions
    from werkzaam.web.desk.models import Release
    from werkzaam.web.interview import actions as interview
    from werkzaam.web.study import queries

    by = {"by": cast.access("dirk"), "at": at}
    study = queries.get(by["by"], "study.see", code)
    named = interview.add_code(**by, study=study, name="zelf bellen", kind="working-element", definition="")
    texts = {"label_nl": "Zelf bellen", "label_en": "Calling yourself"}
    actions.print_element(**by, study=study, code=named.pk, texts=texts)
    link = {"stance": "supports", "source": "claim", "target": "effect-rung-t2", "note_nl": "", "note_en": ""}
    addressee = {"addressee_nl": "Gemeente Esdoorn", "addressee_en": "Municipality of Esdoorn"}
    claim = actions.write_claim(
        **by, study=study, kind="recommendation", texts=SENTENCE | addressee, links=[link]
    )
    values = {"element": "calling-yourself", "fit": "silent", **READING}
    row = actions.read_row(**by, study=study, values=values)
    seal = {"dossier_hash": "5e" * 32, "digest": "5e" * 32}
    asked = Release.objects.create(run=run, asked_at=at, asked_by=by["by"].account, **seal)
    return claim, named, row, asked


def draft_of(code: str, run: Any) -> None:
    """The draft edition where the desk looks for it."""
    from werkzaam.web.desk import queries

    printed = runpy.run_path(str(HERE / "public.py"))["printed"]()
    run.folder = f"run-{run.pk}"
    run.save(update_fields=["folder"])
    shutil.copytree(printed, queries.drafts(code) / run.folder)
