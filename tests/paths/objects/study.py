"""A study with its plan, for the pages that show one."""

import runpy
from pathlib import Path
from typing import Any

PLAN = Path(__file__).parents[2] / "web/study/plan.toml"
CODE, LOTTERY = "via-esdoorn", "via-loting"


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
        "districts", "document", "deviate",
    )  # fmt: skip
    return {f"study:{name}": here for name in own} | {
        "study:schedule": {**here, "wave": "t0"},
        "study:edit": {**here, "section": "outcomes"},
        "study:told": {**here, "reader": "people"},
        "study:paper": {**here, "tongue": "nl"},
        "study:drawn": {"code": drawn(cast, at)},
    }


def drawn(cast: Any, at: Any) -> str:
    """The code of a study whose lottery is over."""
    from werkzaam.web.consent import actions as consent
    from werkzaam.web.study import actions, queries
    from werkzaam.web.study.rules import Start

    by = {"by": cast.access("dirk"), "at": at}
    if queries.studies(by["by"]).filter(code=LOTTERY).exists():
        return LOTTERY
    plan = (
        PLAN.read_text(encoding="utf-8")
        .replace(CODE, LOTTERY)
        .replace('kind = "matched"', 'kind = "randomised"')
    )
    study = actions.open_study(**by, organisation="instituut", programme=CODE, plan_toml=plan)
    runpy.run_path(str(Path(__file__).parent / "survey.py"))["consented"](cast, at, LOTTERY)
    consent.grant(by=cast.access("bram"), at=at, person_id=cast.amina.pk, purpose="research", on=at.date())
    consent.issue_pseudonym(by=cast.access("ilse"), at=at, study=LOTTERY, person_id=cast.amina.pk)
    starts = [Start(arm.key, arm.key) for arm in queries.arm_list(study)]
    actions.prepare_lottery(**by, study=study, starts=starts, groups={})
    actions.draw_lottery(**by, study=study)
    actions.close_lottery(**by, study=study)
    return LOTTERY
