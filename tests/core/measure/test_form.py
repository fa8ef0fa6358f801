"""Filling in a form step by step, and instances that come in from outside."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkzaam.core.measure import shipped_text
from werkzaam.core.measure.form import AnswerProblem, Answers, Form, FormProblem
from werkzaam.core.measure.form.lex import Unreadable
from werkzaam.core.measure.form.parse import parse
from werkzaam.core.measure.sheet import publish, read_csv

NOW = datetime(2026, 3, 2, 10, 30)
HEADING = (
    ",type,name,label::Nederlands (nl),label::English (en),relevant,constraint,"
    "constraint_message::Nederlands (nl),constraint_message::English (en),required,calculation,repeat_count"
)
SHEET = f"""survey
{HEADING}
,text,name,Naam?,Name?,,,,,yes,,
,integer,age,"Leeftijd, ${{name}}?","Age, ${{name}}?",,. >= 18,"Minder dan 18, ${{name}}","Below 18, ${{name}}",,,
,select_multiple abc,has,Wat?,What?,${{age}} > 20,,,,,,
,begin group,g,Groep,Group,${{age}} > 30,,,,,,
,date,since,Sinds?,Since?,,. <= today(),,,,,
,end group,,,,,,,,,,
,begin repeat,kid,Kind,Child,,,,,,,2
,text,kname,Kind?,Child?,,,,,,,
,end repeat,,,,,,,,,,
,calculate,twice,,,,,,,,${{age}} * 2,
choices
,list_name,name,label::Nederlands (nl),label::English (en)
,abc,a,Appel,Apple
,abc,b,Boek,Book
settings
,form_id,version,default_language
,steps,3,Nederlands (nl)
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return publish(read_csv(SHEET)).form


@pytest.fixture
def filled(form: Form) -> Answers:
    answers = form.start(NOW)
    for address, raw in (
        ("name", "Amina"),
        ("age", "40"),
        ("has", "b a"),
        ("since", "2020-01-31"),
        ("kname[2]", "Ali 🙂"),
    ):
        answers = form.put(answers, address, raw)
    return answers


def addresses(form: Form, answers: Answers) -> list[str]:
    return [one.address for one in form.asked(answers)]


def test_answers_are_never_changed_in_place(form: Form) -> None:
    start = form.start(NOW)
    later = form.put(start, "name", "Amina")
    assert (dict(start.given), dict(later.given)) == ({}, {"name": "Amina"})
    assert form.put(later, "name", "").given == start.given


def test_what_is_asked_follows_from_the_answers(form: Form) -> None:
    start = form.start(NOW)
    assert addresses(form, start) == ["name", "age", "kname[1]", "kname[2]"]
    assert addresses(form, form.put(start, "age", "25")) == ["name", "age", "has", "kname[1]", "kname[2]"]
    assert "since" in addresses(form, form.put(start, "age", "31"))


def test_words_are_read_out_in_the_language_of_the_respondent(form: Form, filled: Answers) -> None:
    age = form.questions["age"]
    assert form.words(filled, age.label) == "Leeftijd, Amina?"
    assert form.words(form.speak(filled, "en"), age.label) == "Age, Amina?"


def test_a_refused_answer_says_why_and_the_earlier_one_stays(form: Form, filled: Answers) -> None:
    with pytest.raises(AnswerProblem) as caught:
        form.put(filled, "age", "17")
    assert caught.value.fault.code == "answer-constraint"
    assert caught.value.fault.message == {"nl": "Minder dan 18, Amina", "en": "Below 18, Amina"}
    assert filled.given["age"] == "40"


@pytest.mark.parametrize(
    ("address", "raw", "code"),
    [
        ("age", "veertig", "answer-not-a-number"),
        ("age", "40,5", "answer-not-whole"),
        ("age", "99999999999", "answer-too-high"),
        ("age", "٤٠", "answer-not-a-number"),
        ("has", "a z", "answer-not-a-choice"),
        ("since", "31-01-2020", "answer-not-a-date"),
        ("since", "2999-01-01", "answer-constraint"),
        ("name", "x" * 1_000_000, "answer-too-long"),
        ("kname[3]", "x", "answer-not-asked"),
        ("kname", "x", "answer-not-asked"),
        ("twice", "x", "answer-not-asked"),
        ("nobody", "x", "answer-not-asked"),
        ("age[1]", "40", "answer-not-asked"),
    ],
)
def test_what_cannot_stand_has_a_code(form: Form, filled: Answers, address: str, raw: str, code: str) -> None:
    with pytest.raises(AnswerProblem) as caught:
        form.put(filled, address, raw)
    assert caught.value.code == code


def test_sending_needs_what_is_required_and_right(form: Form) -> None:
    start = form.start(NOW)
    assert [(fault.address, fault.code) for fault in form.check(start)] == [("name", "answer-required")]
    assert form.check(form.put(start, "name", "Amina")) == ()


def test_an_answer_that_became_irrelevant_counts_no_more_and_comes_back(form: Form, filled: Answers) -> None:
    younger = form.put(filled, "age", "25")
    assert "since" not in form.sent(younger)
    assert form.sent(form.put(younger, "age", "40"))["since"] == "2020-01-31"


def test_kept_answers_go_on_on_another_device(form: Form, filled: Answers) -> None:
    again = form.resume({**filled.given, "unknown": "x"}, NOW, "en")
    assert again.given == filled.given
    assert form.sent(again) == form.sent(filled)


