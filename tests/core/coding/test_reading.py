"""Files people have become sources, and files that cannot are refused with one clear message."""

import io
import zipfile

import pikepdf
import pytest
import typst

from werkzaam.core.coding import Source, SourceProblem, clean, read_source, sentences

TEXT = (
    "Interviewer: Hoe was dat?\nP1: Ze belde één keer — ‘écht’. € 5.\nInterviewer: En toen?\nP1: Dat hielp."
)


def read(data: bytes, name: str = "gesprek.txt", encoding: str | None = None) -> Source:
    return read_source(data, name, key="s1", encoding=encoding)


def refused(data: bytes, name: str = "gesprek.txt") -> str:
    with pytest.raises(SourceProblem) as caught:
        read(data, name)
    return caught.value.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_same_text_in_every_encoding_is_the_same_source(encoding: str) -> None:
    assert read(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1254", "Her hafta beni aradı. Bana gerçekten yardımcı oldu, şimdi çalışıyorum."),
        ("cp1251", "Вона телефонувала щотижня. Це мені дуже допомогло."),
        ("cp1256", "كانت تتصل بي كل أسبوع. هذا ساعدني كثيرا."),
        ("cp1250", "Dzwoniła co tydzień, żebym się nie poddał."),
        ("cp850", "Ze belde één keer per week, en dat hielp mij."),
        ("mac-roman", "Ze belde één keer per week, en dat hielp mij."),
    ],
)
def test_an_encoding_that_would_be_guessed_is_refused_until_it_is_said(encoding: str, text: str) -> None:
    assert refused(text.encode(encoding)) == "encoding-unknown"
    assert read(text.encode(encoding), encoding=encoding).text == text


def test_what_is_no_text_is_refused() -> None:
    assert refused(bytes(range(256)) * 20) == "source-binary"
    assert refused(b" \r\n ") == "source-empty"
    assert refused(b"x", "stem.mp3") == "source-format"
    assert refused(b"x" * 5_000_001) == "source-too-long"
    assert refused(b"x" * 30_000_001) == "source-too-large"


def test_text_is_composed_with_lines_ended_one_way_and_signs_of_direction_kept() -> None:
    raw = "\ufeffe\u0301e\u0301n\r\ntwee\rdrie\u2028vier\x07 \u200fسلام\u200e a\u200db"
    assert clean(raw) == "één\ntwee\ndrie\nvier  \u200fسلام\u200e a\u200db"


def test_names_before_turns_make_speakers() -> None:
    source = read(TEXT.encode())
    assert [turn.speaker for turn in source.turns] == ["Interviewer", "P1", "Interviewer", "P1"]
    assert [source.text[turn.words : turn.end] for turn in source.turns][3] == "Dat hielp."
    assert source.text[source.turns[3].start : source.turns[3].end] == "P1: Dat hielp."


def test_times_and_markdown_around_a_name_are_read() -> None:
    source = read(b"**Coach** (1:02:03): Hallo\n[00:12:31] P1: Ja\n**Coach**: Wat\nP1 [12:40]: Nee\n", "a.md")
    assert [(turn.speaker, turn.begins) for turn in source.turns] == [
        ("Coach", 3723.0), ("P1", 751.0), ("Coach", None), ("P1", 760.0),
    ]  # fmt: skip


def test_a_colon_in_a_document_makes_no_speaker() -> None:
    assert read(b"Beleid 2025\nLet op: dit geldt.\nZie https://voorbeeld.nl\nEn verder.\n").turns == ()


VTT = """WEBVTT

NOTE from the recorder

1
00:00:01.000 --> 00:00:03.500 align:start
<v.loud Interviewer>Hoe ging <i>het</i>?</v>

00:00:04.000 --> 00:00:06.000
<v P1>Ze belde elke

00:00:06.000 --> 00:00:09.250
<v P1>week. Dat hielp &amp; meer.
"""


def test_webvtt_gives_turns_with_speakers_and_times() -> None:
    source = read(VTT.encode(), "opname.vtt")
    assert source.text == "Interviewer: Hoe ging het?\nP1: Ze belde elke week. Dat hielp & meer."
    assert [(turn.speaker, turn.begins, turn.ends) for turn in source.turns] == [
        ("Interviewer", 1.0, 3.5), ("P1", 4.0, 9.25),
    ]  # fmt: skip
    assert source.text[source.turns[1].words : source.turns[1].end] == "Ze belde elke week. Dat hielp & meer."


def test_subrip_without_names_breaks_at_silence() -> None:
    srt = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n\r\n2\r\n00:00:02,500 --> 00:00:03,000\r\ntwo.\r\n\r\n"
    )
    srt += "3\r\n00:00:09,000 --> 00:00:10,000\r\n{\\an8}<i>Three.</i>\r\n"
    source = read(srt.encode(), "a.srt")
    assert source.text == "One two.\nThree."
    assert [(turn.begins, turn.ends) for turn in source.turns] == [(1.0, 3.0), (9.0, 10.0)]
    assert refused(b"no captions here", "a.srt") == "captions-empty"


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = f"""<w:document xmlns:w="{W}"><w:body>
<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>I: Hoe</w:t></w:r>
<w:r><w:t xml:space="preserve"> gaat</w:t>
<w:tab/><w:t>het?</w:t></w:r><w:del><w:r><w:delText>weg</w:delText></w:r></w:del>
<w:ins><w:r><w:t> Ja?</w:t></w:r></w:ins></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>I: Cel</w:t><w:br/><w:t>regel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""


def test_a_word_text_is_read_without_what_was_struck_out() -> None:
    source = read(packed(word__document_xml=DOCX), "a.docx")
    assert source.text == "I: Hoe gaat\thet? Ja?\nI: Cel\nregel"
    assert len(source.turns) == 2


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
 <text:tracked-changes><text:p>weg</text:p></text:tracked-changes>
 <text:h>Kop</text:h><text:p>Eén<text:s text:c="2"/>twee<text:tab/>
   drie<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>een
   voetnoot</text:p></text:note-body></text:note><text:line-break/>vier</text:p></office:text></office:body>
</office:document-content>"""


