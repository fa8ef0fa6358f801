"""What each kind of claim needs, and what a reviewer may do to a verdict (5-methods §5.1 and §5.2): pure checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from werkzaam.core.claim.dossier import Dossier, Link, Lowering, Source, Stance, Text, Written
from werkzaam.core.claim.evidence import Evidence
from werkzaam.core.claim.fault import Fault, fault
from werkzaam.core.claim.model import Claim, Kind
from werkzaam.core.claim.render import HINTS, REFERENCE, references
from werkzaam.core.claim.rules import is_lower
from werkzaam.core.claim.typed import typed

WHOLE = frozenset({"asked", "of", "start", "started", "n_start"})
"""Steps of a path that name all who were asked or began."""

SHOWS = (Source.NUMBER, Source.ELEMENT, Source.QUOTE, Source.PASSAGE, Source.DOCUMENT)
"""What can show that a mechanism was at work; another claim cannot."""


@dataclass(frozen=True, slots=True)
class Known:
    """What claims may rest on: `kinds` holds every claim by key, computed and written."""

    dossier: Dossier
    evidence: Evidence
    kinds: Mapping[str, Kind]
    computed: Mapping[str, Claim]


def known(dossier: Dossier, claims: Iterable[Claim], evidence: Evidence) -> Known:
    computed = {one.key: one for one in claims}
    kinds = {one.key: one.kind for one in dossier.claims}
    kinds |= {key: one.kind for key, one in computed.items()}
    return Known(dossier, evidence, kinds, computed)


def faults(dossier: Dossier, claims: Iterable[Claim], evidence: Evidence) -> tuple[Fault, ...]:
    """Everything that is wrong with written claims, lowerings and elements; `claims` are the computed ones."""
    have = known(dossier, claims, evidence)
    written = (found for one in dossier.claims for found in of_claim(one, have))
    lowered = (found for one in dossier.lowered for found in of_lowering(one, have))
    return (*written, *lowered, *_elements(dossier))


def of_claim(claim: Written, have: Known) -> Iterator[Fault]:
    """What one written claim lacks, or says that it cannot."""
    if claim.kind is Kind.EFFECT:
        yield fault("effect-written", claim.key)
        return
    if not any(words.strip() for words in claim.sentence.values()):
        yield fault("claim-empty", claim.key)
        return
    if claim.key in have.computed:
        yield fault("claim-key-taken", claim.key, found=claim.key)
    yield from of_sentence(claim.key, claim.sentence, have.evidence)
    if not claim.links:
        yield fault("claim-no-evidence", claim.key)
        return
    for link in claim.links:
        if not _exists(link, have):
            yield fault("link-unknown", claim.key, found=link.target)
    yield from _NEEDS[claim.kind](claim, have)


def of_sentence(about: str, sentence: Text, evidence: Evidence) -> Iterator[Fault]:
    """Numbers typed by hand, references to nothing, and languages that tell different numbers."""
    for found in dict.fromkeys(number for words in sentence.values() for number in typed(words)):
        yield fault("claim-digits", about, found=found)
    for found in dict.fromkeys(one for words in sentence.values() for one in _unknown(words, evidence)):
        yield fault("reference-unknown", about, found=found)
    if len({frozenset(references(words)) for words in sentence.values() if words}) > 1:
        yield fault("languages-differ", about)


def _unknown(words: str, evidence: Evidence) -> Iterator[str]:
    for found in REFERENCE.finditer(words):
        path, hint = found["path"], found["hint"]
        if not is_number(evidence, path) or (hint or "points") not in HINTS:
            yield f"{path}|{hint}" if hint else path


def is_number(evidence: Evidence, path: str) -> bool:
    """Whether there is a place for one number at the path; the number itself may be missing."""
    at = _at(evidence, path)
    return at is not evidence and not isinstance(at, Mapping)


def _at(evidence: Evidence, path: str) -> object:
    """What stands at a path; the whole table where nothing does."""
    found: object = evidence
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return evidence
        found = found[step]
    return found


def _exists(link: Link, have: Known) -> bool:
    dossier = have.dossier
    held: Mapping[Source, Callable[[], bool]] = {
        Source.NUMBER: lambda: _at(have.evidence, link.target) is not have.evidence,
        Source.ELEMENT: lambda: any(one.key == link.target for one in dossier.elements),
        Source.QUOTE: lambda: any(q.key == link.target for one in dossier.elements for q in one.quotes),
        Source.DOCUMENT: lambda: link.target in dossier.documents,
        Source.CLAIM: lambda: link.target in have.kinds,
        Source.PASSAGE: lambda: bool(link.target),  # not published, so only the desk knows it
    }
    return held[link.source]()


def _described(claim: Written, _: Known) -> Iterator[Fault]:
    if not any(link.source is Source.NUMBER for link in claim.links):
        yield fault("described-no-number", claim.key)
    if not _counts(claim.sentence):
        yield fault("described-no-count", claim.key)
    if not _said(claim.period):
        yield fault("described-no-period", claim.key)


def _counts(sentence: Text) -> bool:
    """Whether every language tells a number beside the number asked of the same kind."""
    return all(_counted(words) for words in sentence.values() if words)


def _counted(words: str) -> bool:
    paths = [path.split(".") for path in references(words)]
    whole = {path[0] for path in paths if WHOLE & set(path)}
    return any(path[0] in whole and not WHOLE & set(path) for path in paths)


def _experienced(claim: Written, have: Known) -> Iterator[Fault]:
    spoken = (Source.ELEMENT, Source.QUOTE)
    if not any(link.source in spoken and link.stance is Stance.SUPPORTS for link in claim.links):
        yield fault("experienced-no-voices", claim.key)
    if not _searched(claim, have.dossier):
        yield fault("experienced-not-searched", claim.key)


def _searched(claim: Written, dossier: Dossier) -> bool:
    """Whether contradicting cases were looked for: found, linked, or answered for at the element."""
    if any(link.stance is Stance.CONTRADICTS for link in claim.links):
        return True
    named = {link.target for link in claim.links if link.source is Source.ELEMENT}
    quoted = {link.target for link in claim.links if link.source is Source.QUOTE}
    elements = [
        one
        for one in dossier.elements
        if one.key in named or any(quote.key in quoted for quote in one.quotes)
    ]
    return any(
        any(voice.against for voice in one.voices) or _said(one.judgements.get("coherence"))
        for one in elements
    )


def _contribution(claim: Written, _: Known) -> Iterator[Fault]:
    if not _said(claim.mechanism):
        yield fault("contribution-no-mechanism", claim.key)
    if not any(link.source in SHOWS and link.stance is Stance.SUPPORTS for link in claim.links):
        yield fault("contribution-no-evidence", claim.key)
    if not claim.rivals:
        yield fault("contribution-no-rivals", claim.key)
    for rival in claim.rivals:
        if not _said(rival.examined):
            yield fault("contribution-rival-open", claim.key, found=_words(rival.explanation))


def _recommendation(claim: Written, have: Known) -> Iterator[Fault]:
    if not _said(claim.addressee):
        yield fault("recommendation-no-addressee", claim.key)
    rests = [
        have.kinds.get(link.target)
        for link in claim.links
        if link.source is Source.CLAIM and link.stance is Stance.SUPPORTS
    ]
    if all(kind in (None, Kind.RECOMMENDATION) for kind in rests):
        yield fault("recommendation-alone", claim.key)


def of_lowering(one: Lowering, have: Known) -> Iterator[Fault]:
    """A verdict may go down a step of `rules.toml`, with a reason; nothing else."""
    claim = have.computed.get(one.claim)
    if claim is None or claim.verdict is None:
        yield fault("lowering-unknown", one.claim, found=one.claim)
        return
    if one.verdict is claim.verdict:
        yield fault("lowering-same", one.claim)
    elif not is_lower(one.verdict, claim.verdict):
        yield fault("lowering-raises", one.claim)
    if not _said(one.reason):
        yield fault("lowering-no-reason", one.claim)


def _elements(dossier: Dossier) -> Iterator[Fault]:
    for one in dossier.elements:
        if any(max(voice.persons or 0, voice.against or 0) > voice.asked for voice in one.voices):
            yield fault("element-impossible", one.key, found=one.label)


def _said(words: Text | str | None) -> bool:
    if words is None or isinstance(words, str):
        return bool(words and words.strip())
    return any(said.strip() for said in words.values())


def _words(text: Text) -> Text:
    """A text for a sentence in either language."""
    first = next(iter(text.values()), "")
    return {language: text.get(language) or first for language in ("nl", "en")}


_NEEDS: Mapping[Kind, Callable[[Written, Known], Iterator[Fault]]] = {
    Kind.DESCRIBED: _described,
    Kind.EXPERIENCED: _experienced,
    Kind.CONTRIBUTION: _contribution,
    Kind.RECOMMENDATION: _recommendation,
}