def test_an_instance_comes_back_as_it_went(form: Form, filled: Answers) -> None:
    received = form.receive(form.write(filled, "uuid:1"), NOW)
    assert (received.instance, received.faults) == ("uuid:1", ())
    assert form.sent(received.answers) == form.sent(filled)


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_as_it_was_typed(form: Form, said: str) -> None:
    """Right-to-left, emoji, quotes and brackets."""
    answers = form.put(form.start(NOW), "name", said)
    back = form.receive(form.write(answers, "uuid:2"), NOW)
    assert back.answers.given.get("name", "") == said.strip()


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_posted_is_received_or_refused(form: Form, content: bytes) -> None:
    with pytest.raises(FormProblem):
        form.receive(content, NOW)


BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><data id="steps" version="3"><name>&c;</name></data>"""
OUTSIDE = b"""<!DOCTYPE d SYSTEM "file:///etc/passwd"><data id="steps" version="3"/>"""
META = "<meta><instanceID>uuid:9</instanceID></meta>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "xml-doctype"),
        (OUTSIDE, "xml-doctype"),
        (b"<data id='steps' version='3'>", "xml-malformed"),
        (b"<a>" * 200 + b"</a>" * 200, "xml-deep"),
        (b"<data>" + b" " * 3_000_000 + b"</data>", "xml-large"),
        (b"<data id='other' version='3'/>", "instance-other-form"),
        (b"<data id='steps' version='2'/>", "instance-other-version"),
        (b"<data id='steps'/>", "instance-other-version"),
        (b"<data id='steps' version='3'/>", "instance-no-id"),
        (f"<data id='steps' version='3'><evil>1</evil>{META}</data>".encode(), "instance-unknown-question"),
        (f"<data id='steps' version='3'><age>1</age><age>2</age>{META}</data>".encode(), "instance-unknown-question"),
    ],
)  # fmt: skip
def test_an_instance_that_cannot_be_used_is_refused_whole(form: Form, content: bytes, code: str) -> None:
    with pytest.raises(FormProblem) as caught:
        form.receive(content, NOW)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("inside", "faults"),
    [
        ("<name>Els</name><age>12</age>", [("age", "answer-constraint")]),
        ("<name>Els</name><age>19</age><has>a</has>", [("has", "answer-not-asked")]),
        ("<name>Els</name><age>old</age>", [("age", "answer-not-a-number")]),
        ("<name>Els</name><age>21</age><has>z</has>", [("has", "answer-not-a-choice")]),
        ("<age>40</age>", [("name", "answer-required")]),
        (f"<name>{'x' * 1_000_000}</name>", [("name", "answer-too-long")]),
        ("<name>Els</name><age>25</age><g><since>2020-01-01</since></g>", [("since", "answer-not-asked")]),
        ("<name>Els</name>" + "<kid><kname>k</kname></kid>" * 3, [("kname[3]", "answer-not-asked")]),
        ("<name>Els</name><age>19</age><twice>999</twice>", []),
    ],
)
def test_what_an_instance_says_against_the_rules_is_told(
    form: Form, inside: str, faults: list[tuple[str, str]]
) -> None:
    received = form.receive(f"<data id='steps' version='3'>{inside}{META}</data>".encode(), NOW)
    assert [(one.address, one.code) for one in received.faults] == faults


def test_a_posted_calculation_is_worked_out_anew(form: Form) -> None:
    posted = f"<data id='steps' version='3'><name>Els</name><age>19</age><twice>999</twice>{META}</data>"
    assert form.sent(form.receive(posted.encode(), NOW).answers)["twice"] == "38"


@pytest.mark.parametrize(
    "source", ["1 +", "(", ")", "a b", "[1]", "f(,)", "$x", "a::b", "'open", "a | b", "(" * 100, "f(" * 100]
)
def test_what_is_no_expression_is_refused(source: str) -> None:
    with pytest.raises(Unreadable):
        parse(source)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(source: str) -> None:
    with contextlib.suppress(Unreadable):
        parse(source)


def test_a_step_of_a_form_of_a_hundred_questions_takes_at_most_two_milliseconds() -> None:
    """Processor time of this process alone; the middle of many steps, so that a busy machine does not decide."""
    rows = [f",integer,q{n},Q{n},{f'${{q{n - 1}}} != 3' if n % 2 else ''},. < 50,," for n in range(1, 91)]
    rows += [f",calculate,c{n},,,,${{q{n}}} + ${{q{n + 1}}}," for n in range(1, 11)]
    text = "survey\n,type,name,label,relevant,constraint,calculation,x\n,integer,q0,Q0,,,,\n" + "\n".join(
        rows
    )
    form = publish(read_csv(text + "\nsettings\n,form_id,version\n,long,1\n")).form
    answers, spent = form.start(NOW), []
    for n in range(91):
        begin = time.process_time()
        answers = form.put(answers, f"q{n}", "4")
        spent.append(time.process_time() - begin)
    assert sorted(spent)[len(spent) // 2] < 0.002
    assert form.sent(answers)["c10"] == "8"


def test_the_battery_asks_where_only_after_yes() -> None:
    battery = publish(read_csv(shipped_text("core-battery"))).form
    answers = battery.start(NOW, "ar")
    assert "treated-where" not in addresses(battery, answers)
    answers = battery.put(answers, "treated-worse", "1")
    assert "treated-where" in addresses(battery, answers)
    with pytest.raises(AnswerProblem):
        battery.put(answers, "treated-where", "work unsaid")
    instance = battery.write(battery.put(answers, "treated-where", "unsaid"), "uuid:3")
    assert ElementTree.fromstring(instance).findtext("treated-where") == "unsaid"
