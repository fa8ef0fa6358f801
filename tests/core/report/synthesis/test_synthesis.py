"""Pilots side by side: what is pooled, what is left out and said, what is refused, and the same bytes again."""

import json
import shutil
from datetime import date
from pathlib import Path

import docx
import numpy as np
import pikepdf
import pytest
from bs4 import BeautifulSoup

from werkzaam.core import simulate
from werkzaam.core.effect.pooled import Study, pool
from werkzaam.core.panel import build_panel
from werkzaam.core.report.edition import EditionProblem, digest
from werkzaam.core.report.evaluation import evaluate
from werkzaam.core.report.synthesis import Spec, SynthesisProblem, ask, read_pilot, read_spec, read_synthesis
from werkzaam.core.report.synthesis.pilot import read_pilots
from werkzaam.core.report.synthesis.write import write_synthesis

ON = date(2026, 3, 2)
SEEDS = {"enschede": 7, "almelo": 11, "deventer": 23}


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Three simulated pilots, published."""
    shelf = tmp_path_factory.mktemp("shelf")
    plan = simulate.plan(registered_on=date(2019, 11, 1))
    for name, seed in SEEDS.items():
        scenario = simulate.enschede(np.random.default_rng(seed), date(2019, 11, 18))
        done = evaluate(plan, build_panel(plan, *simulate.records(scenario)))
        done.write(shelf / name, on=ON, languages=("en",))
    return [shelf / name for name in SEEDS]


@pytest.fixture(scope="session")
def pilots(folders):
    return read_pilots(folders)


def spec_of(tmp_path, body=""):
    head = 'schema = "werkzaam-synthesis/1"\nkey = "together"\ntitle = { nl = "Samen", en = "Together" }\n'
    path = tmp_path / "synthesis.toml"
    path.write_text(head + body, encoding="utf-8")
    return path


FINDING = """
[[findings]]
key = "one-coach"
text = { nl = "Een vaste coach geeft rust", en = "One steady coach gives calm" }
pilots = %s
methodological = { level = "minor", why = { nl = "a", en = "a" } }
coherence = { level = "none", why = { nl = "b", en = "b" } }
adequacy = { level = "%s", why = { nl = "c", en = "c" } }
relevance = { level = "none", why = { nl = "d", en = "d" } }
overall = { level = "%s", why = { nl = "Rijk en eensluidend.", en = "Rich and of one voice." } }
"""
GOOD = FINDING % ('["enschede", "almelo"]', "moderate", "moderate")


def test_questions_asked_alike_are_pooled(pilots):
    found = {one.key: one for one in ask(pilots, Spec())}
    assert {"rung-15", "paid-work-15"} <= set(found)
    rung = found["rung-15"]
    assert rung.scale == "points"
    by_hand = []
    for one in pilots:
        record = json.loads(one.edition.path("estimates.json").read_text())
        estimate = next(each for each in record["findings"]["estimates"] if each["key"] == "rung-t2")
        by_hand.append(Study(one.key, estimate["points"]["value"], estimate["se"]))
    assert rung.pooled.hartung_knapp == pool(by_hand).hartung_knapp


def test_a_pilot_that_is_not_comparable_is_shown_and_left_out(folders, tmp_path):
    copy = Path(shutil.copytree(folders[0], tmp_path / "refused"))
    reseal(copy, lambda record: record["verdicts"][0].update(verdict="not-comparable"))
    (question,) = [one for one in ask(read_pilots([copy, *folders[1:]]), Spec()) if one.key == "rung-15"]
    assert [one.out for one in question.members] == ["not-comparable", "", ""]
    assert [one.key for one in question.pooled.studies] == ["almelo", "deventer"]


def test_an_outcome_without_comparison_is_shown_without_a_number(pilots):
    alone = [one if one.key != "almelo" else _without(one) for one in pilots]
    (question,) = [one for one in ask(alone, Spec()) if one.key == "rung-15"]
    assert [one.pilot for one in question.members] == ["enschede", "deventer"]


def _without(pilot):
    from dataclasses import replace

    return replace(pilot, estimates=tuple(one for one in pilot.estimates if one["outcome"] != "rung"))


def test_page_pdf_and_numbers_say_the_same(pilots, tmp_path):
    spec = read_spec(spec_of(tmp_path, GOOD), frozenset(SEEDS))
    questions = ask(pilots, spec)
    files = write_synthesis(pilots, questions, spec, tmp_path / "out", on=ON)
    assert {"report.html", "report.en.html", "report.pdf", "report.en.pdf", "synthesis.json"} <= set(files)
    record = json.loads((tmp_path / "out/synthesis.json").read_text())
    assert record["digest"] == digest(record)
    page = BeautifulSoup((tmp_path / "out/report.en.html").read_text(), "html.parser")
    shown = {float(one["value"]) for one in page.find_all("data")}
    assert record["numbers"]["question.rung-15.mean.value"] in shown
    assert "One steady coach gives calm" in page.text
    assert "Confidence: moderate. Rich and of one voice." in page.text
    with pikepdf.open(tmp_path / "out/report.pdf") as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.open_metadata()["pdfaid:part"] == "2"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_identical_input_gives_identical_bytes(pilots, tmp_path):
    spec = Spec(languages=("en",), language="en")
    for name in ("a", "b"):
        write_synthesis(pilots, ask(pilots, spec), spec, tmp_path / name, on=ON)
    first, second = ((tmp_path / name / "synthesis.json").read_bytes() for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (FINDING % ("[]", "minor", "high"), "synthesis-claim-without-evidence"),
        (FINDING % ('["almelo"]', "minor", "high"), "synthesis-one-study"),
        (FINDING % ('["almelo", "zwolle"]', "minor", "high"), "synthesis-unknown-pilot"),
        (FINDING % ('["almelo", "enschede"]', "serious", "high"), "synthesis-cerqual"),
        (FINDING % ('["almelo", "enschede"]', "huge", "high"), "synthesis-invalid"),
    ],
)
def test_findings_that_cannot_stand_are_refused(tmp_path, body, code):
    with pytest.raises(SynthesisProblem) as problem:
        read_spec(spec_of(tmp_path, body), frozenset(SEEDS))
    assert problem.value.code == code


def test_a_file_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "new.toml"
    path.write_text('schema = "werkzaam-synthesis/2"')
    with pytest.raises(SynthesisProblem) as problem:
        read_spec(path, frozenset())
    assert problem.value.code == "synthesis-newer"


def test_outcomes_that_differ_are_not_laid_together(pilots, tmp_path):
    body = """