def test_an_opendocument_text_is_read_with_its_blanks() -> None:
    source = read(packed(content_xml=ODT), "a.odt")
    assert (source.text, source.notes) == ("Kop\nEén  twee\t drie [note 1: een voetnoot]\nvier", 1)


def note(kind: str, key: int, *lines: str) -> str:
    paragraphs = "".join(f"<w:p><w:r><w:{kind}Ref/><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    odd = f'<w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return f'<w:{kind}s xmlns:w="{W}">{odd}<w:{kind} w:id="{key}">{paragraphs}</w:{kind}></w:{kind}s>'


def test_notes_stand_in_a_word_text_where_their_number_stood() -> None:
    body = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Een.</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:r><w:t> Twee</w:t><w:footnoteReference w:id="1"/></w:r></w:p><w:p><w:r><w:t>Drie</w:t></w:r></w:p>'
        '<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p></w:body></w:document>'
    )
    data = packed(
        word__document_xml=body, word__footnotes_xml=note("footnote", 1, "Onder", "aan de bladzij"),
        word__endnotes_xml=note("endnote", 2, "Achterin"), word__header1_xml=DOCX,
    )  # fmt: skip
    source = read_source(data, "a.docx", key="s1", language="nl")
    assert source.text == "Een. [noot 1: Achterin] Twee [noot 2: Onder aan de bladzij]\nDrie"
    assert source.notes == 2


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_documents_that_are_none_are_refused(name: str) -> None:
    assert refused(b"not an archive", name) == "archive-damaged"
    assert refused(packed(other_xml="<a/>"), name) == "document-no-text"
    part = {"a.docx": "word__document_xml", "a.odt": "content_xml"}[name]
    assert refused(packed(**{part: "<a><b></a>"}), name) == "xml-damaged"
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    assert refused(packed(**{part: bomb}), name) == "xml-doctype"


def test_a_bomb_is_not_unpacked() -> None:
    assert refused(packed(word__document_xml=" " * 3_000_000), "a.docx") == "archive-too-large"
    many = packed(**{f"x{n}": "" for n in range(5_001)})
    assert refused(many, "a.docx") == "archive-too-large"


def test_a_locked_or_damaged_archive_is_refused() -> None:
    data = packed(word__document_xml=DOCX)
    locked = bytearray(data)
    central = data.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    assert refused(bytes(locked), "a.docx") == "archive-encrypted"
    broken = bytearray(data)
    broken[60] ^= 0xFF
    assert refused(bytes(broken), "a.docx") == "archive-damaged"


PAGE = """#set page(width: 9cm, height: 6cm)
#set text(hyphenate: true, lang: "nl")
#set par(justify: true)
De klantmanager begeleidde de deelnemers tweewekelijks in buurthuizen; werkgelegenheidsbevordering bleef
nodig. Dat hielp."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return bytes(typst.compile(PAGE.encode()))


def test_the_text_of_a_pdf_flows_again(pdf: bytes) -> None:
    source = read(pdf, "beleid.pdf")
    assert "werkgelegenheidsbevordering bleef nodig" in source.text
    assert len(sentences(source.text)) == 2


def saved(pages: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pages.save(out, **how)
    return out.getvalue()


def test_a_locked_scanned_or_damaged_pdf_is_refused(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        locked = saved(opened, encryption=pikepdf.Encryption(owner="o", user="u", R=4))
        shut = saved(opened, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    assert refused(locked, "a.pdf") == refused(shut, "a.pdf") == "pdf-encrypted"
    scan = pikepdf.Pdf.new()
    scan.add_blank_page()
    assert refused(saved(scan), "a.pdf") == "pdf-scanned"
    assert refused(b"%PDF-1.7 nothing", "a.pdf") == "pdf-damaged"
    assert refused(b"", "a.pdf") == "pdf-damaged"


def test_a_pdf_that_may_be_read_though_not_changed_is_read(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        readable = saved(
            opened, encryption=pikepdf.Encryption(owner="o", user="", R=4, aes=False, metadata=False)
        )
    assert "Dat hielp." in read(readable, "a.pdf").text


def test_a_long_transcript_is_read_whole() -> None:
    text = "\n".join(f"{'P1' if n % 2 else 'Interviewer'}: Dat hielp echt 😀 إليك." for n in range(60_000))
    source = read(text.encode(), "lang.txt")
    assert len(source.text.encode()) > 2_000_000
    assert source.text == text
    assert len(source.turns) == 60_000
