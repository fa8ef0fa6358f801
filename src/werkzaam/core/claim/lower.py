"""A reviewer's lower verdict in the place of a computed one, with the reason printed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from werkzaam.core.claim.dossier import Dossier, Lowering
from werkzaam.core.claim.model import Claim, Verdict
from werkzaam.core.claim.render import references
from werkzaam.core.claim.rules import is_lower
from werkzaam.core.claim.words import Words, join, sentences, slots
from werkzaam.core.plan.model import Plan, Text


def lowered(claims: Iterable[Claim], dossier: Dossier, plan: Plan) -> tuple[Claim, ...]:
    """The claims with every allowed lowering applied; one that is not allowed changes nothing (`kinds.faults`)."""
    asked = {one.claim: one for one in dossier.lowered}
    return tuple(_lower(claim, asked[claim.key], plan) if claim.key in asked else claim for claim in claims)


def computed(claim: Claim, claims: Iterable[Claim]) -> Verdict | None:
    """The verdict that was computed where `claim` carries a lower one; None where it was not lowered."""
    first = next((one.verdict for one in claims if one.key == claim.key), None)
    return first if first is not claim.verdict else None


def _lower(claim: Claim, asked: Lowering, plan: Plan) -> Claim:
    if claim.verdict is None or not is_lower(asked.verdict, claim.verdict):
        return claim
    sentence = _sentence(claim, claim.verdict, asked, plan)
    paths = (*references(sentence["en"]), *claim.evidence)
    return replace(claim, verdict=asked.verdict, sentence=sentence, evidence=tuple(dict.fromkeys(paths)))


def _sentence(claim: Claim, was: Verdict, asked: Lowering, plan: Plan) -> Text:
    key = claim.key.removeprefix("effect-")
    estimand = next(one for one in plan.estimands if one.key == key)
    words = Words({**slots(plan, estimand.outcome, estimand.wave), "key": key})
    told = {"computed": sentences()["verdict_name"][was], "reason": asked.reason}
    return join(words.say("lowered", asked.verdict), words.say("lowered", "why", **told))
