"""Claims in the researchers' own words, with what they rest on and what contradicts them."""

from __future__ import annotations

from collections.abc import Mapping

from werkzaam.core.claim.chain import strength
from werkzaam.core.claim.dossier import Stance, Written
from werkzaam.core.claim.model import Kind
from werkzaam.core.report.document import (
    Block,
    Bullets,
    Paragraph,
    Section,
    Text,
    Words,
    words,
)
from werkzaam.core.report.rests import Rest, rests
from werkzaam.core.report.teller import Teller

TOLD = (Kind.DESCRIBED, Kind.EXPERIENCED, Kind.CONTRIBUTION)


def short(teller: Teller) -> list[Section]:
    """For the summary: the sentences alone, kind by kind, then what is recommended to whom."""
    made = [_short(teller, kind) for kind in TOLD if teller.material.written(kind)]
    advice = teller.material.written(Kind.RECOMMENDATION)
    if advice:
        items = tuple(_advice(teller, one) for one in advice)
        made.append(
            Section("summary-recommendation", teller.word("claims.recommendation"), (Bullets(items),))
        )
    return made


def _short(teller: Teller, kind: Kind) -> Section:
    said = tuple(sentence(teller, one) for one in teller.material.written(kind))
    return Section(f"summary-{kind}", teller.word(f"claims.{kind}"), (Bullets(said),))


def _advice(teller: Teller, one: Written) -> Text:
    return (Words(f"{teller.label(one.addressee or {})}: "), *sentence(teller, one))


def whole(teller: Teller) -> list[Section]:
    """For the conclusion: each sentence with its evidence."""
    return [_whole(teller, kind) for kind in TOLD if teller.material.written(kind)]


def _whole(teller: Teller, kind: Kind) -> Section:
    caution = Paragraph(teller.say(f"claims.caution_{kind}"), "note")
    blocks = [block for one in teller.material.written(kind) for block in _claim(teller, one)]
    return Section(f"conclusion-{kind}", teller.word(f"claims.{kind}"), (caution, *blocks))


def _claim(teller: Teller, one: Written) -> list[Block]:
    return [
        Paragraph(sentence(teller, one), "claim"),
        Bullets((*_details(teller, one), *evidence(teller, one))),
    ]


def sentence(teller: Teller, one: Written) -> Text:
    return teller.text(teller.label(one.sentence))


def _details(teller: Teller, one: Written) -> list[Text]:
    """Period, mechanism, how strong the chain is, other explanations, and the answer to the guard."""
    told = [_detail(teller, "period", one.period), _detail(teller, "mechanism", one.mechanism)]
    if one.kind is Kind.CONTRIBUTION:
        told.append(named(teller, "claims.strength", words(teller.word(f"chain.{strength(one)}"))))
    for rival in one.rivals:
        said = f"{teller.label(rival.explanation)} {teller.label(rival.examined)}".strip()
        told.append(named(teller, "claims.rival", words(said)))
    told.append(_detail(teller, "answer", one.answer))
    return [text for text in told if text]


def _detail(teller: Teller, key: str, text: Mapping[str, str] | None) -> Text:
    said = teller.label(text) if text else ""
    return named(teller, f"claims.{key}", words(said)) if said else ()


def named(teller: Teller, key: str, text: Text) -> Text:
    """A text after what it is."""
    return (Words(f"{teller.word(key)}: "), *text)


def evidence(teller: Teller, one: Written) -> list[Text]:
    """What supports, contradicts and qualifies it, in this order, one by one."""
    found = sorted(rests(teller, one), key=lambda rest: list(Stance).index(rest.stance))
    return [named(teller, f"stance.{rest.stance}", (*rest.told, Words(_note(rest)))) for rest in found]


def _note(rest: Rest) -> str:
    end = "" if rest.plain.endswith((".", "?", "!")) else "."
    return f"{end} {rest.note}" if rest.note else end
