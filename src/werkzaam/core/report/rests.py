"""What a claim rests on, named for a reader: numbers by their place, quotes by their words, the rest by a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from werkzaam.core.claim import dossier
from werkzaam.core.claim.dossier import Link, Source, Stance, Written
from werkzaam.core.claim.kinds import is_number
from werkzaam.core.report import places
from werkzaam.core.report.document import Text, Words, plain, words
from werkzaam.core.report.teller import Teller


@dataclass(frozen=True, slots=True)
class Rest:
    """One piece of evidence in one language; of what is not `public` only `count` is told, and no target."""

    stance: Stance
    source: Source
    target: str
    told: Text
    note: str
    public: bool = True
    count: int | None = None

    @property
    def plain(self) -> str:
        return plain(self.told)


def rests(teller: Teller, claim: Written) -> tuple[Rest, ...]:
    """In the order they were linked; passages that are not published together, per stance, at the end."""
    shown = [_rest(teller, one) for one in claim.links if one.source is not Source.PASSAGE]
    hidden = [one.stance for one in claim.links if one.source is Source.PASSAGE]
    return (*shown, *(_hidden(teller, stance, hidden.count(stance)) for stance in dict.fromkeys(hidden)))


def _rest(teller: Teller, link: Link) -> Rest:
    told = _TOLD[link.source](teller, link.target)
    return Rest(
        link.stance, link.source, link.target, told, teller.label(link.note), count=_count(teller, link)
    )


def _hidden(teller: Teller, stance: Stance, count: int) -> Rest:
    told = words(f"{teller.word('claims.not_public')} ({count})")
    return Rest(stance, Source.PASSAGE, "", told, "", public=False, count=count)


def _count(teller: Teller, link: Link) -> int | None:
    """An element stands for all its passages."""
    element = teller.material.element(link.target) if link.source is Source.ELEMENT else None
    return element.passages if element else None


def _number(teller: Teller, path: str) -> Text:
    if is_number(teller.material.evidence, path):
        return places.told(teller, path)
    return words(places.label(teller, path))


def _element(teller: Teller, key: str) -> Text:
    element = teller.material.element(key)
    if element is None:
        return words(key)
    return (Words(f"{teller.label(element.label)} ("), *teller.say("claims.of_asked", key=key), Words(")"))


def _quote(teller: Teller, key: str) -> Text:
    quotes = (one for element in teller.material.dossier.elements for one in element.quotes)
    found: dossier.Quote | None = next((one for one in quotes if one.key == key), None)
    return words(f"“{found.wording}” ({teller.label(found.told)})" if found else key)


def _claim(teller: Teller, key: str) -> Text:
    """A verdict by its question and its name, so that it is always shown; a written claim by its sentence."""
    material = teller.material
    judged = next((one for one in material.claims if one.key == key), None)
    if judged is not None and judged.verdict is not None:
        return words(f"{teller.subject(judged)}: {teller.word(f'verdict.{judged.verdict}')}")
    found = judged or next((one for one in material.dossier.claims if one.key == key), None)
    if found is None:
        return words(key)
    kind = teller.known(f"evidence.kind_{found.kind}")
    return (Words(f"{kind}: "), *teller.text(teller.label(found.sentence)))


def _document(_: Teller, title: str) -> Text:
    return words(title)


_TOLD: Mapping[Source, Callable[[Teller, str], Text]] = {
    Source.NUMBER: _number,
    Source.ELEMENT: _element,
    Source.QUOTE: _quote,
    Source.CLAIM: _claim,
    Source.DOCUMENT: _document,
}
