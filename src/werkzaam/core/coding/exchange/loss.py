"""What does not survive an exchange, told before anybody finds out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# What each code of a loss means, in plain English; pages translate by code.
LOSSES = {
    "turn-times": "times of turns: the format has them for recordings only; the names of speakers stand in the text",
    "text-changed": "texts whose line ends, control characters or composed letters were made uniform",
    "source-media": "pictures, sound or video: left out, with what was coded in them",
    "source-formatting": "formatted versions of a text (Word, PDF): the plain text was read",
    "source-empty": "sources without any text: left out",
    "source-missing": "sources whose text is not in the file: left out, with what was coded in them",
    "selection-outside": "passages beyond the end of their text: left out",
    "selection-uncoded": "passages without a code: left out; their notes were kept as memos on the source",
    "coding-unknown-code": "codings with a code that is not in the codebook: left out",
    "coding-twice": "codings by the same coder of the same passage with the same code: kept once",
    "coding-whole-source": "codes on a whole source: put on all of its text",
    "code-renamed": "codes with a name another one has: renamed by the code above them, or numbered",
    "code-group": "sets of codes other than kinds: left out",
    "graph": "drawings of codes (graphs): left out",
    "link": "links between passages: left out",
    "set-other": "sets of sources or notes: left out",
    "case-code": "codes on a case as a whole: left out",
    "unknown-coder": "codings by nobody in particular: put on the name of an unknown coder",
    "value-type": "attributes with a value of another type than announced: read as text",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """How many things were lost or changed in one way (`code`, see LOSSES), with the keys of the first five."""

    code: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What it means, in plain English."""
        return f"{self.count} {LOSSES[self.code]}"


class Ledger:
    """Losses as they come up while reading or writing."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def note(self, code: str, *keys: str) -> None:
        self._found.setdefault(code, []).extend(keys)

    def losses(self) -> tuple[Loss, ...]:
        """All of them, in the order of LOSSES."""
        there: Iterable[str] = (code for code in LOSSES if self._found.get(code))
        return tuple(Loss(code, len(self._found[code]), tuple(self._found[code][:5])) for code in there)
