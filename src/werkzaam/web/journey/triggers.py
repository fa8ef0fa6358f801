"""The database itself refuses to change what a plan said: a revision is written once."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard("journey_revision_fixed", "journey_revision", "a revision never changes")
