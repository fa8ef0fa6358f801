"""A conversation with one coded passage and a document, for the pages that read and code."""

import runpy
from pathlib import Path
from typing import Any

TOLD = "Ik bel elke week. Dat helpt. Soms neemt iemand niet op.\n\nDan ga ik langs. De deur gaat altijd open."
LETTER = "Het college begeleidt inwoners een jaar lang.\n\nDaarna volgt een gesprek over het vervolg."


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    here = runpy.run_path(str(Path(__file__).parent / "study.py"))["pages"](cast, at)["study:study"]
    source, coding = coded(cast, at, here["code"])
    one, study = {"pk": source.pk}, {"study": here["code"]}
    return {
        "interview:source": one,
        "interview:code": one,
        "interview:undo": {"pk": coding.pk},
        **{f"interview:{name}": study for name in ("sources", "add", "codebook", "matrix")},
    }


def coded(cast: Any, at: Any, code: str) -> tuple[Any, Any]:
    """What a job coach told, and Dirk's coding of its first sentence."""
    from werkzaam.web.interview import actions
    from werkzaam.web.study import queries

    by = {"by": cast.access("dirk"), "at": at}
    study = queries.get(by["by"], "study.see", code)
    told = {"kind": "interview", "perspective": "job-coach", "title": "Gesprek met een coach", "text": TOLD}
    letter = {"kind": "document", "perspective": "municipality", "title": "Collegebrief", "text": LETTER}
    source = actions.add_source(**by, study=study, **told)
    actions.add_source(**by, study=study, **letter)
    named = {"name": "vaak bellen", "kind": "working-element", "definition": "De coach belt zelf."}
    element = actions.add_code(**by, study=study, **named)
    actions.add_code(**by, study=study, name="geen gehoor", kind="improvement-point", definition="")
    return source, actions.code_segment(**by, source=source, code=element, start=0, end=17)
