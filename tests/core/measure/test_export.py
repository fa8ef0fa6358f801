"""The export of a study's measurements, read back by those who will read it: SPSS's format, spreadsheets, archives."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from werkzaam.core.measure import Choice, Instrument, Item, Kind, Scale
from werkzaam.core.measure.export import ExportProblem, Moment, Sent, Source, bundle, returned
from werkzaam.core.measure.sheet import define, kept_instrument, read_csv

ON = date(2026, 3, 2)
RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
DDI = {"d": "ddi:codebook:2_5"}
AGREE = tuple(
    Choice(value, {"nl": nl, "en": en, "ar": ar})
    for value, nl, en, ar in ((1, "oneens", "disagree", "لا أوافق"), (2, "weet niet", "not sure", "لا أعرف"),
                              (3, "eens", "agree", "أوافق"))
)  # fmt: skip
HEALTH = {"nl": "Hoe is uw gezondheid?", "en": "How is your health?", "ar": "كيف صحتك؟"}


def asked(key: str, kind: Kind, text: dict[str, str] | None = None, **more: object) -> Item:
    return Item(key, kind, text or {"nl": f"{key}?", "en": f"{key}?"}, **more)  # type: ignore[arg-type]


def instrument(*items: Item, version: str = "1", scales: tuple[Scale, ...] = ()) -> Instrument:
    return Instrument("wellbeing", version, {"nl": "W"}, {}, "CC0", ("nl", "en", "ar"), 5, items, scales)


FIRST = instrument(
    asked("health", Kind.CHOICE, HEALTH, choices=AGREE, low=1, high=3),
    asked("mood", Kind.CHOICE, choices=AGREE, low=1, high=3),
    asked("hours", Kind.NUMBER, low=0, high=80),
    asked("with", Kind.NUMBER, low=0, high=9, whole=True),
    asked("story", Kind.TEXT),
    scales=(Scale("wellbeing", ("health", "mood"), reverse=("mood",), at_least=2),),
)
LATER = instrument(FIRST.items[0], version="2")
OF_B = {"health": 3.0, "mood": 1.0, "hours": 7.5, "with": 0.0, "story": "=1+1"}
OF_A = {"health": 1.0, "mood": None, "hours": 80.0, "story": 'Gewoon: goed; "ja"'}
T0 = [Sent("b", date(2026, 1, 5), "helped", "ar", OF_B), Sent("a", date(2026, 1, 6), "self", "nl", OF_A)]
T1 = [Sent("b", date(2026, 6, 5), "self", "ar", {"health": 2.0, "gone": 1.0})]


def source(**changes: object) -> Source:
    """Three persons, of whom c never answered, at two waves; the second asks one question."""
    whole = Source(
        study="via-esdoorn",
        title={"nl": "Dichtbij", "en": "Close by"},
        plan="5e" * 32,
        on=ON,
        arms={
            "programme": {"nl": "Programma", "en": "Programme"},
            "control": {"nl": "Gewoon", "en": "Usual"},
        },
        modes={"self": {"nl": "zelf", "en": "alone"}, "helped": {"nl": "met hulp", "en": "with help"}},
        waves=(Moment("t0", {"nl": "Start", "en": "Start"}), Moment("t1", {"nl": "Eind", "en": "End"})),
        persons=pa.table({"person": ["c", "a", "b"], "arm": ["control", "control", "programme"]}),
        rounds=(returned("t0", FIRST, T0), returned("t1", LATER, T1)),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def spss(content: bytes, tmp_path, name: str = "long.sav", *, user_missing: bool = True):
    path = tmp_path / name
    path.write_bytes(opened(content)[name])
    return pyreadstat.read_sav(path, output_format="dict", user_missing=user_missing)


def rows(content: bytes, name: str = "long.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(opened(content)[name].decode("utf-8-sig")), delimiter=";"))


def test_a_bundle_holds_every_form_and_tells_what_is_in_it():
    files = opened(bundle(source(), language="nl"))
    told = json.loads(files["manifest.json"])
    kinds = {f"{shape}.{kind}" for shape in ("long", "wide") for kind in ("sav", "parquet", "csv")}
    books = {"ddi-codebook.xml", "codebook.nl.html", "codebook.en.html"}
    assert set(files) == kinds | books | {"manifest.json"}
    assert {one["path"]: one["sha256"] for one in told["files"]} == {
        name: hashlib.sha256(files[name]).hexdigest() for name in kinds | books
    }
    assert told["persons"] == {"all": 3, "by_arm": {"programme": 1, "control": 2}}
    assert [(one["wave"], one["version"], one["questionnaires"]) for one in told["rounds"]] == [
        ("t0", "1", 2),
        ("t1", "2", 1),
    ]
    assert told["rounds"][1]["unknown_items"] == {"gone": 1}
    assert told["shapes"]["long"]["rows"] == 6
    assert told["shapes"]["wide"]["rows"] == 3


def test_the_same_measurements_give_the_same_bytes_in_any_order(monkeypatch):
    first = bundle(source(), language="nl")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    turned = source(
        persons=source().persons.take([2, 0, 1]),
        rounds=(returned("t0", FIRST, T0[::-1]), returned("t1", LATER, T1)),
    )
    assert bundle(turned, language="nl") == first
    assert b"02 Mar 2600:00:00" in opened(first)["long.sav"][:120]


def test_spss_reads_labels_values_and_why_an_answer_is_missing(tmp_path):
    columns, told = spss(bundle(source(), language="nl"), tmp_path)
    assert columns["person"] == ["a", "a", "b", "b", "c", "c"]
    assert columns["wave"] == [1, 2] * 3
    assert columns["health"] == [1, -98, 3, 2, -98, -98]
    assert columns["mood"] == [-99, -97, 1, -97, -98, -97]
    assert columns["wellbeing_score"] == [-99, -97, 3, -97, -98, -97]
    assert columns["sent_on"] == [date(2026, 1, 6), None, date(2026, 1, 5), date(2026, 6, 5), None, None]
    assert columns["language"] == ["nl", "", "ar", "ar", "", ""]
    assert told.column_names_to_labels["health"] == "Hoe is uw gezondheid?"
    assert told.variable_value_labels["health"][3.0] == "eens"
    assert told.variable_value_labels["health"][-98.0] == "Vragenlijst niet verstuurd"
    assert told.variable_value_labels["arm"][1.0] == "Programma"
    assert {one["lo"] for one in told.missing_ranges["health"]} == {-99, -98, -97}
    assert told.variable_measure["health"] == "ordinal"
    assert told.file_label == "Dichtbij"


def test_spss_counts_the_codes_as_missing(tmp_path):
    columns, _told = spss(bundle(source(), language="nl"), tmp_path, user_missing=False)
    assert columns["health"] == [1, None, 3, 2, None, None]


def test_wide_has_a_row_per_person_and_a_name_per_wave(tmp_path):
    columns, told = spss(bundle(source(), language="en"), tmp_path, "wide.sav")
    assert columns["person"] == ["a", "b", "c"]
    assert columns["health_t0"] == [1, 3, -98]
    assert columns["health_t1"] == [-98, 2, -98]
    assert "mood_t1" not in columns
    assert told.column_names_to_labels["health_t1"] == "End: How is your health?"


def test_arabic_labels_are_kept_whole(tmp_path):
    _columns, told = spss(bundle(source(), language="ar"), tmp_path)
    assert told.column_names_to_labels["health"] == HEALTH["ar"]
    assert told.variable_value_labels["health"][1.0] == "لا أوافق"
    long = {**HEALTH, "ar": "كيف صحتك؟ " * 60}
    other = instrument(asked("health", Kind.CHOICE, long, choices=AGREE, low=1, high=3))
    _columns, told = spss(bundle(source(rounds=(returned("t0", other, ()),)), language="ar"), tmp_path)
    label = told.column_names_to_labels["health"]
    assert len(label.encode()) <= 255
    assert long["ar"].startswith(label.rstrip("…"))


def test_codes_move_away_from_answers(tmp_path):
    deep = instrument(asked("debt", Kind.NUMBER, low=-500, high=500), asked("hours", Kind.NUMBER))
    rounds = (returned("t0", deep, [Sent("a", ON, "self", "nl", {"debt": -98.0})]),)
    columns, told = spss(bundle(source(rounds=rounds), language="nl"), tmp_path)
    assert columns["debt"] == [-98, -998, -998]
    assert {one["lo"] for one in told.missing_ranges["debt"]} == {-999, -998, -997}


def test_names_are_what_spss_takes_and_none_is_twice(tmp_path):
    keys = ["with", "a-b", "a_b", "A.B", "9lives", "عمر", "arm", "x" * 90, "x" * 80, "einde_"]
    odd = instrument(*(asked(key, Kind.NUMBER) for key in keys))
    rounds = (returned("t0", odd, [Sent("a", ON, "self", "nl", dict.fromkeys(keys, 1.0))]),)
    for name, count in (("long.sav", 6), ("wide.sav", 5)):
        _columns, told = spss(bundle(source(rounds=rounds), language="nl"), tmp_path, name)
        names = told.column_names
        assert len({one.upper() for one in names}) == len(names) == count + len(keys)
        for one in names:
            assert len(one.encode()) <= 64
            assert one.isascii()
            assert one[0].isalpha()
            assert not one.endswith(("_", "."))
            assert one.upper() not in RESERVED


SHEET = """survey,,,
,type,name,spss,label::English (en)
,integer,life,LIFESAT,Life?
,select_one home,home,,Home?
,select_multiple places,where,,Where?
,date,since,,Since?
,calculate,twice,,
choices,,,
,list_name,name,label::English (en)
,home,rent,Rented
,home,own,Owned
,places,work,At work
,places,street,In the street
settings,,,
,form_id,version,default_language
,w,1,English (en)
"""


def test_a_sheet_names_its_variables_and_tells_what_else_is_asked(tmp_path):
    book = read_csv(SHEET)
    said = {"life": 7.0, "home": "own", "where": "street", "since": "2025-11-30", "twice": "14"}
    sent = [Sent("a", ON, "self", "en", said), Sent("b", ON, "self", "en", {"where": "work street"})]
    one = returned("t0", kept_instrument(book), sent, sheet=define(book))
    content = bundle(source(rounds=(one,)), language="en")
    columns, told = spss(content, tmp_path)
    assert columns["LIFESAT"] == [7, -99, -98]
    assert columns["home"] == [2, -99, -98]
    assert told.variable_value_labels["home"][2.0] == "Owned"
    assert columns["where_work"] == [0, 1, -98]
    assert columns["where_street"] == [1, 1, -98]
    assert told.column_names_to_labels["where_street"] == "Where?: In the street"
    assert columns["since"] == [date(2025, 11, 30), None, None]
    assert rows(content)[0]["home"] == "own"
    assert json.loads(opened(content)["manifest.json"])["rounds"][0]["unknown_items"] == {"twice": 1}


def test_another_meaning_is_another_variable(tmp_path):
    other = instrument(asked("health", Kind.CHOICE, HEALTH, choices=AGREE[:2], low=1, high=2), version="2")
    rounds = (source().rounds[0], returned("t1", other, [Sent("a", ON, "self", "nl", {"health": 2.0})]))
    columns, _told = spss(bundle(source(rounds=rounds), language="nl"), tmp_path)
    assert columns["health"] == [1, -97, 3, -97, -98, -97]
    assert columns["health_2"] == [-97, 2, -97, -98, -97, -98]


def test_what_people_wrote_stays_behind_unless_asked_for():
    without, along = bundle(source(), language="nl"), bundle(source(open_answers=True), language="nl")
    assert not any(b"1+1" in content for content in opened(without).values())
    assert json.loads(opened(without)["manifest.json"])["open_answers"]["left_out"] == ["story"]
    assert "story" in opened(without)["codebook.nl.html"].decode()
    assert rows(along)[2]["story"] == "'=1+1"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_cell_is_a_formula(text):
    sent = [Sent("a", ON, "self", "nl", {"story": text})]
    told = source(rounds=(returned("t0", FIRST, sent),), open_answers=True)
    assert rows(bundle(told, language="nl"))[0]["story"].startswith("'")


def test_a_spreadsheet_reads_numbers_signs_and_quotes():
    content = opened(bundle(source(open_answers=True), language="nl"))["long.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    found = rows(bundle(source(open_answers=True), language="nl"))
    assert found[2]["hours"] == "7,5"
    assert found[0]["hours"] == "80"
    assert found[0]["story"] == 'Gewoon: goed; "ja"'
    assert found[2]["arm"] == "programme"
    assert found[1]["health"] == ""


def test_parquet_has_types_labels_and_nothing_for_missing():
    table = pq.read_table(io.BytesIO(opened(bundle(source(), language="en"))["long.parquet"]))
    assert table["health"].to_pylist() == [1, None, 3, 2, None, None]
    assert table["sent_on"].type == pa.date32()
    assert table["mode"].to_pylist() == ["self", None, "helped", "self", None, None]
    assert table.schema.field("health").metadata == {b"label": b"How is your health?"}


def test_ddi_describes_both_files_in_every_language():
    """By structure: the schema of the DDI Alliance comes in no package, and is not ours to ship."""
    tree = etree.fromstring(opened(bundle(source(), language="nl"))["ddi-codebook.xml"])
    assert tree.tag == "{ddi:codebook:2_5}codeBook"
    assert [etree.QName(child).localname for child in tree] == [
        "stdyDscr",
        "fileDscr",
        "fileDscr",
        "dataDscr",
    ]
    assert tree.xpath("string(d:stdyDscr/d:citation/d:titlStmt/d:titl)", namespaces=DDI) == "Dichtbij"
    health = tree.xpath("d:dataDscr/d:var[@name='health']", namespaces=DDI)[0]
    said = {
        one.get("{http://www.w3.org/XML/1998/namespace}lang"): one.text
        for one in health.findall("d:labl", DDI)
    }
    assert said == HEALTH
    assert health.xpath("d:catgry[@missing='Y']/d:catValu/text()", namespaces=DDI) == ["-99", "-98", "-97"]
    assert health.xpath("d:sumStat[@type='vald']/text()", namespaces=DDI) == ["3"]
    files = tree.xpath("d:fileDscr/@ID", namespaces=DDI)
    assert set(tree.xpath("d:dataDscr/d:var/@files", namespaces=DDI)) == set(files)


ORDER = ("labl", "qstn", "valrng", "invalrng", "sumStat", "catgry", "derivation", "varFormat")


def test_ddi_keeps_the_order_of_the_schema():
    tree = etree.fromstring(opened(bundle(source(), language="nl"))["ddi-codebook.xml"])
    variables = tree.findall("d:dataDscr/d:var", DDI)
    assert variables
    for variable in variables:
        places = [ORDER.index(etree.QName(child).localname) for child in variable]
        assert places == sorted(places)
        assert all(len(question) == 1 for question in variable.findall("d:qstn", DDI))
    assert (
        len(tree.findall("d:stdyDscr/d:dataAccs/d:useStmt/d:confDec", DDI)) == 1
    )  # the schema allows no more
    keys = tree.xpath("//@ID")
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("language", "words"), [("nl", "Codeboek"), ("en", "Codebook")])
def test_the_codebook_is_a_page_of_its_own(language, words):
    page = BeautifulSoup(opened(bundle(source(), language="nl"))[f"codebook.{language}.html"], "html.parser")
    assert page.html["lang"] == language
    assert words in page.title.text
    assert HEALTH[language] in page.text
    assert "-98" in page.text
    assert not page.find_all(["script", "img", "link"])
    assert len({one["id"] for one in page.select("h3")}) == len(page.select("h3"))


def test_hostile_words_stay_words():
    text = {"nl": "<script>alert(1)</script> & \x0b", "en": "<b>"}
    told = source(rounds=(returned("t0", instrument(asked("q", Kind.NUMBER, text)), ()),))
    files = opened(bundle(told, language="nl"))
    assert b"<script>alert" not in files["codebook.nl.html"]
    etree.fromstring(files["ddi-codebook.xml"])


def test_nothing_of_others_goes_along():
    """Who is not among the persons (withdrawn, or in no arm) is in no file, also when answers of theirs come in."""
    some = source(persons=source().persons.filter(pa.array([True, True, False])))
    content = bundle(some, language="nl")
    assert {row["person"] for row in rows(content)} == {"a", "c"}
    assert json.loads(opened(content)["manifest.json"])["rounds"][0]["questionnaires"] == 1


@pytest.mark.parametrize("empty", [{"rounds": ()}, {"persons": source().persons.slice(0, 0)}])
def test_nothing_to_export_is_one_clear_refusal(empty):
    with pytest.raises(ExportProblem) as refused:
        bundle(source(**empty), language="nl")
    assert refused.value.code == "export-empty"


def test_text_among_numbers_is_refused_by_the_question_alone():
    with pytest.raises(ExportProblem) as refused:
        returned("t0", LATER, [Sent("a", ON, "self", "nl", {"health": "Nergenshuizen"})])
    assert refused.value.code == "answer-not-a-number"
    assert "Nergenshuizen" not in refused.value.message


def test_pspp_reads_it_as_we_meant_it(tmp_path):
    """GNU PSPP, which shares no code with us or with what writes the file."""
    if shutil.which("pspp") is None:
        pytest.skip("SPSS files were NOT opened with pspp: it is not installed")
    (tmp_path / "long.sav").write_bytes(opened(bundle(source(), language="ar"))["long.sav"])
    (tmp_path / "ask.sps").write_text(
        "GET FILE='long.sav'.\nDESCRIPTIVES health.\nDISPLAY DICTIONARY.\n"
        "SAVE TRANSLATE /OUTFILE='values.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES.\n",
        encoding="utf-8",
    )
    asked = ["pspp", "-O", "format=csv", "-o", "said.csv", "ask.sps"]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    said = (tmp_path / "said.csv").read_text(encoding="utf-8")
    found = list(csv.DictReader(io.StringIO((tmp_path / "values.csv").read_text(encoding="utf-8"))))
    assert [row["health"].strip() for row in found] == ["1", "-98", "3", "2", "-98", "-98"]
    assert HEALTH["ar"] in said
    assert "أوافق" in said
    assert ",3,2.00," in said  # three valid answers with mean 2: the codes do not count
