"""What falls due, whatever it is about: each topic tells its own, the Today page puts them in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: by when, for whom (empty: nobody in particular), in which words, on which page."""

    on: date
    person: str
    words: str
    url: str
    person_id: object = None  # for the ledger: a list that names someone is a look
