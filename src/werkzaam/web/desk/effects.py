"""The verdicts that were computed, for the list of claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzaam.core.claim.dossier import Lowering
from werkzaam.core.report.said import words
from werkzaam.web.desk.models import VERDICTS
from werkzaam.web.desk.room import Room


@dataclass(frozen=True, slots=True)
class Effect:
    """A computed verdict on the list: what it says, its checks, and what a reviewer made of it."""

    key: str
    verdict: str
    label: str
    text: str
    failed: list[str]
    exploratory: bool
    lowered: Any


def effects(here: Room, language: str) -> list[Effect]:
    lowered = {one.claim: one for one in here.dossier.lowered}
    return [_effect(claim, lowered.get(claim.key), language) for claim in here.effects()]


def _effect(claim: Any, lowering: Lowering | None, language: str) -> Effect:
    failed = [words(gate.reason, language) for gate in claim.gates if not gate.passed]
    text, label = words(claim.sentence, language), VERDICTS[claim.verdict]
    made = (VERDICTS[lowering.verdict], words(lowering.reason, language)) if lowering else None
    return Effect(claim.key, claim.verdict.value, str(label), text, failed, claim.exploratory, made)
