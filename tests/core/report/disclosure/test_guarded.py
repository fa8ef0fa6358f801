"""A whole edition under disclosure control: held against what the panel holds, not against the code that guards it."""

import json
import re
from dataclasses import replace
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from werkzaam.core.claim.dossier import Dossier, Element, Voices
from werkzaam.core.effect.result import Movement, Reliable
from werkzaam.core.report.compose import compose
from werkzaam.core.report.disclosure import Rules, given_away, recovered
from werkzaam.core.report.disclosure.account import FILE, Why, as_json, read_account
from werkzaam.core.report.disclosure.earlier import DifferenceProblem, Earlier, printed
from werkzaam.core.report.disclosure.guard import _protected, guarded, ties
from werkzaam.core.report.disclosure.inspected import LeakProblem, inspected
from werkzaam.core.report.document import Figure, Number, Table, every, plain
from werkzaam.core.report.material import Material
from werkzaam.core.report.paths import flat

from ..conftest import ON

COUNT = re.compile(
    r"^(development\..*\.(risen|same|fallen|improved|worsened|movement\.[^.]+\.[^.]+)|element\..*\.(persons|against))$"
)
RULES = Rules()


@pytest.fixture(scope="module")
def shown(material):
    return guarded(material)


@pytest.fixture(scope="module")
def values(edition):
    return json.loads(edition.path("estimates.json").read_text())["evidence"]


def persons(study, arm, outcome, wave):
    """The answers of one arm, counted here from the panel itself."""
    panel = study.panel
    joined = panel.values.join(panel.persons.select(["person", "arm"]), "person").to_pylist()
    asked = (arm, outcome, wave)
    return [
        row["value"]
        for row in joined
        if (row["arm"], row["outcome"], row["wave"]) == asked and row["value"] is not None
    ]


def test_three_of_thirty_nine_with_work_stand_nowhere(study, edition, values):
    work = persons(study, "participants", "paid-work", "t2")
    assert (sum(work), len(work)) == (3, 39)  # 7.7 %, and the change among 34 is 3 of 34, 8.8 %
    base = "development.participants.paid-work.t2"
    for name in ("level.value", "level.low", "sd", "change.value", "risen", "same", "fallen", "improved"):
        assert values[f"{base}.{name}"] is None
    assert values[f"{base}.n"] == 39
    assert values["estimate.paid-work-t2.points.value"] is not None  # the estimate over 34 and 24 stays
    beside = "development.controls.paid-work.t2"
    assert values[f"{beside}.level.value"] is None  # nobody of 24: with the difference it gives the three


def test_no_small_count_is_in_the_numbers(values):
    small = [
        path for path, value in values.items() if COUNT.match(path) and value is not None and 0 < value < 10
    ]
    assert small == []
    assert values["estimate.rung-t2.n.participants"] == 34
    assert values["estimate.rung-t2.n.controls"] == 24


def test_all_files_of_numbers_withhold_the_same(edition, values):
    table = pq.read_table(edition.path("estimates.parquet"))
    assert dict(zip(table["path"].to_pylist(), table["value"].to_pylist(), strict=True)) == values
    record = json.loads(edition.path("estimates.json").read_text())
    assert set(record["withheld"]) == {path for path in record["withheld"] if values[path] is None}
    one = next(
        each
        for each in record["findings"]["developments"]
        if (each["arm"], each["outcome"], each["wave"]) == ("participants", "paid-work", "t2")
    )
    assert one["risen"] is None
    assert one["level"]["value"] is None
    for claim in edition.claims:
        assert all(claim.evidence[path] is None for path in claim.evidence if path in record["withheld"])


def test_the_finished_edition_withstands_an_attack_with_all_its_sums(material):
    made = ties(material, RULES)
    figures, found, told, _ = _protected(made, RULES)
    assert found.unsafe
    assert recovered(figures, found.shown, RULES) == ()
    assert given_away(figures, found, RULES, told) == ()


def test_a_reader_is_told_in_cells_and_in_sentences(shown):
    guarded_material, account = shown
    for language, cell, said in (("nl", "< 10", "minder dan tien"), ("en", "< 10", "fewer than ten")):
        document = compose(guarded_material, language, "test")
        cells = [plain(c) for t in every(document.sections, Table) for row in t.rows for c in row.cells]
        assert any(cell in each for each in cells)
        assert said in str(document.sections)
    assert {Why.FEW, Why.HIDING, Why.FOLLOWS} <= set(account.by_reason)


