"""The edition: whole or not at all, the same bytes for the same input, and refused when tampered with."""

import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from werkzaam.core.report import EditionProblem, read_edition, sheet
from werkzaam.core.report.edition import digest

from .conftest import ON


@pytest.fixture
def copy(edition, tmp_path):
    """The edition copied, so that a test may spoil it."""
    for file in [*(one.path for one in edition.files), "edition.json"]:
        target = tmp_path / "copy" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((edition.directory / file).read_bytes())
    return tmp_path / "copy"


def reseal(directory, **changes):
    record = json.loads((directory / "edition.json").read_text()) | changes
    (directory / "edition.json").write_text(json.dumps(record | {"digest": digest(record)}))


def test_it_holds_all_that_was_promised(edition):
    names = {file.path for file in edition.files}
    promised = {"report.html", "report.pdf", "report.en.html", "report.en.pdf", "plan.toml", "estimates.json"}
    assert promised | {"estimates.parquet"} <= names
    for figure in edition.figures:
        assert set(figure.files.values()) | set(figure.narrow.values()) <= names
        assert figure.title["nl"]
        assert figure.alt["en"]
    assert edition.report("pdf", "en") == "report.en.pdf"
    assert edition.path("report.pdf").read_bytes().startswith(b"%PDF")


def test_a_page_can_be_drawn_from_the_manifest_alone(edition, study):
    assert edition.title == dict(study.plan.title)
    assert edition.published_on == ON
    assert edition.registered["standing"] == "registered"
    verdict = edition.verdicts[0]
    assert verdict.verdict == study.claims[0].verdict
    assert verdict.outcome == "rung"
    assert "{" not in verdict.text["nl"]
    claim = next(one for one in edition.claims if one.key == verdict.claim)
    assert "".join(part["text"] for part in claim.parts["nl"]) == claim.text["nl"]
    numbers = [part for part in claim.parts["nl"] if "path" in part]
    assert numbers
    assert all(claim.evidence[part["path"]] == part["value"] for part in numbers)


def test_estimates_are_the_findings(edition, study):
    record = json.loads(edition.path("estimates.json").read_text())
    first = study.findings.estimates[0]
    assert record["findings"]["estimates"][0]["points"]["value"] == first.points.value
    table = pq.read_table(edition.path("estimates.parquet"))
    values = dict(zip(table["path"].to_pylist(), table["value"].to_pylist(), strict=True))
    assert values[f"estimate.{first.key}.points.low"] == first.points.low
    assert values == record["evidence"]


def test_identical_input_gives_identical_bytes(edition, study, tmp_path):
    again = study.write(tmp_path / "again", on=ON)
    assert again.files == edition.files
    assert again.digest == edition.digest


def test_another_day_is_another_edition(edition, study, tmp_path):
    other = study.write(tmp_path / "other", on=ON.replace(year=2022), languages=("en",))
    assert other.digest != edition.digest
    assert other.languages == ("en",)
    assert other.report("html", "en") == "report.html"


@pytest.mark.parametrize("name", ["report.html", "report.pdf", "estimates.json", "figures/effects.nl.svg"])
def test_a_changed_file_is_refused(copy, name):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(EditionProblem) as problem:
        read_edition(copy)
    assert problem.value.code == "edition-tampered"
    assert problem.value.details["file"] == name


def test_a_missing_file_is_refused(copy):
    (copy / "report.pdf").unlink()
    with pytest.raises(EditionProblem, match=r"report\.pdf"):
        read_edition(copy)


def test_a_rewritten_verdict_is_refused(copy):
    text = (copy / "edition.json").read_text().replace("insufficient-ground", "indications-of-effect")
    (copy / "edition.json").write_text(text)
    with pytest.raises(EditionProblem) as problem:
        read_edition(copy)
    assert problem.value.code == "edition-tampered"


def test_an_edition_of_a_newer_version_is_refused(copy):
    reseal(copy, schema="werkzaam-edition/2")
    with pytest.raises(EditionProblem) as problem:
        read_edition(copy)
    assert problem.value.code == "edition-newer"


@pytest.mark.parametrize("name", ["../outside", "/etc/hostname"])
def test_a_manifest_that_reaches_outside_its_folder_is_refused(copy, name):
    reseal(copy, files=[{"path": name, "sha256": "0" * 64, "bytes": 1}])
    with pytest.raises(EditionProblem) as problem:
        read_edition(copy)
    assert problem.value.code == "edition-invalid"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "edition-missing"),
        ("{", "edition-invalid"),
        ("[]", "edition-invalid"),
        ('{"schema": "x/1"}', "edition-invalid"),
    ],
)
def test_what_is_no_edition_is_refused(tmp_path, content, code):
    if content is not None:
        (tmp_path / "edition.json").write_text(content)
    with pytest.raises(EditionProblem) as problem:
        read_edition(tmp_path)
    assert problem.value.code == code


def test_a_manifest_with_a_part_missing_is_refused(copy):
    record = json.loads((copy / "edition.json").read_text())
    del record["verdicts"][0]["heading"]
    (copy / "edition.json").write_text(json.dumps(record | {"digest": digest(record)}))
    with pytest.raises(EditionProblem) as problem:
        read_edition(copy)
    assert problem.value.code == "edition-invalid"


def test_a_folder_with_other_files_is_left_alone(study, tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(EditionProblem) as problem:
        study.write(tmp_path, on=ON)
    assert problem.value.code == "edition-target"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_an_older_edition_is_replaced_whole(study, copy):
    new = replace(study, claims=study.claims[:1]).write(copy, on=ON, languages=("nl",))
    assert read_edition(copy) == new
    assert not (copy / "report.en.pdf").exists()
    assert [one.name for one in copy.parent.iterdir()] == ["copy"]


def test_when_something_fails_the_older_edition_stands_and_nothing_is_left_behind(study, copy, monkeypatch):
    before = read_edition(copy)

    def fail(*_args, **_more):
        raise RuntimeError("no more paper")

    monkeypatch.setattr(sheet, "pdf", fail)
    with pytest.raises(RuntimeError):
        study.write(copy, on=ON)
    assert read_edition(copy) == before
    assert [one.name for one in copy.parent.iterdir()] == ["copy"]


def test_progress_rises_to_one(study, tmp_path):
    told = []
    study.write(
        tmp_path / "out", on=ON, languages=("nl",), progress=lambda step, part: told.append((step, part))
    )
    parts = [part for _, part in told]
    assert parts == sorted(parts)
    assert told[-1] == ("placed", 1.0)
