"""How long a coded project takes to go out and come back: 200 transcripts of 6,000 words, 5,000 passages, 40 codes.

python bench/coding.py [--repeats 3]

Figures: .qdpx out or in ≤ 3 s, a table of all codings ≤ 0.6 s, element × perspective ≤ 50 ms, and no passage shifted
though texts have emoji, Arabic, Tigrinya and, on their way back, line ends of two signs. Medians, by the clock.
"""

from __future__ import annotations

import argparse
import io
import time
import zipfile
from collections.abc import Callable
from random import Random
from statistics import median

from werkzaam.core.coding import (
    Code,
    Codebook,
    Coding,
    Corpus,
    Kind,
    Project,
    Registered,
    Sort,
    Source,
    Voice,
    codings_csv,
    matrix,
    read_qdpx,
    sentences,
    suggest,
    write_qdpx,
)
from werkzaam.core.coding.exchange.guid import guid

TRANSCRIPTS, WORDS, PASSAGES, CODES = 200, 6_000, 5_000, 40
PERSPECTIVES = ("participant", "job-coach", "employer", "municipality", "project-leader")
DUTCH = (
    "ze",
    "belde",
    "elke",
    "week",
    "en",
    "dat",
    "hielp",
    "mij",
    "echt",
    "omdat",
    "iemand",
    "luisterde",
    "naar",
    "wat",
    "ik",
    "wilde",
    "doen",
    "als",
    "werk",
)
OTHER = ("😀", "👩🏽\u200d💼", "ሰሪሐ", "ዕድል", "كانت", "تتصل", "ساعدني", "كثيرا", "één", "coöperatie")


def transcript(rng: Random) -> str:
    """Turns of a few sentences; one word in ten is beyond the letters of Dutch."""
    lines, words = [], 0
    while words < WORDS:
        said = []
        for _ in range(rng.randint(1, 4)):
            length = rng.randint(5, 18)
            said.append(" ".join(rng.choice(OTHER if rng.random() < 0.1 else DUTCH) for _ in range(length)))
            words += length
        lines.append(f"{rng.choice(('Interviewer', 'P1'))}: {'. '.join(one.capitalize() for one in said)}.")
    return "\n".join(lines)


def project() -> Project:
    rng = Random(20260302)
    kinds = list(Kind)
    book = Codebook(tuple(Code(f"code-{n}", f"Code {n}", kinds[n % len(kinds)]) for n in range(CODES)))
    sources = tuple(Source(f"s{n}", f"Transcript {n}", transcript(rng)) for n in range(TRANSCRIPTS))
    units = {source.key: sentences(source.text) for source in sources}
    places: dict[tuple[str, int, int, str, str], None] = {}
    while len(places) < PASSAGES:
        source = f"s{rng.randrange(TRANSCRIPTS)}"
        one = rng.choice(units[source])
        places[source, one.start, one.end, f"code-{rng.randrange(CODES)}", rng.choice("ab")] = None
    codings = [Coding(f"c{n}", *place) for n, place in enumerate(places)]
    return Project("Bench", book, sources, tuple(codings))


def with_two_signs(data: bytes) -> bytes:
    """The same .qdpx as a program writes it that stores lines with CRLF and counts them as two signs."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        texts = {name: old.read(name).decode() for name in old.namelist() if name.endswith(".txt")}
        for name, text in texts.items():
            new.writestr(name, text.replace("\n", "\r\n"))
        new.writestr("project.qde", _moved(old.read("project.qde"), texts))
    return out.getvalue()


def _moved(qde: bytes, texts: dict[str, str]) -> bytes:
    from lxml import etree

    root = etree.fromstring(qde)
    for source in root.iter("{*}TextSource"):
        text = texts[source.get("plainTextPath").replace("internal://", "sources/")]
        for one in source.iter("{*}PlainTextSelection"):
            for name in ("startPosition", "endPosition"):
                at = int(one.get(name))
                one.set(name, str(at + text.count("\n", 0, at)))
    return bytes(etree.tostring(root))


def told(name: str, work: Callable[[], object], repeats: int) -> None:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    print(f"{name:48} {median(times) * 1000:9.1f} ms")


def shifted(whole: Project, data: bytes) -> int:
    """Passages whose words came back otherwise than they went."""
    back = read_qdpx(data).project
    assert {source.name: source.text for source in whole.sources} == {
        one.name: one.text for one in back.sources
    }
    names = {source.key: source.name for source in (*whole.sources, *back.sources)}
    came = {one.key: (names[one.source], one.start, one.end) for one in back.codings}
    return sum(came.get(guid("coding", c.key)) != (names[c.source], c.start, c.end) for c in whole.codings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    whole = project()
    data = write_qdpx(whole).data
    print(f"{len(whole.sources)} transcripts, {len(whole.codings)} passages, {len(data) / 1e6:.1f} MB packed")
    told("out to .qdpx", lambda: write_qdpx(whole), repeats)
    told("in from .qdpx", lambda: read_qdpx(data), repeats)
    crlf = with_two_signs(data)
    told("in from .qdpx that counts CRLF as two", lambda: read_qdpx(crlf), repeats)
    told("table of all codings", lambda: codings_csv(whole), repeats)
    voices = tuple(Voice(f"p{n}", f"s{n}", PERSPECTIVES[n % 5], "P1") for n in range(TRANSCRIPTS))
    corpus = Corpus(whole.codebook, whole.sources, whole.codings, voices)
    told("element × perspective, persons", lambda: matrix(corpus), repeats)
    told("sentences of one transcript", lambda: sentences(whole.sources[0].text), repeats)
    register = [Registered(f"Voornaam{n} Achternaam{n}", Sort.PARTICIPANT) for n in range(200)]
    told(
        "names and patterns in one transcript, 200 persons",
        lambda: suggest(whole.sources[0], register),
        repeats,
    )
    print(f"shifted: {shifted(whole, data)} of {len(whole.codings)}; with CRLF: {shifted(whole, crlf)}")


if __name__ == "__main__":
    main()