def test_no_number_of_the_text_is_one_that_is_withheld(shown):
    guarded_material, _ = shown
    document = compose(guarded_material, "en", "test")

    def numbers(value):
        if isinstance(value, Number):
            yield value
        elif isinstance(value, tuple):
            for each in value:
                yield from numbers(each)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                yield from numbers(getattr(value, name))

    found = list(numbers(document.sections))
    assert len(found) > 300
    assert all(one.value is None for one in found if one.path in guarded_material.withheld)


def with_moves(study, counts, risen, same, fallen):
    """The reference study with a ladder of three rungs that both arms moved on in just this way."""
    moved = sum(map(sum, counts))
    share = study.findings.developments[0].level

    def of(one):
        if (one.outcome, one.wave) != ("rung", "t2"):
            return one
        found = Reliable(1.0, risen, same, fallen, share, share)
        return replace(
            one, n=moved + 40, n_change=moved, risen=risen, same=same, fallen=fallen,
            movement=Movement((1.0, 2.0, 3.0), counts), reliable=found,
        )  # fmt: skip

    findings = replace(study.findings, developments=tuple(map(of, study.findings.developments)))
    return Material(study.plan, study.panel, findings, study.claims, ON)


def test_a_drawing_shows_no_count_that_its_table_withholds(study):
    """A hundred and ninety-three persons, of whom seven went from one to three."""
    counts = ((31, 23, 7), (17, 41, 29), (13, 0, 32))
    told, _ = guarded(with_moves(study, counts, 59, 104, 30))
    base = "development.participants.rung.t2.movement"
    assert f"{base}.1.3" in told.withheld
    document = compose(told, "en", "test")
    ladder = next(one for one in every(document.sections, Figure) if one.key == "movement-rung")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", ladder.svg)
    assert "7" not in texts
    assert "&lt; 10" in texts or "–" in texts
    withheld = {
        str(counts[i][j]) for i in range(3) for j in range(3) if f"{base}.{i + 1}.{j + 1}" in told.withheld
    }
    assert withheld.isdisjoint(texts)
    assert "41" in texts or "41" in withheld


def test_an_arm_of_eight_is_told_nothing_of(study):
    """Its number is told as small; its levels, contact and estimates are not told at all."""
    keep = [one for one in study.panel.persons.to_pylist() if one["arm"] == "controls"][:8]
    names = {one["person"] for one in keep}
    persons = study.panel.persons
    kept = pc.or_(
        pc.equal(persons["arm"], "participants"), pc.is_in(persons["person"], value_set=_array(names))
    )
    held = persons.filter(kept)
    of_them = [
        pc.is_in(table["person"], value_set=held["person"].combine_chunks())
        for table in (study.panel.values, study.panel.dose)
    ]
    panel = replace(
        study.panel,
        persons=held,
        values=study.panel.values.filter(of_them[0]),
        dose=study.panel.dose.filter(of_them[1]),
    )
    developments = tuple(_eight(one) if one.arm == "controls" else one for one in study.findings.developments)
    estimates = tuple(replace(one, n={**one.n, "controls": 8}) for one in study.findings.estimates)
    findings = replace(study.findings, developments=developments, estimates=estimates, partners=())
    told, _ = guarded(Material(study.plan, panel, findings, study.claims, ON))
    evidence = flat(told.evidence)
    assert all(evidence[path] is None for path in evidence if path.startswith("development.controls."))
    assert evidence["estimate.rung-t2.points.value"] is None
    assert evidence["estimate.rung-t2.analysed"] is None  # less the participants' 34 it would be eight
    assert evidence["dose.per_week.controls"] is None
    assert evidence["development.participants.rung.t2.level.value"] is not None


def _eight(one):
    """Eight answered, of whom three rose and two fell, where anything is known of change."""
    moved = dict.fromkeys(("n_change", "risen", "same", "fallen"), 0)
    if one.n_change:
        moved = {"n_change": 8, "risen": 3, "same": 3, "fallen": 2}
    return replace(one, n=8, asked=8, movement=None, reliable=None, **moved)


def _array(names):
    return pa.array(sorted(names))


