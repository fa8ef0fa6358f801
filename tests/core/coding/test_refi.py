"""Projects go out valid by the standard's own schema, are read by somebody else's reader, and come back whole."""

import importlib.metadata
import io
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree

from werkzaam.core.coding import (
    Case,
    Code,
    Codebook,
    Coding,
    CodingProblem,
    ExchangeProblem,
    Kind,
    Memo,
    Origin,
    Project,
    Source,
    SourceProblem,
    Stance,
    Turn,
    clean,
    codebook_csv,
    codings_csv,
    passage,
    read_qdc,
    read_qdpx,
    sentences,
    write_qdc,
    write_qdpx,
)
from werkzaam.core.coding.exchange.guid import guid

WORDS = "Ze belde elke week 👩🏽‍💼 ዕድል كانت تتصل 😀 één échte kans 𝒳 werkte niet".split()  # noqa: SIM905
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BOOK = Codebook(
    (
        Code("group", "Coaching", codable=False),
        Code(
            "trust",
            "Vertrouwen & <rust>",
            Kind.WORKING_ELEMENT,
            "What\nit is.",
            "When so",
            "Not so",
            "group",
            "#a1B2c3",
        ),
        Code("wait", "Wachten", Kind.IMPROVEMENT_POINT, include="only this"),
        Code("law", "Wet", colour="no colour"),
    ),
    "Boek",
)


def text(rng: Random) -> str:
    lines = (" ".join(rng.choices(WORDS, k=9)) + "." + rng.choice(["", "", "\n"]) for _ in range(120))
    return clean(" ".join(lines))


def project(seed: int = 1) -> Project:
    rng = Random(seed)
    sources = tuple(Source(f"s{n}", f"Gesprek {n}", text(rng)) for n in range(5))
    codings = []
    for source in sources:
        for one in sentences(source.text):
            key, memo = f"{source.key}-{one.start}", rng.choice(["", "Let op 😀\n& <dit>"])
            who = rng.choice(["dirk", "olga"])
            origin, stance = rng.choice(list(Origin)), rng.choice(list(Stance))
            code = rng.choice(["trust", "wait", "law"])
            codings.append(Coding(key, source.key, one.start, one.end, code, who, origin, stance, memo, AT))
    memos = (
        Memo("m1", "Over alles"),
        Memo("m2", "Over vertrouwen", "trust", "Titel"),
        Memo("m3", "Over s1", "s1"),
    )
    values = {"regio": "Noord", "leeftijd": 44, "score": 2.5, "dubbel": True, "gesproken": date(2026, 1, 5)}
    cases = (Case("c1", "P1", ("s0", "s1"), values), Case("c2", "P2", (), {"regio": "Zuid"}))
    return Project("Proef", BOOK, sources, tuple(codings), memos, cases, {"dirk": "Dirk", "olga": "Olga"})


def told(whole: Project) -> list[tuple[Any, ...]]:
    """What codings say, without keys: those become GUIDs."""
    texts = {source.key: source for source in whole.sources}
    return sorted(
        (texts[c.source].name, c.start, c.end, passage(texts[c.source].text, c), whole.codebook.code(c.code).name,
         whole.coders[c.coder], c.origin, c.stance, c.memo, c.at)
        for c in whole.codings
    )  # fmt: skip


def test_a_project_comes_back_as_it_went() -> None:
    went = project()
    out = write_qdpx(went)
    back = read_qdpx(out.data)
    came = back.project
    assert told(came) == told(went)
    assert (out.losses, back.losses) == ((), ())
    assert [(one.name, one.sha256) for one in came.sources] == [
        (one.name, one.sha256) for one in went.sources
    ]
    assert sorted((m.title, m.text) for m in came.memos) == sorted((m.title, m.text) for m in went.memos)
    assert [(c.name, dict(c.values)) for c in came.cases] == [(c.name, dict(c.values)) for c in went.cases]
    assert came.cases[0].sources == (guid("source", "s0"), guid("source", "s1"))
    keyless = {
        code.key: replace(code, key="", parent=None, colour=code.colour.strip("no clur"))
        for code in BOOK.codes
    }
    assert [replace(code, key="", parent=None) for code in came.codebook.codes] == list(keyless.values())
    assert came.codebook.path(guid("code", "trust")) == BOOK.path("trust")


