"""What is recommended, to whom, and the claims that each recommendation rests on, with their verdicts shown."""

from __future__ import annotations

from werkzaam.core.claim.dossier import Written
from werkzaam.core.claim.model import Kind
from werkzaam.core.report.document import Block, Bullets, Paragraph, Section
from werkzaam.core.report.sections import claims
from werkzaam.core.report.teller import Teller


def section(teller: Teller) -> tuple[Section, ...]:
    """By addressee, in the order in which they are first named; nothing where nothing is recommended."""
    advice = teller.material.written(Kind.RECOMMENDATION)
    if not advice:
        return ()
    named = list(dict.fromkeys(_addressee(teller, one) for one in advice))
    parts = tuple(
        _part(teller, at, name, [one for one in advice if _addressee(teller, one) == name])
        for at, name in enumerate(named, 1)
    )
    text = Paragraph(teller.say("recommendations.text"), "note")
    return (Section("recommendations", teller.word("recommendations.title"), (text, *parts)),)


def _part(teller: Teller, at: int, name: str, advice: list[Written]) -> Section:
    blocks: list[Block] = []
    for one in advice:
        blocks.append(Paragraph(claims.sentence(teller, one), "claim"))
        blocks.append(Bullets(tuple(claims.evidence(teller, one))))
    return Section(f"recommendation-{at}", name, tuple(blocks))


def _addressee(teller: Teller, one: Written) -> str:
    return teller.label(one.addressee or {}) or teller.word("recommendations.nobody")
