"""The reference scenario's conversations go through the room by its own pages, from file to file.

Two coders read 34 transcripts and a letter blindly; what is planted in them must come out at the other end: the names
gone, the agreement, the persons per element and perspective, and every passage after a journey out and back.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkzaam.core.simulate import Interview, Talks, enschede

pytestmark = pytest.mark.django_db(databases=["default", "research"])
CODERS = ("dirk", "vera")
MEMOS = ("Lees dit nog eens. 👀", "Ook bij twijfel.", "Eerste indruk: veel vertrouwen. ሰላም")


@dataclass
class World:
    stage: Any
    talks: Talks
    sources: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Any] = field(default_factory=dict)

    def browser(self, name: str) -> Client:
        browser = Client(headers={"accept-language": "en"})
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        browser.force_login(self.stage.accounts[name], backend=backend)
        return browser

    def url(self, page: str, *more: Any) -> str:
        return reverse(f"interview:{page}", args=more or [self.stage.study.code])

    def place(self, interview: str, passage: Any) -> tuple[int, int]:
        """Start and end of a passage in the text as it was signed off; a document has no turns."""
        source = self.sources[interview]
        begin = source.turns[passage.turn][1] if source.turns else 0
        start = source.text.index(passage.text, begin)
        return start, start + len(passage.text)


@pytest.fixture
def world() -> World:
    """The scenario's organisations, staff, study, and of its people those who are spoken to."""
    from werkzaam.web.demo import field as in_the_field
    from werkzaam.web.demo import settle
    from werkzaam.web.demo.cast import DAYS_IN, SEED, Stage

    today = timezone.localdate()
    whole = enschede(np.random.default_rng(SEED), today - timedelta(days=DAYS_IN))
    spoken_to = {one.person for one in whole.talks.interviews}
    persons = tuple(one for one in whole.persons if one.key in spoken_to)
    stage = Stage(replace(whole, persons=persons), today)
    settle.settle(stage)
    in_the_field.register(stage)
    return World(stage, whole.talks)


def test_the_whole_way(world: World) -> None:
    bring_in(world)
    write_codebook(world)
    page = code_blindly(world)
    the_coders_agree_as_planted(world, page)
    settle_the_work_list(world, page)
    the_matrix_is_the_planted_one(world)
    it_goes_out_and_comes_back(world)


def bring_in(world: World) -> None:
    """Import, marks replaced, signed off; no planted name is left, and their replacements speak the text's tongue."""
    dirk = world.browser("dirk")
    for told in world.talks.interviews:
        person = world.stage.pseudonyms[told.person] if told.person else ""
        about = {
            "kind": told.kind, "perspective": told.perspective, "title": told.title, "language": told.language,
            "quoting": "quote", "pseudonym": person, "file": as_file(told),
        }  # fmt: skip
        waiting = dirk.post(world.url("add"), about)
        assert waiting.status_code == 302, BeautifulSoup(waiting.content, "html.parser").get_text()
        world.sources[told.key] = sign_off(dirk, waiting["Location"], told)
    assert Counter(one.language for one in world.sources.values())["ar"] == 6


def sign_off(browser: Client, waiting: str, told: Interview) -> Any:
    from werkzaam.web.interview.models import Source

    page = BeautifulSoup(browser.get(waiting).content, "html.parser")
    chosen = {one["name"]: "replace" for one in page.select("input[type=radio]")}
    signed = browser.post(waiting, {**chosen, "sign": "1", "asking": told.asks})
    source = Source.objects.get(pk=signed["Location"].strip("/").split("/")[-1])
    assert not [name for name in told.names if name in source.text]
    assert source.asking == ([told.asks] if told.asks else [])
    if told.names and told.language == "nl":
        assert "[coach" in source.text or "[telefoon]" in source.text or "[naam" in source.text
    return source


def as_file(told: Interview) -> SimpleUploadedFile:
    """As people have them: most as text with CRLF and a byte order mark, one captions, one Word."""
    if told.key == "job-coach-1":
        return SimpleUploadedFile("g.vtt", captions(told))
    if told.key == "employer-2":
        return SimpleUploadedFile("g.docx", word(told))
    return SimpleUploadedFile("g.txt", told.text.replace("\n", "\r\n").encode("utf-8-sig"))


