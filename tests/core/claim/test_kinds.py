"""What each kind of claim needs (5-methods §5.1), and what a reviewer may do, held to a table written first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from werkzaam.core.claim import Claim, Kind, Verdict
from werkzaam.core.claim.chain import strength
from werkzaam.core.claim.dossier import (
    Dossier,
    Element,
    Fit,
    Joint,
    Link,
    Lowering,
    Quote,
    Rival,
    Source,
    Stance,
    Voices,
    Written,
)
from werkzaam.core.claim.fault import fault
from werkzaam.core.claim.joint import fingerprint, is_stale, may_confirm, stamped
from werkzaam.core.claim.kinds import faults
from werkzaam.core.claim.lower import lowered
from werkzaam.core.claim.review import ClaimsProblem, require, review
from werkzaam.core.claim.rules import rules
from werkzaam.core.claim.stale import fingerprint as written_on
from werkzaam.core.claim.stale import is_stale as claim_is_stale
from werkzaam.core.claim.typed import typed

TABLE = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
NO = {"nl": "", "en": ""}

EVIDENCE = {
    "development": {"pilot": {"rung": {"t2": {"asked": 60, "n_change": 34, "improved": 14}}}},
    "dose": {"per_week": {"pilot": 0.55}},
    "estimate": {"rung-t2": {"points": {"value": 0.2, "low": -0.4, "high": 0.8}}},
    "element": {"trust": {"participant": {"asked": 24, "persons": 17, "against": 2}}},
}
SENTENCES = {
    "described": "Van de {development.pilot.rung.t2.asked|count} zetten "
    "er {development.pilot.rung.t2.improved|count} een stap.",
    "experienced": "Deelnemers noemen een vaste coach.",
    "contribution": "Het is aannemelijk dat vaak contact heeft bijgedragen aan de eerste stappen.",
    "effect": "Er is een effect.",
    "recommendation": "Geef iedereen één vaste coach.",
}
LINKS = {
    "described": ["supports number development.pilot.rung.t2.improved"],
    "experienced": ["supports element trust"],
    "contribution": ["supports number dose.per_week.pilot", "supports element trust"],
    "effect": ["supports number dose.per_week.pilot"],
    "recommendation": ["supports claim experienced"],
}


def both(words: str) -> dict[str, str]:
    return {"nl": words, "en": words}


def element(key: str, against: int = 0, coherence: str = "") -> Element:
    quote = Quote(f"{key}-against", "Voor mij hoefde het niet.", "nl", both("deelnemer"), against=True)
    voices = (Voices("participant", 24, 17, against),)
    return Element(key, False, both(key), both(key), voices, (quote,), 30, {"coherence": both(coherence)})


ELEMENTS = (element("trust", against=2), element("silent"), element("searched", coherence="Ja."))
OTHER = Written(
    "experienced",
    Kind.EXPERIENCED,
    both("Deelnemers noemen het."),
    (Link(Stance.SUPPORTS, Source.ELEMENT, "trust", NO),),
)
COMPUTED = (
    Claim("effect-rung-t2", Kind.EFFECT, both("Er is onvoldoende grond."), (), Verdict.INSUFFICIENT),
    Claim("steps-rung-t2", Kind.DESCRIBED, both("Er gingen er vooruit."), ()),
)


def written(case: dict[str, Any]) -> Written:
    kind = case["kind"]
    words = case.get("sentence", SENTENCES[kind])
    return Written(
        key=case.get("key", kind),
        kind=Kind(kind),
        sentence={"nl": words, "en": case.get("english", words)},
        links=tuple(link(one) for one in case.get("links", LINKS[kind])),
        period=both("vijftien maanden") if case.get("period", True) else None,
        mechanism=both("van contact naar vertrouwen") if case.get("mechanism", True) else None,
        rivals=tuple(Rival(both("toeval"), both(said)) for said in case.get("rivals", ["Bekeken."])),
        addressee=both("de gemeente") if case.get("addressee", True) else None,
    )


def link(told: str) -> Link:
    stance, source, target = told.split(" ", 2)
    return Link(Stance(stance), Source(source), target, NO)


def dossier(claim: Written) -> Dossier:
    claims = (claim,) if claim.key == OTHER.key else (OTHER, claim)
    return Dossier(elements=ELEMENTS, claims=claims, documents=("Projectplan",))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["why"].replace(" ", "-"))
def test_a_kind_needs_what_it_needs(case: dict[str, Any]) -> None:
    claim = written(case)
    found = [one for one in faults(dossier(claim), COMPUTED, EVIDENCE) if one.about == claim.key]
    assert [one.code for one in found] == case["faults"]
    for one in found:
        assert one.text["nl"] and one.text["en"] and "$" not in "".join(one.text.values())


@pytest.mark.parametrize("case", TABLE["lowerings"], ids=lambda case: case["why"].replace(" ", "-"))
def test_a_verdict_is_lowered_never_raised(case: dict[str, Any]) -> None:
    judged = (replace(COMPUTED[0], verdict=Verdict(case["from"])), COMPUTED[1])
    reason = both("Te weinig coaches.") if case.get("reason", True) else NO
    asked = Lowering(case.get("claim", "effect-rung-t2"), Verdict(case["to"]), reason, date(2026, 1, 1))
    assert [one.code for one in faults(Dossier(lowered=(asked,)), judged, EVIDENCE)] == case["faults"]


def test_every_verdict_has_a_strength() -> None:
    assert set(rules().strength) == set(Verdict)


def test_faults_are_told_in_both_languages_with_the_same_slots() -> None:
    from werkzaam.core.claim.fault import _told

    for code, words in _told().items():
        assert set(words) == {"nl", "en"}, code
        assert words["nl"].count("$") == words["en"].count("$"), code
    assert fault("claim-empty", "x").text["en"]


@pytest.mark.parametrize("verdict", [Verdict.INSUFFICIENT, Verdict.NOT_COMPARABLE, Verdict.NOT_EXAMINED])
def test_the_lowered_sentence_says_what_was_computed_and_why(tell: Any, verdict: Verdict) -> None:
    told = tell(low=0.4, high=1.2, p_adjusted=0.001, partner=0.5)
    assert told.effect.verdict is Verdict.EFFECT
    asked = Lowering("effect-rung-t2", verdict, both("Er waren $10 {te} weinig coaches."), date(2026, 1, 1))
    [now] = lowered([told.effect], Dossier(lowered=(asked,)), told.plan)
    assert now.verdict is verdict
    assert "indications of an effect" in now.sentence["en"]
    assert "aanwijzingen voor een effect" in now.sentence["nl"]
    assert "$10 (te) weinig coaches" in now.sentence["nl"]
    assert "door het programma" not in now.sentence["nl"]
    assert now.gates == told.effect.gates


def test_a_raised_verdict_changes_nothing(tell: Any) -> None:
    told = tell()
    raised = Lowering(told.effect.key, Verdict.EFFECT, both("Wij zijn zeker."), date(2026, 1, 1))
    assert lowered([told.effect], Dossier(lowered=(raised,)), told.plan) == (told.effect,)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Er waren {dose.per_week.pilot|points} contacten.", ()),
        ("De tweede groep van VIP2 op niveau A2.", ()),
        ("Sinds de Wet inburgering 2021 is dat anders.", ("2021",)),
        ("Sinds de Participatiewet 2015 is dat anders.", ()),
        ("In 2021 was dat anders.", ("2021",)),
        ("In maart 2021 was dat anders.", ()),
        ("Participatie 2021 mensen.", ("2021",)),
        ("Bij 60% en ½ van 1.234 mensen.", ("60%", "½", "1.234")),
        ("De 1e keer.", ("1e",)),
    ],
)
def test_numbers_typed_by_hand(sentence: str, found: tuple[str, ...]) -> None:
    assert tuple(one.strip(".,") for one in typed(sentence)) == found


ROW = Joint("trust", "dose.per_week.pilot", "rung-t2", Fit.EXPANDED, both("Zo lezen wij het."), "")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_confirmed_needs_a_verdict_that_says_something(verdict: Verdict) -> None:
    judged = (replace(COMPUTED[0], verdict=verdict),)
    spoken = verdict in (Verdict.EFFECT, Verdict.HARM, Verdict.NO_DIFFERENCE)
    assert may_confirm(replace(ROW, fit=Fit.CONFIRMED), judged) is spoken
    assert all(may_confirm(replace(ROW, fit=fit), judged) for fit in Fit if fit is not Fit.CONFIRMED)


def test_nothing_is_confirmed_without_an_estimate() -> None:
    assert not may_confirm(replace(ROW, fit=Fit.CONFIRMED, estimand=None), COMPUTED)


def test_a_row_goes_stale_when_either_side_changes() -> None:
    made = stamped(Dossier(elements=ELEMENTS, joint=(ROW,)), EVIDENCE)
    row = made.joint[0]
    assert not is_stale(row, ELEMENTS, EVIDENCE)
    assert is_stale(ROW, ELEMENTS, EVIDENCE), "a row that was never read on anything is stale"
    assert is_stale(row, (element("trust", against=3),), EVIDENCE)
    assert is_stale(row, ELEMENTS, {**EVIDENCE, "dose": {"per_week": {"pilot": 0.56}}})
    assert is_stale(
        row,
        ELEMENTS,
        {**EVIDENCE, "estimate": {"rung-t2": {"points": {"value": 0.2, "low": -0.4, "high": 0.9}}}},
    )
    assert not is_stale(row, ELEMENTS, {**EVIDENCE, "dose": {"per_week": {"pilot": 0.55 + 1e-15}}})
    assert fingerprint(None, None) != fingerprint(None, 0.0)


def test_a_claim_goes_stale_with_a_number_it_tells_or_rests_on() -> None:
    claim = written({"kind": "described"})
    seen = written_on(claim, EVIDENCE)
    assert not claim_is_stale(claim, EVIDENCE, seen)
    moved = {"asked": 60, "n_change": 34, "improved": 15}
    assert claim_is_stale(claim, {**EVIDENCE, "development": {"pilot": {"rung": {"t2": moved}}}}, seen)
    assert not claim_is_stale(claim, {**EVIDENCE, "dose": {"per_week": {"pilot": 9.0}}}, seen)


def rows(row: Joint, evidence: Any = EVIDENCE) -> list[str]:
    return [
        one.code for one in review(Dossier(elements=ELEMENTS, joint=(row,)), COMPUTED, COMPUTED, evidence)
    ]


def test_rows_are_reviewed() -> None:
    assert rows(ROW) == ["joint-stale"]
    [sound] = stamped(Dossier(elements=ELEMENTS, joint=(ROW,)), EVIDENCE).joint
    assert rows(sound) == []
    assert rows(replace(sound, fit=Fit.CONFIRMED)) == ["joint-beyond-design"]
    assert rows(replace(sound, reading=NO)) == ["joint-no-reading"]
    assert rows(replace(sound, reading=both("Bij 17 mensen."))) == ["claim-digits"]
    assert rows(replace(sound, element="gone", dose="dose.gone", estimand="gone")) == ["joint-unknown"] * 3


def test_more_people_than_were_asked() -> None:
    odd = replace(ELEMENTS[0], voices=(Voices("participant", 3, 4, 0),))
    assert [one.code for one in faults(Dossier(elements=(odd,)), (), EVIDENCE)] == ["element-impossible"]


def test_publication_asks_for_an_answer_once() -> None:
    claim = replace(
        written({"kind": "described"}), sentence=both(SENTENCES["described"] + " Dat komt door de coach.")
    )
    open_ = Dossier(elements=ELEMENTS, claims=(OTHER, claim), documents=("Projectplan",))
    with pytest.raises(ClaimsProblem) as refused:
        require(open_, COMPUTED, COMPUTED, EVIDENCE)
    assert refused.value.code == "claims-not-ready"
    assert {one["code"] for one in refused.value.details["faults"]} == {"guard-open"}
    answered = replace(open_, claims=(OTHER, replace(claim, answer=both("Zo staat het in het contract."))))
    require(answered, COMPUTED, COMPUTED, EVIDENCE)


@pytest.mark.parametrize(
    ("links", "examined", "found"),
    [
        (["supports number dose.per_week.pilot"], ["Ja."], "thin"),
        (["supports number dose.per_week.pilot", "supports element trust"], [""], "thin"),
        (["supports element trust", "supports quote trust-against"], ["Ja."], "thin"),
        (["supports number dose.per_week.pilot", "supports element trust"], ["Ja."], "fair"),
        (["supports number x", "supports element trust", "supports document Projectplan"], ["Ja."], "fair"),
        (
            ["supports number x", "supports element trust", "supports document Projectplan"],
            ["Ja.", "Ja."],
            "firm",
        ),
        (
            ["supports number x", "supports element t", "supports document P", "contradicts quote q"],
            ["Ja.", "Ja."],
            "fair",
        ),
    ],
)
def test_the_strength_of_a_chain_is_read_off(links: list[str], examined: list[str], found: str) -> None:
    assert strength(written({"kind": "contribution", "links": links, "rivals": examined})) == found
