"""What is wrong with a sheet, in words its maker reads: Dutch or English, the compiler's own messages too.

Messages are matched as whole sentences with gaps, since those of pyxform come as finished English text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

GAP = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
UNKNOWN = {"nl": "Melding, in het Engels: "}


@dataclass(frozen=True, slots=True)
class Phrase:
    """`told` as it comes; `words` per language, with the same gaps (English may be absent: then as it comes)."""

    told: re.Pattern[str]
    words: Mapping[str, str]


def said(message: str, language: str) -> str:
    """The message in "nl" or "en"; one that is not known is shown as it is, introduced in the language."""
    for phrase in phrases():
        if match := phrase.told.fullmatch(message.strip()):
            words = phrase.words.get(language)
            return _filled(words, match.groupdict()) if words else message
    return f"{UNKNOWN.get(language, '')}{message}"


def known(message: str) -> bool:
    return any(phrase.told.fullmatch(message.strip()) for phrase in phrases())


@cache
def phrases() -> tuple[Phrase, ...]:
    place = resources.files("werkzaam.core.measure.sheet") / "phrases.toml"
    told = tomllib.loads(place.read_text(encoding="utf-8"))["phrase"]
    return tuple(
        Phrase(_pattern(one["told"]), {code: one[code] for code in ("nl", "en") if code in one})
        for one in told
    )


def _pattern(told: str) -> re.Pattern[str]:
    """Words as they stand, each gap anything."""
    pieces = GAP.split(told)
    found = [
        f"(?P<{piece}>.*?)" if place % 2 else re.escape(_bare(piece)) for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(found), re.DOTALL)


def _filled(words: str, parts: Mapping[str, str]) -> str:
    return _bare(GAP.sub(lambda gap: parts.get(gap[1], gap[0]), words))


def _bare(told: str) -> str:
    return told.replace("{{", "{").replace("}}", "}")