def captions(told: Interview) -> bytes:
    cues = [
        f"00:{at:02}:00.000 --> 00:{at:02}:50.000\n<v {turn.speaker}>{turn.text}"
        for at, turn in enumerate(told.turns)
    ]
    return "\n\n".join(["WEBVTT", *cues]).encode()


def word(told: Interview) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{turn.speaker}: {turn.text}</w:t></w:r></w:p>" for turn in told.turns)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def write_codebook(world: World) -> None:
    from werkzaam.web.interview.models import Code

    dirk = world.browser("dirk")
    for one in world.talks.codes:
        above = world.codes[one.below].pk if one.below else ""
        told = {"name": one.label["nl"], "kind": one.kind, "definition": one.label["en"], "parent": above}
        assert dirk.post(world.url("codebook"), told).status_code == 302
        world.codes[one.key] = Code.objects.get(name=one.label["nl"])


def code_blindly(world: World) -> str:
    """Each puts what they see, and never sees the other's until both are done. Where the round stands."""
    from werkzaam.web.interview.models import Coding

    browsers = [world.browser(name) for name in CODERS]
    accounts = [str(world.stage.accounts[name].pk) for name in CODERS]
    told = {"name": "Ronde 1", "sources": [one.pk for one in world.sources.values()], "coders": accounts}
    page = browsers[0].post(world.url("rounds"), told)["Location"]
    for one in world.talks.markings:
        start, end = world.place(one.interview, one.passage)
        told = {
            "start": start, "end": end, "code": world.codes[one.passage.code].pk, "stance": one.passage.stance
        }  # fmt: skip
        url = world.url("code", world.sources[one.interview].pk)
        put = browsers[one.coder].post(url, told, headers={"accept": "application/json"})
        assert put.status_code == 201, put.content
    first = world.sources["participant-1"]
    seen = payload(browsers[0].get(world.url("source", first.pk)))["codings"]
    assert {one["coding"] for one in seen} == set(
        Coding.objects.filter(source=first, coder=accounts[0]).values_list("pk", flat=True)
    )
    found = browsers[1].get(world.url("passages"), {"code": told["code"]})
    assert not BeautifulSoup(found.content, "html.parser").select(".wz-quotes li")
    for browser in browsers:
        assert "agreed-heading" not in browser.get(page).content.decode()
        browser.post(page + "finish/")
    return page


def payload(answer: Any) -> dict[str, Any]:
    found = BeautifulSoup(answer.content, "html.parser").select_one("#coding-data")
    assert found is not None
    told: dict[str, Any] = json.loads(found.text)
    return told