def test_voices_are_persons_too(material):
    voices = (Voices("participant", 14, 12, 0), Voices("coach", 4, 3, 1), Voices("employer", 0, 0, 0))
    element = Element("trust", False, {"en": "Trust"}, {"en": ""}, voices, (), 30, {})
    told, _ = guarded(replace(material, dossier=Dossier((element,))))
    found = {
        one.perspective: (one.asked, one.persons, one.against) for one in told.dossier.elements[0].voices
    }
    assert found["coach"] == (4, None, None)
    assert found["employer"] == (0, 0, 0)
    assert flat(told.evidence)["element.trust.persons"] is None or found["participant"][1] is None


def test_the_same_panel_may_be_published_again(material, edition):
    again, account = guarded(material, earlier=[printed(edition)])
    assert Why.EARLIER not in account.by_reason
    assert account.earlier == (edition.digest,)
    assert flat(again.evidence)["estimate.rung-t2.points.value"] is not None


def test_without_one_person_the_later_edition_is_refused_with_a_list(material, edition):
    """The difference between both editions is what that person answered."""
    one = material.findings.estimates[0]
    points = replace(one.points, value=one.points.value + 0.01)
    fewer = replace(one, n={**one.n, "controls": one.n["controls"] - 1}, points=points)
    findings = replace(material.findings, estimates=(fewer, *material.findings.estimates[1:]))
    with pytest.raises(DifferenceProblem) as problem:
        guarded(replace(material, findings=findings), earlier=[printed(edition)])
    assert problem.value.code == "disclosure-difference"
    assert problem.value.details["paths"] == ["estimate.rung-t2.points"]


def test_a_level_over_nearly_the_same_persons_is_not_told_twice(material, edition):
    at = next(
        n
        for n, one in enumerate(material.findings.developments)
        if one.outcome == "life" and one.wave == "t1"
    )
    one = material.findings.developments[at]
    level = replace(one.level, value=one.level.value + 0.02)
    changed = [*material.findings.developments]
    changed[at] = replace(one, n=one.n - 1, level=level)
    findings = replace(material.findings, developments=tuple(changed))
    told, account = guarded(replace(material, findings=findings), earlier=[printed(edition)])
    path = f"development.{one.arm}.life.t1.level.value"
    assert told.withheld[path] == Why.EARLIER
    assert flat(told.evidence)[path] is None
    assert account.by_reason[Why.EARLIER] >= 3


def test_who_rose_is_not_found_from_who_stayed_and_fell(material):
    """Two more rose than in the edition that is out; the others are as they were, and so is their sum."""
    base = "development.participants.contact-satisfaction.t1"
    values = flat(material.evidence)
    before = {
        **values,
        f"{base}.risen": values[f"{base}.risen"] - 2,
        f"{base}.n_change": values[f"{base}.n_change"] - 2,
    }
    told, _ = guarded(material, earlier=[Earlier("first", before)])
    assert {told.withheld.get(f"{base}.{name}") for name in ("risen", "same", "fallen")} == {Why.EARLIER}


def test_the_account_is_read_back_as_written(shown):
    _, account = shown
    assert read_account(as_json(account)) == account
    with pytest.raises(ValueError, match="schema"):
        read_account(b'{"schema": "other/1"}')


def test_a_draft_holds_the_account_and_a_publication_does_not(study, edition, tmp_path):
    draft = study.write(tmp_path / "draft", on=ON, languages=("nl",), draft=True)
    account = read_account(draft.path(FILE).read_bytes())
    told = json.loads(draft.path("estimates.json").read_text())
    assert {one.path for one in account.withheld} == set(told["withheld"])
    level = next(
        one for one in account.withheld if one.path == "development.participants.paid-work.t2.level.value"
    )
    assert "table developments" in level.places
    assert not any(character.isdigit() for one in account.remarks for character in one.kind)
    assert FILE not in {one.path for one in edition.files}


def test_a_pseudonym_in_a_finished_file_stops_the_writing(study, material, shown):
    person = study.panel.persons["person"][0].as_py()
    files = {"report.html": f"<p>{person}</p>".encode()}
    with pytest.raises(LeakProblem) as problem:
        inspected(files, material, shown[1])
    assert problem.value.details["files"] == ["report.html"]
    assert person not in problem.value.message


def test_the_words_of_the_pdf_withhold_it_too(edition):
    text = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(edition.path("report.en.pdf").read_bytes())).pages
    )
    assert "fewer than ten" in " ".join(text.split())
    assert "not shown" in text
