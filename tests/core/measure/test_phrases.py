"""Every fault of a sheet in Dutch: our own messages, found in the code itself, and all of pyxform's."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyxform.errors import ErrorCode

from werkzaam.core.measure import sheet
from werkzaam.core.measure.sheet import SheetProblem, publish, read_csv
from werkzaam.core.measure.sheet.check import SHAPE
from werkzaam.core.measure.sheet.compile import told
from werkzaam.core.measure.sheet.phrases import GAP, known, phrases, said

CORE = Path(sheet.__file__).parents[1]
FORM = ("compile", "calls", "paths", "functions", "parse", "lex", "rows", "dates", "body", "load", "order")
FILES = [
    *(CORE / "form" / f"{name}.py" for name in FORM),
    *(CORE / "sheet").glob("*.py"),
    CORE.parents[1] / "web/survey/versions.py",
]
TELLING = {"Unreadable", "Mismatch", "blame", "SheetFault", "_unreadable", "_refused", "_fault", "_told"}
CLOSED = {"_unreadable", "_refused"}  # these put a full stop behind what they are told
SENTENCE = re.compile(r"\w.* .*\w|this ", re.DOTALL)
OUT_OF_REACH = (
    "ENTITY",
    "INTERNAL",
    "RANGE",
    "HEADER_005",
    "NAMES_014",
    "NAMES_015",
)  # sheets and types refused
GEO = (
    "SURVEY_003",
    "SURVEY_006",
    "SURVEY_007",
    "SURVEY_008",
    "SURVEY_009",
)  # places on a map: refused as a type


def text(node: ast.expr) -> str | None:
    """A string as it would be told, with x for each of its parts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(part) for part in node.values)
    return None


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return SHAPE if isinstance(part, ast.FormattedValue) and getattr(part.value, "id", "") == "SHAPE" else "x"


def messages() -> Iterator[tuple[str, str]]:
    for file in (file for file in FILES if file.exists()):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
                yield from ((file.name, words) for words in [text(node.value)] if words)
            name = (
                getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            )
            if name in TELLING:
                for argument in node.args:
                    words = text(argument)
                    if words and SENTENCE.search(words):
                        yield file.name, f"{words}." if name in CLOSED else words


def test_the_code_tells_of_many_things() -> None:
    assert len(list(messages())) > 50


@pytest.mark.parametrize(("file", "message"), sorted(set(messages())))
def test_every_message_of_ours_is_in_dutch(file: str, message: str) -> None:
    assert known(message)


@pytest.mark.parametrize(
    "error", [e for e in ErrorCode if not e.name.startswith(OUT_OF_REACH + GEO)], ids=str
)
def test_every_message_of_the_compiler_is_in_the_sheets_terms(error: ErrorCode) -> None:
    parts: dict[str, str] = defaultdict(lambda: "survey", {"row": "7"})
    fault = told(error.value.msg.format_map(parts))
    for language in ("nl", "en"):
        words = said(fault.message, language)
        assert words not in (fault.message, f"Melding, in het Engels: {fault.message}")
        assert "xlsform.org" not in words


def test_each_phrase_has_dutch_and_invents_no_part() -> None:
    for phrase in phrases():
        assert phrase.words["nl"]
        for words in phrase.words.values():
            assert set(GAP.findall(words)) - {"name", "naam"} <= set(phrase.told.groupindex)


def test_what_nobody_knows_is_shown_as_it_came() -> None:
    assert said("a fault of tomorrow", "nl") == "Melding, in het Engels: a fault of tomorrow"
    assert said("a fault of tomorrow", "en") == "a fault of tomorrow"


@pytest.mark.parametrize(
    ("row", "dutch"),
    [
        (",text,1a,A,,", "een naam begint met een letter of _; dan letters, cijfers, _, - en punten"),
        (",text,a,A,${weg} = 1,", "er is geen vraag “weg” op het blad survey"),
        (",text,a,A,pulldata('x') = 1,", "de functie pulldata() wordt niet ondersteund"),
        (",nonsense,a,A,,", "“nonsense” is geen soort vraag"),
        (",select_one nowhere,a,A,,", "er is geen lijst “nowhere” op het blad choices"),
        (",,a,A,,", "deze rij heeft geen type"),
        (",text,,A,,", "deze rij heeft geen naam"),
        (",calculate,a,,,", "bij deze calculate ontbreekt de calculation"),
        (",begin group,g,G,,\n,text,a,A,,", "“g” begint met begin group en heeft geen end group"),
        (",end group,,,,", "bij deze end group hoort geen begin group"),
        (",text,a,A,,\n,text,a,B,,", "een andere vraag, groep of herhaling heet hier al “a”"),
        (",text,a,A,${a = 1,", "schrijf een andere vraag als ${naam}"),
        (",text,a,A,. ==== 1,", "“=” staat waar een vraag hoort"),
        (",geopoint,a,A,,", "vragen van het soort “geopoint” worden niet ondersteund"),
        (",integer,a,A,,telling", "“telling” is geen sum (som), mean (gemiddelde) of percent (0 tot 100)"),
    ],
)
def test_a_dutch_maker_reads_what_is_wrong(row: str, dutch: str) -> None:
    head = "survey\n,type,name,label,relevant,scale_rule,scale\n"
    rows = "\n".join(f"{line},s" if line.startswith(",integer") else line for line in row.split("\n"))
    with pytest.raises(SheetProblem) as caught:
        publish(read_csv(f"{head},text,first,Eerst,,\n{rows}\nsettings\n,form_id,version\n,x,1\n"))
    assert dutch in {said(fault.message, "nl") for fault in caught.value.faults}
