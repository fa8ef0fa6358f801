"""Words beside numbers: each row an element, the contact that was given, the difference, and what we make of it."""

from __future__ import annotations

from werkzaam.core.claim.dossier import Element, Joint
from werkzaam.core.claim.joint import level
from werkzaam.core.report import places
from werkzaam.core.report.document import Paragraph, Row, Section, Table, Text, Words, words
from werkzaam.core.report.teller import Teller, difference_form

HEADS = ("element", "dose", "estimate", "voices", "fit", "reading")


def section(teller: Teller) -> tuple[Section, ...]:
    """Nothing where no row was written."""
    rows = teller.material.dossier.joint
    if not rows:
        return ()
    header = tuple(teller.word(f"joint.head_{one}") for one in HEADS)
    made = tuple(_row(teller, one) for one in rows)
    table = Table(
        "joint", teller.word("joint.table"), header, (False,) * 6, made, teller.word("joint.note"), dense=True
    )
    told = (Paragraph(teller.say("joint.text")), Paragraph(teller.say("joint.caution"), "note"))
    return (Section("joint", teller.word("joint.title"), (*told, table)),)


def _row(teller: Teller, one: Joint) -> Row:
    element = teller.material.element(one.element)
    name = teller.label(element.label) if element else one.element
    fit = words(teller.word(f"fit.{one.fit}"))
    reading = teller.text(teller.label(one.reading))
    return Row(
        (words(name), dose(teller, one), estimate(teller, one), _voices(teller, element), fit, reading)
    )


def dose(teller: Teller, one: Joint) -> Text:
    """What was given, by its name."""
    return places.told(teller, one.dose) if one.dose else words(teller.word("page.missing"))


def estimate(teller: Teller, one: Joint) -> Text:
    """The difference with its interval, the verdict on it, and the level of the design it stands on."""
    material = teller.material
    made = next((each for each in material.findings.estimates if each.key == one.estimand), None)
    if made is None:
        return words(teller.word("page.missing"))
    form = difference_form(material.plan.outcome(made.outcome))
    said = teller.interval(f"estimate.{made.key}.points", form)
    asked = Words(f"{teller.counted(made.outcome, made.wave)}: ")
    return (asked, *said, Words(_standing(teller, one)))


def _standing(teller: Teller, one: Joint) -> str:
    """The verdict in words, and the Maryland level."""
    claim = next((each for each in teller.material.claims if each.key == f"effect-{one.estimand}"), None)
    if claim is None or claim.verdict is None:
        return ""
    at = level(one, teller.material.claims)
    design = "" if at is None else f"; {teller.word('joint.level')} {at:g}"
    return f". {teller.word(f'verdict.{claim.verdict}')}{design}"


def _voices(teller: Teller, element: Element | None) -> Text:
    """Who names it of whom asked, perspective by perspective."""
    heard = [one for one in element.voices if one.asked] if element else []
    told: Text = ()
    for at, voice in enumerate(heard):
        name = teller.known(f"perspective.{voice.perspective}")
        path = f"element.{element.key}.{voice.perspective}" if element else ""
        counts = (
            teller.number(f"{path}.persons", "count"),
            Words(f" {teller.word('page.of')} "),
            teller.number(f"{path}.asked", "count"),
        )
        told += (Words(f"{'; ' if at else ''}{name} "), *counts)
    return told or words(teller.word("page.missing"))
