"""What a participant reads is plain Dutch (B1): short sentences, no words of the counter, one way to say you: "je".

Pages of employers and of respondents say "u", as one writes to someone outside; on no page stand both.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import polib
import pytest

MOST_WORDS, AVERAGE = 15, 12  # a sentence at B1: https://www.communicatierijk.nl (Direct Duidelijk)
OFFICIALESE = """
aangaande, aldus, alsmede, alsook, alvorens, benevens, betreffende, bijgevolg, conform, danwel, derhalve,
desalniettemin, desbetreffende, dienaangaande, dientengevolge, doch, echter, evenals, gaarne, geenszins,
gelieve, geschieden, hetgeen, hieromtrent, hiertoe, indien, ingevolge, inzake, jegens, krachtens, middels,
mits, naar aanleiding van, nadien, namens, nochtans, omtrent, onderhavige, opdat, reeds, ten aanzien van,
ten behoeve van, ten gevolge van, teneinde, tenzij, tevens, thans, trachten, uitsluitend, verstrekken,
vigerende, voornoemde, voorts, wederom, wensen, zodanig, zorgdragen, zulks
""".replace("\n", " ").split(",")
OUTSIDERS = (
    "journey/templates/journey/agreement/",
    "journey/actions/agreement_",
    "journey/views/agreement_link",
    "survey/",
)
SHARED = "journey/templates/journey/agreement/own.html"
FORMAL, PLAIN = re.compile(r"\b(u|uw|uzelf)\b", re.I), re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.I)


@pytest.fixture(scope="module")
def dutch(house: Any) -> list[tuple[set[str], str]]:
    """(files, Dutch) of each message that a participant or an employer can read."""
    return list(said(house.root))


def said(root: Path) -> Iterator[tuple[set[str], str]]:
    sys.path.insert(0, str(root / "scripts"))
    messages = runpy.run_path(str(root / "scripts/messages.py"))
    for room in messages["rooms"]():
        file = messages["po"](room, "nl")
        known = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(file))} if file.exists() else {}
        for message in messages["collect"](room, "ti"):
            one = message.id[0] if isinstance(message.id, tuple) else message.id
            entry = known.get((message.context, one))
            if one and entry:
                files = {place for place, _line in message.locations}
                yield from ((files, text) for text in entry.msgstr_plural.values() or [entry.msgstr])


def sentences(text: str) -> list[int]:
    """How many words each sentence has."""
    return [len(re.findall(r"[\w%()'’-]+", one)) for one in re.split(r"(?<=[.!?:;])\s+", text)]


def of_outsiders(files: set[str]) -> bool:
    return bool(files) and all(place.startswith(OUTSIDERS) and place != SHARED for place in files)


def test_there_is_something_to_read(dutch: list[tuple[set[str], str]]):
    assert len(dutch) > 400


def test_sentences_are_short(dutch: list[tuple[set[str], str]]):
    lengths = [(n, text) for _files, text in dutch for n in sentences(text)]
    assert not [text for n, text in lengths if n > MOST_WORDS]
    assert mean(n for n, _text in lengths if n > 2) <= AVERAGE  # labels of a word or two would flatter it


def test_no_words_of_the_counter(dutch: list[tuple[set[str], str]]):
    formal = re.compile(rf"\b({'|'.join(word.strip() for word in OFFICIALESE)})\b", re.I)
    assert not [text for _files, text in dutch if formal.search(text)]


def test_participants_are_je(dutch: list[tuple[set[str], str]]):
    assert not [text for files, text in dutch if FORMAL.search(text) and not of_outsiders(files)]


def test_outsiders_are_u(dutch: list[tuple[set[str], str]]):
    assert not [text for files, text in dutch if PLAIN.search(text) and of_outsiders(files)]
