"""What a report must say when it may not say much: refused, unregistered, without comparison, without contacts."""

from dataclasses import replace

import pytest

from werkzaam.core.claim import Kind, Verdict, judge
from werkzaam.core.effect import analyse
from werkzaam.core.panel import build_panel
from werkzaam.core.plan import parse_plan
from werkzaam.core.report.compose import compose
from werkzaam.core.report.document import Bullets, Figure, Paragraph, Section, Table, VerdictBox, plain
from werkzaam.core.report.material import Material

from .conftest import ON

CAUSAL = (
    "leads to",
    "leidt tot",
    "dankzij",
    "zorgt voor",
    "because of",
    "thanks to",
    "the programme changed",
)


def every(document, kind):
    found, stack = [], list(document.sections)
    while stack:
        block = stack.pop(0)
        if isinstance(block, kind):
            found.append(block)
        if isinstance(block, Section):
            stack = [*block.blocks, *stack]
        if isinstance(block, Figure):
            stack = [block.table, *stack]
    return found


def text_of(document):
    told = [plain(one.text) for one in every(document, Paragraph)]
    told += [plain(item) for one in every(document, Bullets) for item in one.items]
    told += [plain(text) for box in every(document, VerdictBox) for _, text in box.claims]
    return "\n".join(told)


def table(document, key):
    return next(one for one in every(document, Table) if one.key == key)


@pytest.fixture(scope="module")
def refused(material):
    """The same study as it would stand had its groups not been comparable on the ladder, and only there."""
    claims = tuple(_refuse(c) if c.key == "effect-rung-t2" else _insufficient(c) for c in material.claims)
    return compose(replace(material, claims=claims), "en", "test")


def _refuse(claim):
    gates = tuple(replace(gate, passed=gate.key != "balance") for gate in claim.gates)
    return replace(claim, verdict=Verdict.NOT_COMPARABLE, gates=gates)


def _insufficient(claim):
    return replace(claim, verdict=claim.verdict and Verdict.INSUFFICIENT)


def test_a_refused_estimate_is_shown_in_grey_by_both_methods(refused):
    rows = {plain(row.cells[0]): row.muted for row in table(refused, "effects").rows}
    assert [muted for name, muted in rows.items() if name.startswith("Participation")] == [True]
    assert sum(rows.values()) == 1
    assert sum(row.muted for row in table(refused, "partners").rows) == 1
    drawing = next(one for one in every(refused, Figure) if one.key == "effects").svg
    assert "#8b9599" in drawing


def test_a_refusal_says_plainly_that_and_why(refused):
    text = text_of(refused)
    assert "this report refuses to judge the difference" in text
    assert any(box.verdict == "not-comparable" for box in every(refused, VerdictBox))


def test_nothing_is_grey_where_nothing_was_refused(material):
    claims = tuple(_insufficient(claim) for claim in material.claims)
    document = compose(replace(material, claims=claims), "en", "test")
    assert not any(row.muted for row in table(document, "effects").rows)


def test_an_unregistered_plan_is_exploratory_everywhere_and_speaks_no_causal_word(study):
    plan = replace(study.plan, lock=None)
    claims = judge(study.findings, plan)
    assert {claim.verdict for claim in claims if claim.kind is Kind.EFFECT} == {Verdict.NOT_EXAMINED}
    for language, word in (("en", "exploratory"), ("nl", "verkennend")):
        document = compose(Material(plan, study.panel, study.findings, claims, ON), language, "test")
        text = text_of(document)
        assert word in text
        assert word in dict(document.facts)["Registration" if language == "en" else "Registratie"]
        assert not [causal for causal in CAUSAL if causal in text]


def test_without_contacts_the_figure_is_left_out_and_that_is_said(material):
    document = compose(replace(material, findings=replace(material.findings, dose=None)), "en", "test")
    assert "dose" not in {figure.key for figure in every(document, Figure)}
    assert "cannot say what was really delivered" in text_of(document)


ALONE = """
schema = "werkzaam-plan/1"
[study]
key = "alone"
language = "en"
title = { en = "A study without a comparison", nl = "Een onderzoek zonder vergelijking" }
[design]
kind = "none"
[[arms]]
key = "all"
role = "programme"
label = { en = "Everybody", nl = "Iedereen" }
[[waves]]
key = "t0"
months = 0
label = { en = "start", nl = "start" }
[[waves]]
key = "t1"
months = 6
label = { en = "end", nl = "eind" }
[[outcomes]]
key = "score"
scale = "scale"
direction = "up"
smallest_effect = 1
label = { en = "Score {x}", nl = "Score {x}" }
[[estimands]]
outcome = "score"
wave = "t1"
method = "difference"
"""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_study_without_comparison_describes_and_judges_nothing(language):
    plan = parse_plan(ALONE, "alone.toml")
    persons = [{"person": f"p{n}", "arm": "all"} for n in range(12)]
    values = [
        {"person": f"p{n}", "wave": wave, "outcome": "score", "value": float(n % 5 + shift)}
        for n in range(12)
        for wave, shift in (("t0", 0), ("t1", 1 + n % 3))
    ]
    panel = build_panel(plan, persons, values)
    findings = analyse(panel, plan)
    document = compose(Material(plan, panel, findings, judge(findings, plan), ON), language, "test")
    assert {figure.key for figure in every(document, Figure)} == {"response", "developments"}
    assert {box.verdict for box in every(document, VerdictBox)} == {"not-examined"}
    assert "Score {x}" in str(table(document, "developments").rows)