[[questions]]
key = "mixed"
label = { nl = "Gemengd", en = "Mixed" }
estimates = { enschede = "rung-t2", almelo = "paid-work-t2" }
"""
    spec = read_spec(spec_of(tmp_path, body), frozenset(SEEDS))
    with pytest.raises(SynthesisProblem) as problem:
        ask(pilots, spec)
    assert problem.value.code == "synthesis-not-alike"


def test_the_same_people_do_not_count_twice(folders, tmp_path):
    copy = Path(shutil.copytree(folders[0], tmp_path / "again"))
    with pytest.raises(SynthesisProblem) as problem:
        read_pilots([folders[0], copy])
    assert problem.value.code == "synthesis-same-pilot"


def reseal(folder, change):
    record = json.loads((folder / "edition.json").read_text())
    change(record)
    (folder / "edition.json").write_text(json.dumps(record | {"digest": digest(record)}))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda f: (f / "estimates.json").write_text("{}"), "edition-tampered"),
        (lambda f: reseal(f, lambda record: record.update(schema="werkzaam-edition/9")), "edition-newer"),
        (
            lambda f: reseal(
                f, lambda r: r.update(files=[one for one in r["files"] if one["path"] != "plan.toml"])
            ),
            "synthesis-no-numbers",
        ),
    ],
)
def test_editions_that_cannot_be_trusted_are_refused(folders, tmp_path, spoil, code):
    copy = Path(shutil.copytree(folders[0], tmp_path / "spoilt"))
    spoil(copy)
    with pytest.raises((EditionProblem, SynthesisProblem)) as problem:
        read_pilot(copy)
    assert problem.value.code == code


def test_a_pilot_without_a_number_is_named(pilots, tmp_path):
    alone = [one if one.key != "almelo" else _without(one) for one in pilots]
    questions = ask(alone, Spec())
    assert next(one for one in questions if one.key == "rung-15").silent == ("almelo",)
    spec = Spec(languages=("en",), language="en", names={"almelo": {"en": "Almelo"}})
    write_synthesis(alone, questions, spec, tmp_path / "out", on=ON)
    page = BeautifulSoup((tmp_path / "out/report.html").read_text(), "html.parser")
    assert "Without a number: Almelo." in page.text


def test_a_draft_says_so_on_page_paper_and_in_word(pilots, tmp_path):
    spec, out = Spec(languages=("en",), language="en"), tmp_path / "out"
    write_synthesis(pilots, ask(pilots, spec), spec, out, on=ON, draft=True)
    assert read_synthesis(out).draft
    assert BeautifulSoup((out / "report.html").read_text(), "html.parser").select_one(".draft").text.strip()
    word = docx.Document(out / "report.docx")
    assert word.sections[0].header.paragraphs[0].text == "Draft: not published"
    assert word.paragraphs[1].style.name == "Title"


@pytest.fixture(scope="session")
def written(pilots, tmp_path_factory):
    out = tmp_path_factory.mktemp("written") / "out"
    write_synthesis(pilots, ask(pilots, Spec()), Spec(), out, on=ON)
    return out


def test_what_was_written_is_read_back_whole(written):
    out = written
    found = read_synthesis(out)
    assert (found.languages, found.draft) == (("nl", "en"), False)
    assert {one["name"] for one in found.pilots} == set(SEEDS)
    assert found.told["nl"]["title"] == "Pilots naast elkaar"
    figure = next(one for one in _blocks(found.told["en"]) if one["kind"] == "figure")
    assert (out / figure["wide"]).is_file()
    assert (out / figure["narrow"]).is_file()


def _blocks(block):
    for one in block.get("sections", block.get("blocks", ())):
        yield one
        yield from _blocks(one)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda f: (f / "synthesis.json").unlink(), "synthesis-missing"),
        (lambda f: (f / "synthesis.json").write_text("{"), "synthesis-invalid"),
        (lambda f: (f / "report.html").write_text(""), "synthesis-tampered"),
        (lambda f: _again(f, lambda r: r.update(title={"nl": "x"}), sealed=False), "synthesis-tampered"),
        (lambda f: _again(f, lambda r: r.update(schema="werkzaam-synthesis/2")), "synthesis-newer"),
        (lambda f: _again(f, lambda r: r.pop("told")), "synthesis-invalid"),
        (
            lambda f: _again(f, lambda r: r["files"].append(dict(r["files"][0], path="../x"))),
            "synthesis-invalid",
        ),
    ],
)
def test_a_synthesis_that_cannot_be_trusted_is_refused(written, tmp_path, spoil, code):
    out = Path(shutil.copytree(written, tmp_path / "out"))
    spoil(out)
    with pytest.raises(SynthesisProblem) as problem:
        read_synthesis(out)
    assert problem.value.code == code


def _again(folder, change, *, sealed=True):
    record = json.loads((folder / "synthesis.json").read_text())
    change(record)
    told = record | {"digest": digest(record)} if sealed else record
    (folder / "synthesis.json").write_text(json.dumps(told))
