"""The database itself refuses to change the text, the sentences or the turns of a source."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard(
    "interview_fixed_text",
    "interview_source",
    "the text of a source cannot change",
    columns=("text", "sha256", "sentences", "turns"),
)
