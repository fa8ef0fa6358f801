"""What researchers bring stands in the report, in the manifest and in its file: with its evidence, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from werkzaam.core.claim import Verdict, evidence, judge
from werkzaam.core.claim.dossier import Dossier, Lowering, Source
from werkzaam.core.claim.dossier_file import as_json, as_toml, parse_dossier, published, read_dossier
from werkzaam.core.claim.record import DossierProblem
from werkzaam.core.claim.review import ClaimsProblem, review
from werkzaam.core.effect import analyse
from werkzaam.core.panel import build_panel
from werkzaam.core.plan import parse_plan
from werkzaam.core.report.compose import compose
from werkzaam.core.report.document import (
    Bullets,
    Number,
    Paragraph,
    Quotes,
    Section,
    Table,
    anchors,
    every,
    plain,
)
from werkzaam.core.report.evaluation import Evaluation, evaluate
from werkzaam.core.report.material import Material
from werkzaam.core.report.reproduce import reproduce
from werkzaam.core.simulate.dossier import dossier

ON = date(2021, 6, 1)
CHAPTERS = ["experienced", "joint", "recommendations"]


@pytest.fixture(scope="module")
def brought(study):
    return dossier(evidence(study.findings, study.plan, dossier()))


@pytest.fixture(scope="module")
def whole(study, brought):
    return Material.of(study.plan, study.panel, study.findings, study.claims, ON, brought)


@pytest.fixture(scope="module")
def told(whole):
    return {language: compose(whole, language, "werkzaam test") for language in ("nl", "en")}


@pytest.fixture(scope="module")
def edition(study, brought, tmp_path_factory):
    return study.write(tmp_path_factory.mktemp("brought") / "enschede", on=ON, dossier=brought)


def test_the_reference_dossier_may_be_published(study, brought, whole):
    assert review(brought, study.claims, whole.claims, whole.evidence) == ()


def test_chapters_stand_only_where_something_was_brought(told, documents):
    for language in ("nl", "en"):
        keys = [one.key for one in told[language].sections]
        assert [key for key in keys if key in CHAPTERS] == CHAPTERS
        assert not {one.key for one in documents[language].sections} & set(CHAPTERS)
        assert not {one.key for one in every(documents[language].sections, Section)} & {
            "documents",
            "working",
        }


def test_every_element_tells_who_names_it_of_whom_asked(told, brought):
    tables = {one.key: one for one in every(told["nl"].sections, Table)}
    rows = [*tables["elements-working"].rows, *tables["elements-improvement"].rows]
    assert len(rows) == len(brought.elements)
    for element, row in zip(brought.elements, rows, strict=True):
        words = [plain(cell) for cell in row.cells]
        voice = next(one for one in element.voices if one.perspective == "participant")
        expected = f"{voice.persons} van {voice.asked}" if voice.asked else "niet gevraagd"
        assert words[1].startswith(expected)
        assert words[1].endswith(f"({voice.against})") or not voice.against


def test_a_quote_keeps_its_language_and_says_when_it_objects(told):
    quotes = [item for one in every(told["en"].sections, Quotes) for item in one.items]
    assert {one.language for one in quotes} == {"nl", "fa"}
    assert sum(bool(one.against) for one in quotes) == 8


def test_a_number_in_a_written_sentence_leads_to_its_row(told):
    for document in told.values():
        shown = set(anchors(document))
        bullets = [item for one in every(document.sections, Bullets) for item in one.items]
        texts = [one.text for one in every(document.sections, Paragraph)] + bullets
        own = [
            part
            for text in texts
            for part in text
            if isinstance(part, Number) and part.path.startswith("element.")
        ]
        assert own
        assert all(part.anchor in shown for part in own)


def test_a_recommendation_shows_the_verdict_it_rests_on(told):
    [section] = [one for one in told["en"].sections if one.key == "recommendations"]
    said = " ".join(plain(item) for one in every((section,), Bullets) for item in one.items)
    assert "Insufficient ground to conclude an effect" in said


def test_the_joint_display_says_level_and_verdict(told):
    [table] = [one for one in every(told["en"].sections, Table) if one.key == "joint"]
    assert "design level 3" in plain(table.rows[0].cells[2])
    assert "Insufficient ground" in plain(table.rows[0].cells[2])
    assert plain(table.rows[-1].cells[2]) == "–"


def test_the_manifest_holds_it_all(edition, brought):
    claims = {one.key: one for one in edition.claims}
    assert [one.key for one in edition.elements] == [one.key for one in brought.elements]
    assert len(edition.joint) == len(brought.joint)
    assert edition.joint[0].level == 3
    trust = claims["experienced-trust"]
    assert trust.evidence["element.time-and-trust.persons"] == 29
    assert [part["value"] for part in trust.parts["en"] if "path" in part][:2] == [41, 29]
    [hidden] = [one for one in trust.links if not one.public]
    assert (hidden.count, hidden.target, hidden.source) == (1, "", "passage")
    assert claims["recommend-near-by"].addressee == {
        "nl": "Gemeente Voorbeeldstad",
        "en": "Municipality of Voorbeeldstad",
    }
    assert claims["contribution-contact"].details["strength"]["en"].startswith("firm")
    assert len(claims["contribution-contact"].details["rivals"]) == 2


def test_what_is_not_public_leaves_with_no_name(edition):
    for path in edition.directory.rglob("*"):
        if path.suffix in (".json", ".html", ".toml"):
            assert "time-and-trust-withheld" not in path.read_text(encoding="utf-8"), path.name
    again = read_dossier(edition.path("dossier.json"))
    hidden = [link for one in again.claims for link in one.links if link.source is Source.PASSAGE]
    assert [link.target for link in hidden] == ["withheld"]


def test_it_is_reproduced_from_the_edition_alone(edition, study):
    found = reproduce(edition, study.panel, software={"werkzaam": "x", "code": "y"})
    assert found.verdicts == ()
    assert not found.differences


def test_identical_bytes(study, brought, edition, tmp_path):
    again = study.write(tmp_path / "again", on=ON, dossier=brought)
    assert [(one.path, one.sha256) for one in again.files] == [
        (one.path, one.sha256) for one in edition.files
    ]


def test_a_lowered_verdict_is_published_with_its_reason(study, tmp_path):
    reason = {
        "nl": "De coaches vulden de vragen zelf in.",
        "en": "Coaches filled in the questions themselves.",
    }
    asked = Lowering("effect-rung-t2", Verdict.NOT_COMPARABLE, reason, date(2021, 5, 1))
    edition = study.write(tmp_path / "lowered", on=ON, dossier=Dossier(lowered=(asked,)))
    [claim] = [one for one in edition.claims if one.key == "effect-rung-t2"]
    assert claim.verdict == "not-comparable"
    assert claim.lowered == {"from": "insufficient-ground", "reason": reason, "on": "2021-05-01"}
    assert reason["en"] in claim.text["en"]
    assert next(one for one in edition.verdicts if one.claim == claim.key).verdict == "not-comparable"


def test_nothing_is_published_that_is_not_ready(study, brought, tmp_path):
    stale = replace(brought, joint=tuple(replace(one, seen="") for one in brought.joint))
    with pytest.raises(ClaimsProblem) as refused:
        study.write(tmp_path / "out", on=ON, dossier=stale)
    assert {one["code"] for one in refused.value.details["faults"]} == {"joint-stale"}
    assert not (tmp_path / "out").exists()


def test_a_file_gives_the_same_dossier(brought):
    assert parse_dossier(as_json(brought).decode(), "dossier.json") == brought
    assert parse_dossier(as_toml(brought), "dossier.toml") == brought
    assert published(published(brought)) == published(brought)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "dossier-invalid", None),
        ("schema = ", "dossier-unreadable", None),
        ('schema = "werkzaam-dossier/2"', "dossier-newer", None),
        ('schema = "werkzaam-plan/1"', "dossier-invalid", None),
        ('schema = "werkzaam-dossier/1"\nelement = []', "dossier-unknown-key", "element"),
        ('schema = "werkzaam-dossier/1"\nclaims = 3', "dossier-value", "claims"),
        ('schema = "werkzaam-dossier/1"\n[[claims]]\nkey = "a"', "dossier-missing-key", "claims[1].kind"),
        (
            'schema = "werkzaam-dossier/1"\n[[claims]]\nkey = "a.b"\nkind = "described"\nsentence = {nl = "x"}',
            "dossier-value",
            "claims[1].key",
        ),
        (
            'schema = "werkzaam-dossier/1"\n[[claims]]\nkey = "a"\nkind = "proven"\nsentence = {nl = "x"}',
            "dossier-value",
            "claims[1].kind",
        ),
        (
            'schema = "werkzaam-dossier/1"\n'
            + '[[claims]]\nkey = "a"\nkind = "described"\nsentence = {nl = "x"}\n' * 2,
            "dossier-duplicate",
            None,
        ),
        (
            'schema = "werkzaam-dossier/1"\n[[lowered]]\nclaim = "a"\nverdict = "not-examined"\n'
            'reason = {nl = "x"}\non = "soon"',
            "dossier-value",
            "lowered[1].on",
        ),
    ],
)
def test_a_file_is_read_strictly(text, code, place):
    with pytest.raises(DossierProblem) as refused:
        parse_dossier(text, "dossier.toml")
    assert refused.value.code == code
    assert refused.value.details.get("place") == place
    assert "Nothing of this file was used" in refused.value.message or code == "dossier-newer"


SINGLE = """
schema = "werkzaam-plan/1"
[study]
key = "alone"
language = "en"
title = "A training for newcomers"
[design]
kind = "none"
[[arms]]
key = "programme"
role = "programme"
label = "Participants"
[[waves]]
key = "start"
months = 0
label = "Start"
[[waves]]
key = "end"
months = 6
label = "6 months"
[[outcomes]]
key = "dutch"
label = "Speaking Dutch"
unit = "points"
scale = "scale"
direction = "up"
smallest_effect = 0.5
low = 1
high = 5
[[estimands]]
outcome = "dutch"
wave = "end"
method = "difference"
"""


def alone() -> Evaluation:
    plan = parse_plan(SINGLE, "alone.toml")
    persons = [{"person": f"p{n}", "arm": "programme"} for n in range(40)]
    values = [
        {
            "person": f"p{n}",
            "wave": wave,
            "outcome": "dutch",
            "value": float(1 + (n + extra) % 5),
            "rater": "self",
            "source": "questionnaire",
            "mode": "own",
        }
        for n in range(40)
        for wave, extra in (("start", 0), ("end", n % 2))
    ]
    return evaluate(plan, build_panel(plan, persons, values, []))


def test_without_a_comparison_a_whole_report_is_written_and_no_effect_can_be_claimed(tmp_path):
    done = alone()
    edition = done.write(tmp_path / "alone", on=ON, languages=("en", "nl"))
    assert {one.verdict for one in edition.verdicts} == {"not-examined"}
    assert {"report.html", "report.pdf", "report.docx"} <= {one.path for one in edition.files}
    document = compose(Material.of(done.plan, done.panel, done.findings, done.claims, ON), "en", "x")
    summary = document.sections[0]
    boxes = " ".join(
        plain(text) for one in summary.blocks if hasattr(one, "claims") for _, text in one.claims
    )
    assert boxes.count("was not examined") == 1
    raised = Lowering("effect-dutch-end", Verdict.INSUFFICIENT, {"en": "Sure."}, ON)
    with pytest.raises(ClaimsProblem):
        done.write(tmp_path / "raised", on=ON, dossier=Dossier(lowered=(raised,)))
    assert judge(analyse(done.panel, done.plan), done.plan) == done.claims
