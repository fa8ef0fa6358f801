"""The database itself refuses to change a locked plan."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard(
    "study_locked_plan",
    "study_study",
    "a locked plan cannot change",
    columns=("code", "plan_toml", "plan_hash", "locked_at", "locked_by"),
    where="OLD.locked_at IS NOT NULL",
)
