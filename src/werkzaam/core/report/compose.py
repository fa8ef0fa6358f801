"""One material and one language make one document: the chapters in their fixed order."""

from __future__ import annotations

from werkzaam.core.report.document import Document
from werkzaam.core.report.material import Material
from werkzaam.core.report.sections import (
    appendix,
    comparability,
    conclusion,
    design,
    developments,
    effects,
    experienced,
    forwhom,
    joint,
    programme,
    recommendations,
    summary,
    trust,
)
from werkzaam.core.report.teller import Teller

_PAGE_WORDS = ("skip", "contents", "kicker", "numbers", "number_link", "figure", "table", "page", "of")


def compose(material: Material, language: str, software: str) -> Document:
    """The whole report in `language`; `software` is the name and version it states for reproduction."""
    teller = Teller(material, language)
    plan = material.plan
    sections = (
        summary.section(teller),
        programme.section(teller),
        design.section(teller),
        comparability.section(teller),
        developments.section(teller),
        effects.section(teller),
        *trust.section(teller),
        *forwhom.section(teller),
        *experienced.section(teller),
        *joint.section(teller),
        conclusion.section(teller),
        *recommendations.section(teller),
        appendix.method(teller),
        appendix.evidence(teller),
        appendix.reproduce(teller, software),
    )
    labels = tuple((key, teller.word(f"page.{key}")) for key in _PAGE_WORDS)
    title, kicker = teller.label(plan.title), teller.word("page.kicker")
    return Document(language, title, kicker, _facts(teller), sections, labels)


def _facts(teller: Teller) -> tuple[tuple[str, str], ...]:
    plan = teller.material.plan
    facts = (
        ("researchers", ", ".join(plan.researchers)),
        ("cooperation", ", ".join(plan.cooperation)),
        ("themes", ", ".join(plan.themes)),
        ("published", teller.date(teller.material.on)),
        ("registered", registration(teller)),
    )
    return tuple((teller.word(f"facts.{key}"), value) for key, value in facts if value)


def registration(teller: Teller) -> str:
    """Whether and when the plan was registered, in a few words."""
    plan = teller.material.plan
    if plan.lock is None:
        return teller.word("facts.registered_no")
    if not plan.registered:
        return teller.word("facts.registered_changed")
    words = teller.word("facts.registered_yes")
    return words.replace("$on", teller.date(plan.lock.on)).replace("$by", plan.lock.by)
