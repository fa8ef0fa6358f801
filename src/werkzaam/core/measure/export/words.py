"""The export's own words, and a text in a language that it has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from werkzaam.core.measure.model import Text
from werkzaam.printable import printable

LANGUAGES = ("nl", "en")


@cache
def words() -> Mapping[str, Text]:
    place = resources.files("werkzaam.core.measure.export") / "words.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def said(text: Text, language: str) -> str:
    """The text in a language; else in English, Dutch, or whatever it has. Signs that XML cannot hold are dropped."""
    found = next((text[code] for code in (language, "en", "nl") if text.get(code)), None)
    return printable(found or next(iter(text.values()), "")).strip()


def everywhere(*texts: Text, between: str = ": ") -> Text:
    """Texts put together, in every language of any of them."""
    languages = dict.fromkeys(code for text in texts for code in text)
    return {code: between.join(part for text in texts if (part := said(text, code))) for code in languages}
