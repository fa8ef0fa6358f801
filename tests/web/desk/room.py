"""What researchers bring in the tests: an interview with a coded passage, a signed quote, claims of each kind."""

from datetime import datetime
from typing import Any

from .conftest import AFTER, moment

TOLD = (
    "Interviewer: Wat hielp u?\n\nDeelnemer: Zij belde ook als er niets moest. Dan ga je iemand vertrouwen."
)
PASSAGE = "Zij belde ook als er niets moest."
COUNTS = "development.programme.rung.t1"
DESCRIBED = {
    "sentence_nl": f"Van {{{COUNTS}.asked|count}} deelnemers zetten er {{{COUNTS}.improved|count}} een stap vooruit.",
    "sentence_en": f"Of {{{COUNTS}.asked|count}} participants {{{COUNTS}.improved|count}} took a step forward.",
    "period_nl": "Van de start tot drie maanden daarna.",
    "period_en": "From the start until three months later.",
}
NAMED = "element.trust.participant"
EXPERIENCED = {
    "sentence_nl": f"Van de {{{NAMED}.asked|count}} deelnemers noemt {{{NAMED}.persons|count}} het vertrouwen.",
    "sentence_en": f"Of {{{NAMED}.asked|count}} participants {{{NAMED}.persons|count}} names trust.",
}
ADVICE = {
    "sentence_nl": "Geef iedere deelnemer een vaste coach.",
    "sentence_en": "Give every participant one fixed coach.",
    "addressee_nl": "Gemeente Esdoorn",
    "addressee_en": "Municipality of Esdoorn",
}


def link(source: str, target: str, stance: str = "supports") -> dict[str, str]:
    return {
        "stance": stance,
        "source": source,
        "target": target,
        "note_nl": "Daarom.",
        "note_en": "Because of that.",
    }


def coded(pilot: Any, at: datetime = moment(AFTER)) -> Any:
    """A participant tells; Dirk codes it, signs the quote and answers a question. The code."""
    from werkzaam.web.interview import actions as interview

    by: dict[str, Any] = {"by": pilot.dirk(), "at": at}
    source = interview.add_source(
        **by, study=pilot.study, kind="interview", perspective="participant", title="Gesprek", text=TOLD,
        pseudonym=pilot.keys[pilot.persons["programme"][0].pk], asking=("Interviewer",),
    )  # fmt: skip
    code = interview.add_code(
        **by, study=pilot.study, name="vertrouwen", kind="working-element", definition="Iemand vertrouwen."
    )
    start = source.text.index(PASSAGE)
    coding = interview.code_segment(**by, source=source, code=code, start=start, end=start + len(PASSAGE))
    interview.sign_quote(**by, coding=coding, wording=PASSAGE, told={})
    interview.judge(**by, code=code, answers={"coherence": "Niemand zegt het tegendeel."})
    return code


def element(pilot: Any) -> Any:
    from werkzaam.web.desk import actions

    texts = {"label_nl": "Vertrouwen", "label_en": "Trust", "definition_nl": "", "definition_en": ""}
    code = coded(pilot)
    return actions.print_element(
        by=pilot.dirk(), at=moment(AFTER), study=pilot.study, code=code.pk, texts=texts
    )


def write(pilot: Any, kind: str, texts: Any, *links: Any, **more: Any) -> Any:
    from werkzaam.web.desk import actions

    more = {"by": pilot.dirk(), "at": moment(AFTER), **more}
    return actions.write_claim(study=pilot.study, kind=kind, texts=texts, links=links, **more)


def described(pilot: Any, **more: Any) -> Any:
    return write(pilot, "described", DESCRIBED, link("number", f"{COUNTS}.improved"), **more)


def advice(pilot: Any, **more: Any) -> Any:
    return write(pilot, "recommendation", ADVICE, link("claim", "described-1"), **more)
