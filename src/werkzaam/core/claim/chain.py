"""How strong the chain of a contribution is: a word read off from what is there, never a rating by hand.

Kinds of evidence are numbers, people's words and documents. *Thin*: one kind, or nobody's rival examined. *Fair*: two
kinds and a rival examined. *Firm*: all three kinds, two rivals examined, and nothing that contradicts.
"""

from __future__ import annotations

from enum import StrEnum

from werkzaam.core.claim.dossier import Source, Stance, Written

_KINDS = {
    Source.NUMBER: "numbers",
    Source.ELEMENT: "words",
    Source.QUOTE: "words",
    Source.PASSAGE: "words",
    Source.DOCUMENT: "documents",
}


class Chain(StrEnum):
    THIN = "thin"
    FAIR = "fair"
    FIRM = "firm"


def strength(claim: Written) -> Chain:
    """Of a contribution, from its links and rivals."""
    kinds = {
        _KINDS[one.source] for one in claim.links if one.source in _KINDS and one.stance is Stance.SUPPORTS
    }
    examined = sum(any(words.strip() for words in rival.examined.values()) for rival in claim.rivals)
    contradicted = any(one.stance is Stance.CONTRADICTS for one in claim.links)
    if len(kinds) < 2 or not examined:
        return Chain.THIN
    return Chain.FIRM if len(kinds) == 3 and examined > 1 and not contradicted else Chain.FAIR
