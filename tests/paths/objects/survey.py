"""A round in the field with one invitation, for the researcher's pages and the respondent's."""

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    here = runpy.run_path(str(Path(__file__).parent / "study.py"))["pages"](cast, at)["study:study"]
    found, token = in_the_field(cast, at, here["code"])
    one = {**here, "number": found.pk}
    return {
        "survey:field": here,
        "survey:open_round": here,
        "survey:invite": one,
        "survey:renew": one,
        "survey:instrument": {"number": found.instrument_id},
        "respond:start": {"token": token},
        "respond:question": {"token": token, "number": 3},
        "respond:check": {"token": token},
    }


def in_the_field(cast: Any, at: Any, code: str) -> tuple[Any, str]:
    """The round, open today, and the token of Els."""
    from django.utils import timezone

    from werkzaam.web.study import actions as studies
    from werkzaam.web.study import queries
    from werkzaam.web.survey import actions
    from werkzaam.web.survey.queries import shipped_text

    by = {"by": cast.access("dirk"), "at": at}
    study = queries.get(by["by"], "study.see", code)
    pseudonym = consented(cast, at, code)
    studies.allocate(**by, study=study, arms={pseudonym: "control"})
    last = timezone.localdate() + timedelta(days=30)
    studies.schedule_wave(**by, study=study, wave="t0", opens_on=at.date(), closes_on=last)
    instrument = actions.add_instrument(**by, csv_text=shipped_text("core-battery"))
    found = actions.open_round(**by, study=study, wave="t0", instrument=instrument)
    tokens = actions.invite(**by, round=found, pseudonyms=[pseudonym])
    return found, tokens[pseudonym]


def consented(cast: Any, at: Any, code: str) -> str:
    """Els said yes to the research; her pseudonym in the study."""
    from werkzaam.web.consent import actions, queries

    if not queries.purposes().filter(code="research").exists():
        actions.define_purpose(
            by="system",
            at=at,
            code="research",
            text_nl="Onderzoek",
            text_en="Research",
            ground="scientific-research",
            months=120,
        )
    ilse = {"by": cast.access("ilse"), "at": at}
    actions.grant(**ilse, person_id=cast.els.pk, purpose="research", on=at.date())
    return actions.issue_pseudonym(**ilse, study=code, person_id=cast.els.pk)
