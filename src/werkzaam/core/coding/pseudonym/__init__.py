"""Taking people out of a text: what to hide, how it reads afterwards, and whether a quote still gives someone away."""

from werkzaam.core.coding.pseudonym.mark import Mark, Reason, redact, settled
from werkzaam.core.coding.pseudonym.names import Registered, Sort, names
from werkzaam.core.coding.pseudonym.patterns import patterns
from werkzaam.core.coding.pseudonym.suggest import suggest
from werkzaam.core.coding.pseudonym.uniqueness import Rare, rare
from werkzaam.core.coding.pseudonym.words import word

__all__ = [
    "Mark",
    "Rare",
    "Reason",
    "Registered",
    "Sort",
    "names",
    "patterns",
    "rare",
    "redact",
    "settled",
    "suggest",
    "word",
]