def table(answer: Any, caption: str) -> list[list[str]]:
    """The cells of a table on a page, as they are read."""
    found = BeautifulSoup(answer.content, "html.parser").select_one(f"table:has(#{caption})")
    assert found is not None
    rows = found.select("tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def the_coders_agree_as_planted(world: World, page: str) -> None:
    shown = {row[0]: row[1] for row in table(world.browser("vera").get(page), "agreed-caption")}
    planted = world.talks.planted.alpha
    names = {one.key: one.label["nl"] for one in world.talks.codes}
    assert {key: float(shown[names[key]]) for key in planted} == pytest.approx(planted, abs=0.006)
    assert np.mean([float(alpha) for alpha in shown.values()]) == pytest.approx(0.68, abs=0.04)


def settle_the_work_list(world: World, page: str) -> None:
    """Every difference by the truth that the generator knows; the page tells when nothing is left."""
    truth = {}
    for one in world.talks.markings:
        source, (start, _end) = world.sources[one.interview], world.place(one.interview, one.passage)
        sentence = next(index for index, place in enumerate(source.sentences) if start < place[1])
        truth[source.pk, sentence, world.codes[one.passage.code].pk] = one.holds
    browser = world.browser("vera")
    forms = BeautifulSoup(browser.get(page).content, "html.parser").select("#settle-heading ~ ul form")
    assert len(forms) == sum(n == 1 for n in Counter(
        (one.interview, one.passage.turn, one.passage.text, one.passage.code) for one in world.talks.markings
    ).values())  # fmt: skip
    for form in forms:
        told = {one["name"]: str(one.get("value", "")) for one in form.select("input")}
        holds = truth[int(told["source"]), int(told["sentence"]), int(told["code"])]
        browser.post(
            str(form["action"]), told | {"applies": "yes" if holds else "no", "reason": "Besproken."}
        )
    left = BeautifulSoup(browser.get(page).content, "html.parser").select_one("#settle-heading")
    assert left is not None
    assert left.text.endswith("· 0")


def the_matrix_is_the_planted_one(world: World) -> None:
    """Persons for and against per perspective; nobody of the project's leaders was asked, which is not zero."""
    columns = (
        "participant", "job-coach", "employer", "municipality", "project-leader", "other-professional", "documents"
    )  # fmt: skip
    names = {one.label["nl"]: one.key for one in world.talks.codes}
    answer = world.browser("dirk").get(world.url("matrix"))
    seen = {}
    for row in table(answer, "matrix-caption"):
        key = next(names[name] for name in sorted(names, key=len, reverse=True) if row[0].startswith(name))
        seen[key] = dict(zip(columns, row[1:], strict=True))
    planted = world.talks.planted
    assert seen.keys() == set(names.values())
    for code, cells in seen.items():
        for perspective, cell in cells.items():
            if perspective not in planted.asked:
                assert cell == "– not asked"
                continue
            so, contrary = planted.persons.get((code, perspective), (0, 0))
            assert cell == (f"{so} ⁄ {contrary} against: {contrary}" if contrary else str(so)), (
                code,
                perspective,
            )
    contrary = world.browser("dirk").get(world.url("element", world.codes["near-by"].pk))
    beside = BeautifulSoup(contrary.content, "html.parser").select_one("section:has(> #against-heading)")
    assert beside is not None
    assert len(beside.select("li")) >= 3  # two participants and a professional


def it_goes_out_and_comes_back(world: World) -> None:
    from werkzaam.web.interview import actions

    dirk = world.browser("dirk")
    by = {
        "by": world.stage.access("dirk", world.stage.today),
        "at": timezone.now(),
        "study": world.stage.study,
    }
    actions.write_memo(**by, text=MEMOS[0], source=world.sources["participant-2"])
    actions.write_memo(**by, text=MEMOS[1], code=world.codes["near-by"])
    actions.write_memo(**by, text=MEMOS[2])
    packed = dirk.get(world.url("take", world.stage.study.code, "qdpx")).content
    fresh = copy(world.stage.study)
    fresh.pk, fresh.code = None, "fresh"
    fresh.save()
    taken = dirk.post(world.url("exchange", "fresh"), {"file": SimpleUploadedFile("p.qdpx", packed)})
    told = BeautifulSoup(taken.content, "html.parser").select_one("[role=status]")
    assert told is not None
    assert "40 new codes, 35 new texts" in " ".join(told.text.split())
    assert placed(fresh) == placed(world.stage.study)
    assert tree(fresh) == tree(world.stage.study)
    assert memos(fresh) == memos(world.stage.study)
    assert spoken(fresh) == spoken(world.stage.study)


def placed(study: Any) -> Counter[Any]:
    """Every coding that counts, by the words it is on and where they stand."""
    from werkzaam.web.interview.models import Coding

    rows = Coding.objects.filter(source__study=study, set_aside=False).select_related("source", "code")
    return Counter(
        (
            row.source.title, row.source.sha256, row.code.name, row.start, row.end, row.stance, row.memo,
            row.source.text[row.start : row.end],
        )
        for row in rows
    )  # fmt: skip


def tree(study: Any) -> set[Any]:
    from werkzaam.web.interview.models import Code

    rows = Code.objects.filter(study=study).select_related("parent")
    return {(one.name, one.kind, one.definition, one.parent and one.parent.name) for one in rows}


def memos(study: Any) -> set[Any]:
    from werkzaam.web.interview.models import Memo

    rows = Memo.objects.filter(study=study).select_related("source", "code")
    return {(one.text, one.source and one.source.title, one.code and one.code.name) for one in rows}


def spoken(study: Any) -> Counter[Any]:
    """What is told of each text, but for the pseudonym, which no file carries."""
    from werkzaam.web.interview.models import Source

    rows = Source.objects.filter(study=study).exclude(kind="document")
    return Counter(
        (
            row.title, row.kind, row.perspective, row.language, str(row.sentences),
            str([turn[:4] for turn in row.turns]),  # its times stay behind: text has no place for them in REFI-QDA
            str(row.asking) if row.kind == "group-interview" else "",
        )
        for row in rows
    )  # fmt: skip
