"""Claims in one language: the sentence with its numbers, and the evidence that it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkzaam.core.report.edition import Edition, EditionClaim, EditionVerdict
from werkzaam.core.report.said import TONES, words
from werkzaam.core.report.teller import vocabulary
from werkzaam.web.public import numbers
from werkzaam.web.public.editions import NotPublished
from werkzaam.web.public.evidence import Evidence, by_stance
from werkzaam.web.public.numbers import Part, Row

KINDS: dict[str, Promise] = {
    "described": gettext_lazy("What changed"),
    "experienced": gettext_lazy("What people experienced"),
    "contribution": gettext_lazy("What may have contributed"),
    "effect": gettext_lazy("Effect"),
    "recommendation": gettext_lazy("Recommendation"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim as it stands on a page; `link` opens its evidence, `about` says in short which claim it is."""

    key: str
    parts: list[Part]
    link: str
    about: str
    tone: str = ""
    heading: str = ""
    addressee: str = ""
    lowered: Lowered | None = None


@dataclass(frozen=True, slots=True)
class Lowered:
    """A reviewer's lower verdict: what was computed, and why it was lowered."""

    computed: str
    reason: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    passed: bool
    decisive: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that a sentence rests on. `stances`: heading and evidence; `details`: heading and words."""

    sentence: Sentence
    kind: str
    exploratory: bool
    cited: list[Row]
    others: list[Row]
    checks: list[Check]
    stances: list[tuple[str, list[Evidence]]]
    details: list[tuple[str, list[str]]]


def sentences(edition: Edition, kind: str, language: str) -> list[Sentence]:
    """All claims of a kind, in the edition's order."""
    return [sentence(edition, one, language) for one in edition.claims if one.kind == kind]


def sentence(edition: Edition, claim: EditionClaim, language: str) -> Sentence:
    verdict = next((one for one in edition.verdicts if one.claim == claim.key), None)
    parts = claim.parts.get(language) or next(
        iter(claim.parts.values()), ({"text": words(claim.text, language)},)
    )
    return Sentence(
        key=claim.key,
        parts=numbers.said(edition, parts),
        link=address(edition, claim.key),
        about=words(verdict.subject, language) if verdict else _short(words(claim.text, language)),
        tone=TONES.get(verdict.verdict, "") if verdict else "",
        heading=words(verdict.heading, language) if verdict else "",
        addressee=words(claim.addressee, language) if claim.addressee else "",
        lowered=_lowered(edition, claim, language),
    )


def opened(edition: Edition, key: str, language: str) -> Opened:
    """The evidence of the claim `key`. Raises NotPublished."""
    claim = next((one for one in edition.claims if one.key == key), None)
    if claim is None:
        raise NotPublished(_("This publication has no such sentence. The publication itself is still there."))
    told = sentence(edition, claim, language)
    cited = list(dict.fromkeys(one["path"] for one in _parts(claim, language) if one.get("path")))
    others = [path for path in claim.evidence if path not in cited]
    return Opened(
        sentence=told,
        kind=str(KINDS.get(claim.kind, claim.kind)),
        exploratory=claim.exploratory,
        cited=numbers.rows(edition, cited, language),
        others=numbers.rows(edition, others, language),
        checks=[_check(gate, language) for gate in claim.gates],
        stances=by_stance(edition, claim.links, language),
        details=_details(claim.details, language),
    )


def resting_on(edition: Edition, thing: str, language: str) -> list[Sentence]:
    """The sentences that use a number of this thing."""
    return [
        sentence(edition, claim, language)
        for claim in edition.claims
        if any(path == thing or path.startswith(f"{thing}.") for path in claim.evidence)
    ]


def address(edition: Edition, key: str) -> str:
    return reverse("public:claim", args=[edition.directory.name, key])


def _parts(claim: EditionClaim, language: str) -> Sequence[Mapping[str, Any]]:
    return claim.parts.get(language) or next(iter(claim.parts.values()), ())


def _short(text: str) -> str:
    """The first words of a sentence, for a link that must say which one it is."""
    first = text.split()
    return " ".join(first[:8]) + (" …" if len(first) > 8 else "")


def _lowered(edition: Edition, claim: EditionClaim, language: str) -> Lowered | None:
    if claim.lowered is None:
        return None
    on = claim.lowered.get("on")
    heading = heading_of(edition, str(claim.lowered.get("from", "")), language)
    reason = claim.lowered.get("reason", {})
    return Lowered(heading, _told(reason, language), date.fromisoformat(on) if on else None)


def heading_of(edition: Edition, verdict: str, language: str) -> str:
    """A verdict in words, as the edition says it elsewhere, else as every edition says it."""
    same: EditionVerdict | None = next((one for one in edition.verdicts if one.verdict == verdict), None)
    return words(same.heading, language) if same else vocabulary(language)["verdict"].get(verdict, verdict)


def _check(gate: Mapping[str, Any], language: str) -> Check:
    name, reason = words(gate["label"], language), words(gate["reason"], language)
    return Check(name, gate["passed"], gate.get("decisive", True), reason)


DETAILS: dict[str, Promise] = {
    "period": gettext_lazy("Over which time"),
    "mechanism": gettext_lazy("How it is thought to work"),
    "strength": gettext_lazy("How strong that chain is"),
    "rivals": gettext_lazy("Other explanations that were looked into"),
    "answer": gettext_lazy("Why the sentence may be worded like this"),
}


def _details(details: Mapping[str, Any], language: str) -> list[tuple[str, list[str]]]:
    found = []
    for key, heading in DETAILS.items():
        value = details.get(key)
        if value:
            listed = value if isinstance(value, list | tuple) else [value]
            found.append((str(heading), [_told(one, language) for one in listed]))
    return found


def _told(value: Any, language: str) -> str:
    """Words per language; a rival explanation with what was found; or words as they are."""
    if isinstance(value, Mapping) and "explanation" in value:
        examined = _told(value.get("examined", ""), language) or _("Not looked into yet.")
        return f"{_told(value['explanation'], language)} {examined}"
    return words(value, language) if isinstance(value, Mapping) else str(value)
