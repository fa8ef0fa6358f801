"""The database itself refuses to change a step of uptake that was noted, and a published claim."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard(
    "desk_noted_uptake", "desk_uptakestep", "a step of uptake cannot change", verbs=("UPDATE", "DELETE")
)
CLAIM = Guard(
    "desk_published_claim",
    "desk_writtenclaim",
    "a published claim cannot change",
    columns=(
        "study_id", "key", "version", "kind", "sentence_nl", "sentence_en", "answer_nl", "answer_en", "period_nl",
        "period_en", "mechanism_nl", "mechanism_en", "addressee_nl", "addressee_en", "published_in_id",
    ),
    where="OLD.published_in_id IS NOT NULL",
)  # fmt: skip
