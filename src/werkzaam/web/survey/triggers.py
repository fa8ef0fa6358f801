"""The database itself refuses to change an instrument: answers must keep their meaning."""

from __future__ import annotations

from werkzaam.web.ledger.guard import Guard

GUARD = Guard("survey_instrument_fixed", "survey_instrument", "an instrument never changes")
MEDIA = Guard("survey_media_fixed", "survey_media", "a sound or picture of an instrument never changes")
