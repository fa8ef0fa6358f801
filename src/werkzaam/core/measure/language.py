"""Languages by their code: "Nederlands (nl)" is "nl"."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "dv", "he", "ps", "ur", "yi"})
NAMED = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)\s*")


def code(name: str) -> str:
    """The code between brackets at the end of a language's name, else the name itself."""
    match = NAMED.fullmatch(name)
    return match[1] if match else name.strip()


def direction(language: str) -> str:
    """ "rtl" or "ltr", as HTML calls it."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
