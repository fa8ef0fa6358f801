"""A study with its plan, for the pages that show one."""

from pathlib import Path
from typing import Any

PLAN = Path(__file__).parents[2] / "web/study/plan.toml"
CODE = "via-esdoorn"


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    from werkzaam.web.study import actions, queries

    dirk = cast.access("dirk")
    found = queries.studies(dirk).filter(code=CODE).first()
    if found is None:
        found = actions.open_study(
            by=dirk,
            at=at,
            organisation="instituut",
            programme=CODE,
            plan_toml=PLAN.read_text(encoding="utf-8"),
        )
    here = {"code": found.code}
    own = (
        "study", "plan", "amend", "expect", "review", "lock", "open", "power", "allocate", "lottery", "draw", "close",
        "drawn", "districts", "document", "deviate",
    )  # fmt: skip
    return {f"study:{name}": here for name in own} | {
        "study:schedule": {**here, "wave": "t0"},
        "study:edit": {**here, "section": "outcomes"},
        "study:told": {**here, "reader": "people"},
        "study:paper": {**here, "tongue": "nl"},
    }
