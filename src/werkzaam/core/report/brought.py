"""What the manifest says of a dossier: written claims with their evidence, elements, rows of the joint display."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from werkzaam.core.claim.chain import strength
from werkzaam.core.claim.dossier import Element, Joint, Written
from werkzaam.core.claim.joint import level
from werkzaam.core.claim.lower import computed
from werkzaam.core.claim.model import Claim, Kind
from werkzaam.core.claim.stale import paths
from werkzaam.core.report.document import Text, plain
from werkzaam.core.report.material import Material
from werkzaam.core.report.rests import rests
from werkzaam.core.report.sections import claims, joint
from werkzaam.core.report.teller import Teller

Tellers = Mapping[str, Teller]


def each(tellers: Tellers, say: Callable[[Teller], str]) -> dict[str, str]:
    """The same thing said in every language of the edition."""
    return {language: say(teller) for language, teller in tellers.items()}


def claim(
    tellers: Tellers, one: Written, values: Mapping[str, float | None], part: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """A written claim as the manifest holds it; `part` writes one part of its sentence."""
    said = {language: claims.sentence(teller, one) for language, teller in tellers.items()}
    wanted = paths(one)
    return {
        "key": one.key,
        "kind": one.kind.value,
        "verdict": None,
        "exploratory": False,
        "text": {language: plain(text) for language, text in said.items()},
        "parts": {language: [part(each) for each in text] for language, text in said.items()},
        "evidence": {
            path: value
            for path, value in values.items()
            if any(path == known or path.startswith(f"{known}.") for known in wanted)
        },
        "gates": [],
        "links": links(tellers, one),
        "addressee": each(tellers, lambda teller: teller.label(one.addressee or {}))
        if one.addressee
        else None,
        "details": _details(tellers, one),
    }


def links(tellers: Tellers, one: Written) -> list[dict[str, Any]]:
    told = {language: rests(teller, one) for language, teller in tellers.items()}
    first = next(iter(told.values()))
    return [
        {
            "stance": rest.stance.value,
            "source": rest.source.value,
            "target": rest.target,
            "label": {language: found[at].plain for language, found in told.items()},
            "note": {language: found[at].note for language, found in told.items()},
            "public": rest.public,
            "count": rest.count,
        }
        for at, rest in enumerate(first)
    ]


def _details(tellers: Tellers, one: Written) -> dict[str, Any]:
    texts = {"period": one.period, "mechanism": one.mechanism, "answer": one.answer}
    told: dict[str, Any] = {name: _text(tellers, text) for name, text in texts.items() if text}
    if one.kind is Kind.CONTRIBUTION:
        word = f"chain.{strength(one)}"
        told["strength"] = each(tellers, lambda teller: teller.word(word))
        told["rivals"] = [
            {"explanation": _text(tellers, rival.explanation), "examined": _text(tellers, rival.examined)}
            for rival in one.rivals
        ]
    return told


def _text(tellers: Tellers, text: Mapping[str, str]) -> dict[str, str]:
    return each(tellers, lambda teller: teller.label(text))


def lowering(tellers: Tellers, one: Claim, material: Material) -> dict[str, Any] | None:
    """What the verdict was, why it is lower, and since when; None where it was not lowered."""
    was = computed(one, material.computed or material.claims)
    asked = next((each for each in material.dossier.lowered if each.claim == one.key), None)
    if was is None or asked is None:
        return None
    return {"from": was.value, "reason": _text(tellers, asked.reason), "on": asked.on.isoformat()}


def element(tellers: Tellers, one: Element) -> dict[str, Any]:
    main = next(iter(tellers.values())).material.plan.language
    judged = {
        key: {main: said} if isinstance(said, str) else dict(said) for key, said in one.judgements.items()
    }
    return {
        "key": one.key,
        "improvement": one.improvement,
        "label": _text(tellers, one.label),
        "definition": _text(tellers, one.definition),
        "voices": [asdict(voice) for voice in one.voices],
        "quotes": [asdict(quote) for quote in one.quotes],
        "passages": one.passages,
        "judgements": judged,
    }


def row(tellers: Tellers, one: Joint) -> dict[str, Any]:
    material = next(iter(tellers.values())).material
    found = material.element(one.element)

    def said(tell: Callable[[Teller, Joint], Text]) -> dict[str, str]:
        return each(tellers, lambda teller: plain(tell(teller, one)))

    at = level(one, material.claims)
    return {
        "element": one.element,
        "label": _text(tellers, found.label) if found else {},
        "dose": said(joint.dose) if one.dose else None,
        "estimand": one.estimand,
        "estimate": said(joint.estimate) if one.estimand else None,
        "level": None if at is None else int(at),
        "fit": one.fit.value,
        "reading": each(tellers, lambda teller: plain(teller.text(teller.label(one.reading)))),
    }