def test_same_project_same_bytes_and_a_second_round_changes_no_key() -> None:
    first = write_qdpx(project())
    assert write_qdpx(project()).data == first.data
    once = read_qdpx(first.data).project
    twice = read_qdpx(write_qdpx(once).data).project
    assert [(c.key, c.place, c.code) for c in twice.codings] == [
        (c.key, c.place, c.code) for c in once.codings
    ]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Project.xsd of 18 March 2019, from the package that carries it."""
    package = importlib.metadata.distribution("qualitative-coding")
    return etree.XMLSchema(etree.parse(str(package.locate_file("qualitative_coding/refi_qda/schema.xsd"))))


def qde(data: bytes) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("project.qde"))


@pytest.mark.parametrize("seed", range(3))
def test_a_project_is_valid_by_the_schema(schema: etree.XMLSchema, seed: int) -> None:
    schema.assertValid(qde(write_qdpx(project(seed)).data))
    bare = Project("Leeg", Codebook())
    schema.assertValid(qde(write_qdpx(bare).data))
    guids = [node.get("guid") for node in qde(write_qdpx(project(seed)).data).iter() if node.get("guid")]
    assert len(set(guids)) == len(guids)


def test_the_schema_can_say_no(schema: etree.XMLSchema) -> None:
    root = qde(write_qdpx(project()).data)
    del next(root.iter("{*}Code")).attrib["isCodable"]
    assert not schema.validate(root)


def test_a_codebook_is_valid_by_the_schema_and_comes_back(schema: etree.XMLSchema) -> None:
    data = write_qdc(BOOK)
    wrapped = data.replace(b"urn:QDA-XML:codebook:1.0", b"urn:QDA-XML:project:1.0")
    book = etree.fromstring(wrapped)
    book.attrib.clear()
    book.remove(book.find("{*}Sets"))  # in a codebook these point by another name
    root = etree.Element("{urn:QDA-XML:project:1.0}Project", name="x")
    root.append(book)
    schema.assertValid(root)
    came, losses = read_qdc(data)
    assert losses == ()
    assert [(c.name, c.kind, c.definition, c.include, c.exclude, c.codable) for c in came.codes] == [
        (c.name, c.kind, c.definition, c.include, c.exclude, c.codable) for c in BOOK.codes
    ]


def test_a_second_reader_reads_the_project(tmp_path: Path) -> None:
    from pyrefiqda import RefiProject

    went = project()
    (tmp_path / "p.qdpx").write_bytes(write_qdpx(went).data)
    read = RefiProject.load(tmp_path / "p.qdpx", extract_dir=str(tmp_path / "one"))
    names = {code.guid: code.name for top in read.code_book.codes.code for code in (top, *top.code)}
    names |= {
        one.guid: one.name for top in read.code_book.codes.code for code in top.code for one in code.code
    }
    seen = []
    for source in read.sources.text_source:
        path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "one")
        words = path.read_text(encoding="utf-8")
        for one in source.plain_text_selection:
            for coding in one.coding:
                name = names[coding.code_ref.target_guid].removesuffix(" (against)")
                seen.append((source.name, one.start_position, one.end_position, name))
                assert words[one.start_position : one.end_position].strip()
    assert sorted(seen) == [(name, start, end, code) for name, start, end, _, code, *_ in told(went)]


def test_a_second_writer_is_read(tmp_path: Path) -> None:
    """Out by us, in and out by the other, in by us: nothing moved."""
    from pyrefiqda import RefiCodebook, RefiProject

    went = project()
    (tmp_path / "p.qdpx").write_bytes(write_qdpx(went).data)
    theirs = RefiProject.load(tmp_path / "p.qdpx", extract_dir=str(tmp_path / "two"))
    RefiProject.save(theirs, tmp_path / "q.qdpx", source_media_dir=tmp_path / "two" / "sources")
    assert told(read_qdpx((tmp_path / "q.qdpx").read_bytes()).project) == told(went)
    (tmp_path / "b.qdc").write_bytes(write_qdc(BOOK))
    RefiCodebook.save(RefiCodebook.load(tmp_path / "b.qdc"), tmp_path / "c.qdc")
    assert read_qdc((tmp_path / "c.qdc").read_bytes())[0].codes == read_qdc(write_qdc(BOOK))[0].codes


def remade(data: bytes, change: Any = None, **files: bytes | None) -> bytes:
    """A .qdpx with its XML changed and files replaced (None: left out); `/` in names is `__`."""
    out = io.BytesIO()
    root = qde(data)
    if change is not None:
        change(root)
    given = {name.replace("__", "/"): content for name, content in files.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = etree.tostring(root) if name == "project.qde" else given.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".txt")}


def test_nothing_shifts_when_texts_come_with_crlf_mark_and_letters_apart() -> None:
    went = project()
    data = write_qdpx(went).data
    texts = {name: content.decode() for name, content in files(data).items()}
    apart = {name: unicodedata.normalize("NFD", one).replace("\n", "\r\n") for name, one in texts.items()}

    def count_anew(root: Any) -> None:
        for source in root.iter("{*}TextSource"):
            words = texts[source.get("plainTextPath").replace("internal://", "sources/")]
            for one in source.iter("{*}PlainTextSelection"):
                for name in ("startPosition", "endPosition"):
                    before = words[: int(one.get(name))]
                    before = unicodedata.normalize("NFD", before).replace("\n", "\r\n")
                    one.set(name, str(len(before.encode("utf-16-le")) // 2))

    stored = {name.replace("/", "__"): "\ufeff".encode() + one.encode() for name, one in apart.items()}
    back = read_qdpx(remade(data, count_anew, **stored))
    assert told(back.project) == told(went)
    assert back.offsets.convention.unit == "utf-16"
    assert [(loss.code, loss.count) for loss in back.losses] == [("text-changed", 5)]


def losses(data: bytes, **options: bool) -> dict[str, int]:
    return {loss.code: loss.count for loss in read_qdpx(data, **options).losses}


def test_what_cannot_stay_is_told() -> None:
    timed = replace(project().sources[0], turns=(Turn(0, 0, 5, "P1", 1.0, 2.0),))
    assert [loss.code for loss in write_qdpx(replace(project(), sources=(timed,), codings=())).losses] == [
        "turn-times"
    ]

    def worsen(root: Any) -> None:
        first, second, third, fourth = list(root.iter("{*}PlainTextSelection"))[:4]
        first.set("endPosition", "999999")
        second.remove(second.find("{*}Coding"))
        third.find("{*}Coding").find("{*}CodeRef").set("targetGUID", guid("code", "nowhere"))
        del fourth.find("{*}Coding").attrib["creatingUser"]
        codes = root.find("{*}CodeBook").find("{*}Codes")
        codes[2].set("name", codes[1].get("name").upper())
        etree.SubElement(
            root.find("{*}Sources"), "{urn:QDA-XML:project:1.0}PictureSource", guid=guid("x", "y")
        )

    data = remade(write_qdpx(project()).data, worsen)
    assert losses(data) == {
        "source-media": 1, "selection-outside": 1, "selection-uncoded": 1, "coding-unknown-code": 1,
        "unknown-coder": 1, "code-renamed": 1,
    }  # fmt: skip
    assert all(loss.message.startswith(f"{loss.count} ") for loss in read_qdpx(data).losses)


def test_a_missing_text_is_refused_or_left_out_on_request() -> None:
    data = write_qdpx(project()).data
    first = next(iter(files(data)))
    without = remade(data, **{first.replace("/", "__"): None})
    with pytest.raises(ExchangeProblem) as caught:
        read_qdpx(without)
    assert (caught.value.code, caught.value.details) == (
        "exchange-text-missing",
        {"missing": 1, "sources": 5},
    )
    assert losses(without, without_missing=True) == {"source-missing": 1}
    assert len(read_qdpx(without, without_missing=True).project.sources) == 4


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"../../evil.txt": b"x"}, "archive-path"),
        ({"/etc/evil.txt": b"x"}, "archive-path"),
        ({"C:/evil.txt": b"x"}, "archive-path"),
        ({"sources\\..\\evil.txt": b"x"}, "archive-path"),
        ({"sources/a.txt": b" " * 5_000_000}, "archive-too-large"),
        ({"notes.txt": b"x"}, "exchange-not-project"),
        ({"project.qde": b"<Other/>"}, "exchange-not-project"),
        ({"project.qde": b"<Project"}, "xml-damaged"),
        (
            {"project.qde": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><Project/>'},
            "xml-doctype",
        ),
    ],
)
def test_a_file_that_means_harm_or_is_none_is_refused(parts: dict[str, bytes], code: str) -> None:
    with pytest.raises((SourceProblem, ExchangeProblem)) as caught:
        read_qdpx(archive(**parts))
    assert caught.value.code == code


def test_a_link_in_an_archive_is_refused() -> None:
    out = io.BytesIO()
    link = zipfile.ZipInfo("sources/a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(SourceProblem) as caught:
        read_qdpx(out.getvalue())
    assert caught.value.code == "archive-path"


def test_a_project_that_does_not_hold_together_does_not_go_out() -> None:
    one = project()
    outside = Coding("x", "s0", 0, 10**6, "trust", "dirk")
    for coding in (outside, replace(outside, source="gone", end=3), replace(outside, code="gone", end=3)):
        with pytest.raises(CodingProblem):
            write_qdpx(replace(one, codings=(coding,)))
    with pytest.raises(ExchangeProblem):
        write_qdc(Codebook())
    with pytest.raises(ExchangeProblem):
        read_qdc(b"<Codes/>")


def test_recordings_come_in_by_their_transcript() -> None:
    def spoken(root: Any) -> None:
        space = "{urn:QDA-XML:project:1.0}"
        sources = root.find("{*}Sources")
        audio = etree.SubElement(sources, f"{space}AudioSource", guid=guid("a", "1"), name="Opname")
        held = etree.SubElement(audio, f"{space}Transcript", guid=guid("a", "2"))
        etree.SubElement(held, f"{space}PlainTextContent").text = "Ja. Dat hielp mij."
        for name, at in (("p", "4"), ("q", "18")):
            etree.SubElement(held, f"{space}SyncPoint", guid=guid("a", name), timeStamp="0", position=at)
        ends = {"fromSyncPoint": guid("a", "p"), "toSyncPoint": guid("a", "q")}
        one = etree.SubElement(held, f"{space}TranscriptSelection", guid=guid("a", "3"), **ends)
        coding = etree.SubElement(
            one, f"{space}Coding", guid=guid("a", "4"), creatingUser=guid("coder", "dirk")
        )
        etree.SubElement(coding, f"{space}CodeRef", targetGUID=guid("code", "wait"))

    came = read_qdpx(remade(write_qdpx(project()).data, spoken)).project
    source = came.sources[-1]
    assert (source.name, source.text) == ("Opname", "Ja. Dat hielp mij.")
    assert [passage(source.text, one) for one in came.codings if one.source == source.key] == [
        "Dat hielp mij."
    ]


def test_tables_are_safe_in_a_spreadsheet() -> None:
    source = Source("s", "=cmd", "+1 zei ze")
    one = Project("P", BOOK, (source,), (Coding("c", "s", 0, 9, "trust", "dirk", memo='a,b\n"c"'),))
    rows = codings_csv(one).decode("utf-8-sig").split("\r\n")
    assert rows[0].startswith("source,start,end,code,path")
    assert rows[1] == (
        "'=cmd,0,9,Vertrouwen & <rust>,Coaching / Vertrouwen & <rust>,working-element,for,dirk,human,,"
        '"a,b\n""c""",\'+1 zei ze'
    )
    assert codebook_csv(BOOK).decode("utf-8-sig").split("\r\n")[0] == "name,description"
    assert codebook_csv(BOOK)[:3] == codings_csv(one)[:3] == b"\xef\xbb\xbf"
