"""The conclusion: each verdict with its meaning and the checks it rests on."""

from __future__ import annotations

from werkzaam.core.claim.model import Claim, Gate, Kind, Verdict
from werkzaam.core.report.document import Block, Bullets, Paragraph, Row, Section, Table, words
from werkzaam.core.report.sections import claims
from werkzaam.core.report.teller import Teller

_FIRST = ("registered", "primary", "comparison", "estimate")


def section(teller: Teller) -> Section:
    spoken = [verdict for verdict in Verdict if any(claim.verdict is verdict for claim in _claims(teller))]
    if not spoken:
        none = Paragraph(teller.say("summary.none"), "note")
        return Section("conclusion", teller.word("conclusion.title"), (none, *claims.whole(teller)))
    parts: list[Block] = [_verdict(teller, verdict) for verdict in spoken]
    parts += [*claims.whole(teller), *_checks(teller)]
    return Section("conclusion", teller.word("conclusion.title"), tuple(parts))


def _verdict(teller: Teller, verdict: Verdict) -> Section:
    """The questions that share a verdict, and what the verdict means."""
    subjects = tuple(words(teller.subject(claim)) for claim in _claims(teller) if claim.verdict is verdict)
    blocks = (Bullets(subjects), Paragraph(teller.say(f"meaning.{verdict}")))
    return Section(f"conclusion-{verdict}", teller.word(f"verdict.{verdict}"), blocks)


def _claims(teller: Teller) -> tuple[Claim, ...]:
    return teller.material.of_kind(Kind.EFFECT)


def _checks(teller: Teller) -> tuple[Table, ...]:
    """One row per check; questions that share check, outcome and reason share a row."""
    shared: dict[tuple[str, str, str], list[str]] = {}
    for claim in _claims(teller):
        for gate in _telling(claim):
            reason = teller.label(gate.reason)
            shared.setdefault((gate.key, _standing(gate), reason), []).append(teller.subject(claim))
    rows = tuple(_check(teller, *key, subjects) for key, subjects in shared.items())
    header = (
        teller.word("conclusion.gate"),
        teller.word("comparability.head_question"),
        teller.word("conclusion.passed"),
        teller.word("conclusion.reason"),
    )
    caption = teller.word("conclusion.gates")
    return (Table("checks", caption, header, (False,) * 4, rows),) if rows else ()


def _telling(claim: Claim) -> tuple[Gate, ...]:
    """All checks of a claim; where a question was not examined, only what stood in the way."""
    if claim.verdict is not Verdict.NOT_EXAMINED:
        return claim.gates
    return tuple(gate for gate in claim.gates if gate.key in _FIRST and not gate.passed)


def _standing(gate: Gate) -> str:
    if gate.passed:
        return "yes"
    return "no" if gate.decisive else "not_decisive"


def _check(teller: Teller, key: str, standing: str, reason: str, subjects: list[str]) -> Row:
    return Row(
        (
            words(teller.known(f"gate.{key}")),
            words("; ".join(dict.fromkeys(subjects))),
            words(teller.word(f"page.{standing}")),
            teller.text(reason),
        )
    )
