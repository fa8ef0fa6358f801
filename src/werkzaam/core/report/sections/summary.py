"""The summary: the verdict in plain words first, then what changed."""

from __future__ import annotations

from werkzaam.core.claim.model import Claim, Kind, Verdict
from werkzaam.core.report.document import Bullets, Paragraph, Section, VerdictBox, words
from werkzaam.core.report.sections import claims
from werkzaam.core.report.teller import Teller

_ORDER = list(Verdict)


def section(teller: Teller) -> Section:
    material = teller.material
    lead = teller.label(material.plan.summary)
    blocks = [
        *([Paragraph(words(lead), "lead")] if lead else []),
        *boxes(teller),
        *_described(teller),
        *claims.short(teller),
    ]
    return Section("summary", teller.word("summary.title"), tuple(blocks))


def boxes(teller: Teller) -> list[VerdictBox | Paragraph]:
    """One box per verdict spoken, with the claims that share it."""
    made = teller.material.of_kind(Kind.EFFECT)
    if not made:
        return [Paragraph(teller.say("summary.none"), "note")]
    spoken = sorted({claim.verdict for claim in made if claim.verdict}, key=_ORDER.index)
    return [_box(teller, verdict) for verdict in spoken]


def _box(teller: Teller, verdict: Verdict) -> VerdictBox:
    made = [claim for claim in teller.material.of_kind(Kind.EFFECT) if claim.verdict is verdict]
    said = tuple((_subject(teller, claim), teller.text(teller.label(claim.sentence))) for claim in made)
    return VerdictBox(verdict.value, teller.word(f"verdict.{verdict.value}"), said)


def _subject(teller: Teller, claim: Claim) -> str:
    """A line above the sentence; none where the sentence is short and says it itself."""
    return "" if claim.verdict is Verdict.NOT_EXAMINED else teller.subject(claim)


def _described(teller: Teller) -> list[Paragraph | Bullets | Section]:
    made = teller.material.of_kind(Kind.DESCRIBED)
    if not made:
        return []
    sentences = tuple(teller.text(teller.label(claim.sentence)) for claim in made)
    caution = Paragraph(teller.say("summary.described_caution"), "note")
    return [Section("described", teller.word("summary.described"), (caution, Bullets(sentences)))]
