"""The database itself refuses to change or delete an event."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard(
    "ledger_append_only",
    "ledger_event",
    "the ledger is append-only",
    verbs=("UPDATE", "DELETE", "TRUNCATE"),
)
