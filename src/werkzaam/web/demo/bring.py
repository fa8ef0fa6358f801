"""What the researchers of the scenario bring to their report, written through the desk's own actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkzaam.core.claim.dossier import Dossier, Link, Source, Written
from werkzaam.core.simulate.dossier import dossier
from werkzaam.web.demo.cast import Stage
from werkzaam.web.desk import actions
from werkzaam.web.interview import actions as interview
from werkzaam.web.interview import queries as interviews

REASON = "De rol alleen wijst niemand aan: van elke rol zijn er meer gesproken."
LANGUAGES = ("nl", "en")
Quotes = Mapping[tuple[str, bool], str]
"""The key of a signed quote per element, for it and against it."""


def bring(stage: Stage, by: Mapping[str, Any]) -> None:
    """Elements with their quotes and judgements, claims, and the joint display."""
    brought, quotes = dossier(), _elements(stage, by, dossier())
    for claim in brought.claims:
        _write(stage, by, claim, brought, quotes)
    for row in brought.joint:
        values = {"element": row.element, "dose": row.dose or "", "estimand": row.estimand or ""}
        values |= {"fit": row.fit.value, **both("reading", row.reading)}
        actions.read_row(**by, study=stage.study, values=values)


def both(name: str, text: Mapping[str, str] | None) -> dict[str, str]:
    return {f"{name}_{language}": (text or {}).get(language, "") for language in LANGUAGES}


def _elements(stage: Stage, by: Mapping[str, Any], brought: Dossier) -> Quotes:
    """Each element under the scenario's key, with a passage for it and one against it signed off."""
    names = {one.key: one.label["nl"] for one in stage.scenario.talks.codes}
    codes = {one.name: one for one in interviews.codes(stage.study)}
    quotes: dict[tuple[str, bool], str] = {}
    for element in brought.elements:
        code = codes[names[element.key]]
        texts = both("label", element.label) | both("definition", element.definition)
        actions.print_element(**by, study=stage.study, code=code.pk, texts=texts, key=element.key)
        answers = {question: _dutch(words) for question, words in element.judgements.items()}
        interview.judge(**by, code=code, answers=answers)
        quotes |= {(element.key, against): key for against, key in _sign(stage, by, code)}
    return quotes


def _dutch(words: Mapping[str, str] | str) -> str:
    return words if isinstance(words, str) else words["nl"]


def _sign(stage: Stage, by: Mapping[str, Any], code: Any) -> Iterable[tuple[bool, str]]:
    """The first passage that may be quoted on either side."""
    found = interviews.evidence(code, by["by"].account, on=stage.today)
    for against, passages in ((False, found.supporting), (True, found.contradicting)):
        for one in passages[:1]:
            told = {"perspective": one.coding.source.perspective}
            wording = one.text.strip()
            signed = interview.sign_quote(**by, coding=one.coding, wording=wording, told=told, reason=REASON)
            yield against, f"quote-{signed.pk}"


def _write(stage: Stage, by: Mapping[str, Any], claim: Written, brought: Dossier, quotes: Quotes) -> None:
    links = [told for link in claim.links for told in _link(link, brought, quotes)]
    texts = {
        key: text
        for name in ("sentence", "answer", "period", "mechanism", "addressee")
        for key, text in both(name, getattr(claim, name)).items()
    }
    rivals = [both("explanation", one.explanation) | both("examined", one.examined) for one in claim.rivals]
    actions.write_claim(
        **by, study=stage.study, kind=claim.kind.value, key=claim.key, texts=texts, links=links, rivals=rivals
    )


def _link(link: Link, brought: Dossier, quotes: Quotes) -> Iterable[dict[str, str]]:
    """As it stands here: a quote by the passage that was signed; a document that nobody studied here is left out."""
    if link.source is Source.DOCUMENT:
        return
    target = link.target
    if link.source is Source.QUOTE:
        place = next(
            (one.key, quote.against)
            for one in brought.elements
            for quote in one.quotes
            if quote.key == target
        )
        if place not in quotes:
            return
        target = quotes[place]
    yield {
        "stance": link.stance.value,
        "source": link.source.value,
        "target": target,
        **both("note", link.note),
    }
