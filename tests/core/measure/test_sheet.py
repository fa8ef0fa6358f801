"""Questionnaires as sheets: what is read, what is refused and where, what survives compilation."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from werkzaam.core.measure import InstrumentProblem, Rule, score, shipped_text
from werkzaam.core.measure.sheet import (
    Book,
    SheetProblem,
    define,
    differences,
    lacks,
    meaning_changed,
    publish,
    read_book,
    read_csv,
    ready,
)

SHEET = """survey
,type,name,label::Nederlands (nl),label::English (en),relevant,constraint,scale,reverse,scale_rule,scale_min,spss,key
,select_one agree,solve,Ik weet raad,I know what to do,,,eff,,sum,1,,
,select_one agree,leave,Ik laat het,I leave it,,,eff,yes,,,EFF2,leave-it
,integer,hours,Uren?,Hours?,${solve} = '1',. >= 0 and . <= 80,,,,,,
choices
,list_name,name,label::Nederlands (nl),label::English (en),score
,agree,1,Nee,No,
,agree,2,Een beetje,A little,
,agree,9,Ja,Yes,4
settings
,form_title,form_id,version,default_language,licence,minutes,titles::Nederlands (nl),titles::English (en)
,Klein,small,1,Nederlands (nl),CC0-1.0,3,Klein,Small
"""


def faults(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(SheetProblem) as caught:
        publish(read_csv(text))
    assert isinstance(caught.value, InstrumentProblem)
    assert len(caught.value.details["faults"]) == len(caught.value.faults)
    return [(one.sheet, one.row, one.column) for one in caught.value.faults]


def changed(right: str, wrong: str) -> str:
    assert right in SHEET
    return SHEET.replace(right, wrong)


def test_the_records_of_a_sheet() -> None:
    published = publish(read_csv(SHEET))
    told = published.definition
    assert (told.key, told.version, told.languages, told.minutes) == ("small", "1", ("nl", "en"), 3)
    assert [(one.key, one.spss, one.row) for one in told.entries] == [
        ("solve", "solve", 2), ("leave-it", "EFF2", 3), ("hours", "hours", 4),
    ]  # fmt: skip
    (scale,) = published.instrument.scales
    assert (scale.items, scale.reverse, scale.rule, scale.at_least) == (
        ("solve", "leave-it"), ("leave-it",), Rule.SUM, 1,
    )  # fmt: skip
    assert [choice.value for choice in published.instrument.item("solve").choices] == [1, 2, 4]
    assert score(published.instrument, {"solve": 4.0, "leave-it": 1.0}) == {"eff": 4 + (1 + 4 - 1)}
    hours = published.instrument.item("hours")
    assert (hours.low, hours.high, hours.whole) == (0, 80, True)


def test_our_columns_survive_compilation() -> None:
    form = publish(read_csv(SHEET)).form
    extras = form.rule(form.questions["leave-it"].node).extras
    assert extras == {"scale": "eff", "reverse": "yes", "spss": "EFF2", "key": "leave-it"}
    choices = form.questions["solve"].choices
    assert choices is not None
    assert [row.get("score") for row in choices.rows] == [None, None, "4"]


def test_a_spreadsheet_says_the_same_as_its_csv() -> None:
    book = read_csv(SHEET)
    assert read_book(spreadsheet(book), "small.xlsx").sha256 == book.sha256
    assert read_csv(book.as_csv()) == book


def spreadsheet(book: Book) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, sheet in book.sheets:
        page = made.create_sheet(name)
        page.append(list(sheet.columns))
        for row in sheet.rows:
            page.append([row.get(column) for column in sheet.columns])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_hash_is_of_the_content_not_of_its_layout() -> None:
    one = read_csv(SHEET)
    moved = read_csv(
        SHEET.replace(",form_title,form_id,", ",form_id,form_title,").replace(
            ",Klein,small,", ",small,Klein,"
        )
    )
    assert one.sha256 == moved.sha256
    assert one.sha256 != read_csv(changed("Uren?", "Uren per week?")).sha256


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("${solve} = '1'", "${solf} = '1'", ("survey", 4, "relevant")),
        ("${solve} = '1'", "random() > 1", ("survey", 4, "relevant")),
        ("${solve} = '1'", "${solve} ==== '1'", ("survey", 4, "relevant")),
        (". >= 0 and . <= 80", "distance(.) > 1", ("survey", 4, "constraint")),
        (". >= 0 and . <= 80", "regex(., '[')", ("survey", 4, "constraint")),
        (". >= 0 and . <= 80", "format-date(., '%Q') = ''", ("survey", 4, "constraint")),
        ("integer,hours", "integer,9hours", ("survey", 4, "name")),
        ("integer,hours", "geopoint,hours", ("survey", 4, "type")),
        ("integer,hours", "numero,hours", ("survey", 4, "type")),
        ("select_one agree,solve", "select_one nobody,solve", ("survey", 2, "type")),
        ("EFF2", "BY", ("survey", 3, "spss")),
        ("EFF2", "solve", ("survey", 3, "spss")),
        ("leave-it", "solve", ("survey", 3, "key")),
        ("eff,yes", "eff,perhaps", ("survey", 3, "reverse")),
        ("sum,1", "product,1", ("survey", 2, "scale_rule")),
        ("sum,1", "sum,7", ("survey", 2, "scale_min")),
        ("Ja,Yes,4", "Ja,Yes,four", ("choices", 4, "score")),
        (",small,1,", ",small,,", ("settings", 2, "version")),
        (",small,1,", ",s m a l l,1,", ("settings", 2, "form_id")),
    ],
)
def test_a_fault_is_named_where_it_stands(right: str, wrong: str, place: tuple[str, int, str]) -> None:
    assert place in faults(changed(right, wrong))


def test_every_fault_is_told_at_once_and_an_unknown_function_by_its_name() -> None:
    broken = changed("${solve} = '1'", "pulldata('a') = 1").replace("EFF2", "1X").replace("sum,1", "sum,9")
    with pytest.raises(SheetProblem) as caught:
        publish(read_csv(broken))
    told = {(one.row, one.column): one for one in caught.value.faults}
    assert set(told) == {(2, "scale_min"), (3, "spss"), (4, "relevant")}
    assert told[4, "relevant"].code == "function-unsupported"
    assert "pulldata()" in told[4, "relevant"].message
    assert "sheet survey, row 4, column relevant" in caught.value.message


def test_three_faults_of_the_compiler_are_three() -> None:
    text = (
        "survey\n,type,name,label,relevant\n,text,1a,A,\n,text,b,B,${nobody} = 1\n,nonsense,c,C,\n,text,d,D,\n"
        "settings\n,form_id,version\n,x,1\n"
    )
    assert [(row, column) for _, row, column in faults(text)] == [(2, "name"), (3, "relevant"), (4, "type")]


def test_a_circle_is_a_fault() -> None:
    text = (
        "survey\n,type,name,label,calculation,relevant\n,calculate,a,,${b} + 1,\n,calculate,b,,${a} + 1,\n"
        ",text,c,C,,${d} = 1\n,text,d,D,,${c} = 1\nsettings\n,form_id,version\n,x,1\n"
    )
    assert {(row, column) for _, row, column in faults(text)} == {(2, "calculation"), (4, "relevant")}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"\xff\xfe\x00", "a.csv"),
        (b"PK\x03\x04 not a spreadsheet", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0 nor this", "a.xls"),
        (b"choices\n,list_name,name,label\n", "a.csv"),
        (b"survey\n,type,type,name\n,text,text,a\n", "a.csv"),
        (b"x" * 6_000_000, "a.csv"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_message(content: bytes, name: str) -> None:
    with pytest.raises(SheetProblem) as caught:
        publish(read_book(content, name))
    assert "nothing was kept" in caught.value.message


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_a_book_or_a_problem(text: str) -> None:
    with contextlib.suppress(SheetProblem):
        define(read_csv(f"survey\n{text}"))


def test_differences_and_what_of_them_changes_meaning() -> None:
    old = define(read_csv(SHEET))
    new = define(
        read_csv(
            SHEET.replace("I know what to do", "I can manage")
            .replace("Ja,Yes,4", "Ja,Yes,5")
            .replace("integer,hours", "decimal,hours")
            .replace(",agree,2,Een beetje,A little,\n", "")
            .replace("choices\n", ",text,extra,Nog iets?,Anything else?,,,,,,,,\nchoices\n")
        )
    )
    found = {
        (change.kind.value, change.key, change.choice or change.language) for change in differences(old, new)
    }
    assert found == {
        ("reworded", "solve", "en"), ("choice-score", "solve", "9"), ("choice-score", "leave-it", "9"),
        ("choice-removed", "solve", "2"), ("choice-removed", "leave-it", "2"), ("type", "hours", ""),
        ("added", "extra", ""),
    }  # fmt: skip
    assert {change.key for change in meaning_changed(old, new)} == {"solve", "leave-it", "hours"}
    assert differences(old, old) == ()


def test_new_words_pass_when_they_are_declared_to_mean_the_same() -> None:
    told = SHEET.replace("spss,key", "spss,key,reworded").replace(",,eff,,sum,1,,", ",,eff,,sum,1,,,yes")
    old, new = define(read_csv(SHEET)), define(read_csv(told.replace("I know what to do", "I can manage")))
    assert meaning_changed(old, new) == ()
    (change,) = differences(old, new)
    assert change.declared and (change.old, change.new) == ("I know what to do", "I can manage")


def test_another_order_and_a_removal_are_told_and_mean_nothing_else() -> None:
    lines = SHEET.splitlines(keepends=True)
    old = define(read_csv(SHEET))
    turned = define(read_csv("".join([*lines[:2], lines[3], lines[2], *lines[4:]])))
    assert {change.kind.value for change in differences(old, turned)} == {"moved"}
    gone = define(read_csv("".join([*lines[:4], *lines[5:]])))
    assert [(change.kind.value, change.key) for change in differences(old, gone)] == [("removed", "hours")]


def test_the_gate_names_what_a_language_lacks() -> None:
    told = define(read_csv(changed("Een beetje,A little", "Een beetje,").replace("Hours?", "")))
    assert [(lack.language, lack.row, lack.what) for lack in lacks(told)] == [
        ("en", 4, "label"),
        ("en", 3, "choice"),
    ]
    assert ready(told, "nl") and not ready(told, "en") and not ready(told, "ar")
    assert not ready(told, "nl", audio=True)
    assert len([lack for lack in lacks(told, audio=True) if lack.what == "audio"]) == 2 * (3 + 3)


def test_the_battery_is_whole_in_seven_languages() -> None:
    told = define(read_csv(shipped_text("core-battery")))
    assert told.languages == ("nl", "en", "ar", "ti", "fa", "tr", "uk")
    assert all(ready(told, language) for language in told.languages)
    assert {lack.language for lack in lacks(told)} == {"ar", "ti", "fa", "tr", "uk"} == set(told.to_review)
    assert {lack.what for lack in lacks(told)} == {"review"}
    assert {one.key for one in told.entries if one.sensitive} == {"treated-worse", "treated-where", "health"}


def test_another_rule_of_a_scale_is_a_change_of_meaning() -> None:
    old = define(read_csv(SHEET))
    new = define(read_csv(changed("sum,1", "mean,1")))
    assert [(one.kind, one.old, one.new) for one in meaning_changed(old, new)] == [
        ("scoring", "eff: sum 1", "eff: mean 1")
    ]
