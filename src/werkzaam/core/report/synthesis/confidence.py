"""Findings over studies with the confidence they deserve (GRADE-CERQual), as handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from werkzaam.core.report.document import Paragraph, Row, Section, Table, words
from werkzaam.core.report.synthesis.model import COMPONENTS, Finding
from werkzaam.core.report.synthesis.voice import Voice


def section(voice: Voice, findings: Sequence[Finding], names: Mapping[str, str]) -> tuple[Section, ...]:
    if not findings:
        return ()
    told = tuple(_finding(voice, one, names) for one in findings)
    text = Paragraph(words(voice.word("findings_text")), "note")
    return (Section("findings", voice.word("findings"), (text, *told)),)


def _finding(voice: Voice, one: Finding, names: Mapping[str, str]) -> Section:
    level = voice.word(f"confidence_{one.overall.level}")
    rests = f"{voice.word('rests')}: {', '.join(names[key] for key in one.pilots)}."
    told = f"{voice.word('overall')}: {level}. {voice.label(one.overall.why)}"
    blocks = (Paragraph(words(told)), Paragraph(words(rests), "note"), _table(voice, one))
    return Section(f"finding-{one.key}", voice.label(one.text), blocks)


def _table(voice: Voice, one: Finding) -> Table:
    heads = tuple(voice.word(f"head_{key}") for key in ("component", "judgement", "why"))
    rows = tuple(
        Row(
            (
                words(voice.word(name)),
                words(voice.word(f"concern_{one.components[name].level}")),
                words(voice.label(one.components[name].why)),
            )
        )
        for name in COMPONENTS
    )
    return Table(f"cerqual-{one.key}", voice.label(one.text), heads, (False,) * 3, rows)
