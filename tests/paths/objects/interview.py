"""A conversation with one coded passage and a document, for the pages that read and code."""

import runpy
from pathlib import Path
from typing import Any

TOLD = "Ik bel elke week. Dat helpt. Soms neemt iemand niet op.\n\nDan ga ik langs. De deur gaat altijd open."
LETTER = "Het college begeleidt inwoners een jaar lang.\n\nDaarna volgt een gesprek over het vervolg."


STUDY_PAGES = (
    "sources", "add", "codebook", "matrix", "search", "passages", "elements", "rounds", "talks", "guide", "exchange",
)  # fmt: skip


def pages(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    here = runpy.run_path(str(Path(__file__).parent / "study.py"))["pages"](cast, at)["study:study"]
    source, coding = coded(cast, at, here["code"])
    one, study, code = {"pk": source.pk}, {"study": here["code"]}, {"pk": coding.code_id}
    more = beside(cast, at, source, coding)
    return {
        **{f"interview:{name}": one for name in ("source", "code", "memo")},
        **{f"interview:{name}": {"pk": coding.pk} for name in ("undo", "note", "quote")},
        **{f"interview:{name}": code for name in ("one_code", "merge", "split", "remove", "element")},
        **{f"interview:{name}": study for name in STUDY_PAGES},
        "interview:take": study | {"form": "qdc"},
        **more,
    }


def beside(cast: Any, at: Any, source: Any, coding: Any) -> dict[str, dict[str, Any]]:
    """A text that waits for its reader, a round that was released with a difference, and a talk that is planned."""
    from werkzaam.web.interview import actions
    from werkzaam.web.interview.queries import last_standing

    by = {"by": cast.access("dirk"), "at": at}
    study = source.study
    told = {"kind": "interview", "perspective": "employer", "title": "Gesprek met een werkgever"}
    text = "Interviewer: Wie belt u?\nWerkgever: Coach Bram, op 06-12345678.\nInterviewer: En dan?\nWerkgever: Klaar."
    pending = actions.import_text(**by, study=study, text=text, **told)
    second = researcher(cast, at)
    opened = actions.open_round(
        **by, study=study, name="Ronde 1", sources=[source.pk], coders=[by["by"].account, second.account]
    )
    place = {"source": source, "code": coding.code, "start": 0, "end": 17}
    actions.code_segment(**by, **place)
    for one in (by["by"], second):
        actions.finish(by=one, at=at, round=opened)
    talk = actions.plan_talk(**by, study=study, perspective="employer")
    waiting, going = {"pk": pending.pk}, {"pk": opened.pk}
    return {
        **{
            f"interview:{name}": waiting
            for name in ("pending", "pending_mark", "pending_sign", "pending_leave")
        },
        **{f"interview:{name}": going for name in ("round", "finish", "settle")},
        "interview:settle_talk": {"pk": talk.pk},
        "interview:undo_change": {"pk": last_standing(study).pk},
    }


def researcher(cast: Any, at: Any) -> Any:
    """Ria, a second coder at the institute."""
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind

    system = {"by": "system", "at": at}
    cast.accounts["ria"] = people.open_account(**system, email="ria@example.org", name="Ria")
    people.give_role(
        **system,
        account=cast.accounts["ria"],
        kind=RoleKind.RESEARCHER,
        organisation=cast.instituut,
        since_on=at.date(),
    )
    return cast.access("ria")


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
