"""Hostile text in every form of guidance: saved and shown escaped, or refused with one message; never a broken page.

The forms are those that the pages themselves show, to whoever may open them; each post is taken back afterwards."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

PAGES = runpy.run_path(str(Path(__file__).resolve().parents[2] / "pages.py"))
MATRIX = runpy.run_path(str(Path(__file__).resolve().parents[1] / "test_matrix.py"))
PERSONAS = ("amina", "bram", "femke", "hana", "karim", "lotte", "mila", "anonymous")
SCRIPT = '<script>alert("wz")</script>'
TEXTS = {
    "script": SCRIPT,
    "attribute": '" onfocus="alert(1)" autofocus="',
    "override": "\u202egnp.exe \u2066naam\u2069",
    "emoji": "👩🏽‍🔧🇳🇱 ﷽ Z͑ͫ̓ͪ̂",
    "nul": "voor\x00na",
    "template": "{{ 7|add:7 }}{% now 'Y' %}%(name)s%s",
    "long": "x" * 100_000,
}
TYPED = {
    "date": "2026-03-02",
    "email": "iemand@example.org",
    "datetime-local": "2026-03-02T10:00",
    "time": "10:00",
}
NAMED = {"code": "een-code"}


@dataclass
class Form:
    """One form as a page shows it: where it goes, and per field its kind and the values it offers."""

    action: str
    fields: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def texts(self) -> list[str]:
        return [name for name, (kind, _offered) in self.fields.items() if kind == "text"]

    def filled(self, text: str, *, everywhere: bool) -> dict[str, Any]:
        """All that a careful person would fill in, and `text` in the free fields, or in every field there is."""
        return {
            name: text if kind == "text" or (everywhere and kind != "hidden") else plain(name, kind, offered)
            for name, (kind, offered) in self.fields.items()
        } | {name: value for name, value in NAMED.items() if name in self.fields and not everywhere}


def plain(name: str, kind: str, offered: list[str]) -> str:
    chosen = next(filter(None, offered), "")
    return TYPED.get(kind) or chosen or ("1" if kind == "number" else "on" if kind == "checkbox" else "")


class Forms(HTMLParser):
    """The posting forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.select = page, list[Form](), ""
        self.inside = False

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in given}
        if tag == "form":
            self.inside = told.get("method", "").lower() == "post"
            if self.inside:
                self.found.append(Form(told.get("action") or self.page))
        elif self.inside and tag in {"input", "textarea", "select"} and told.get("name"):
            kind = {"textarea": "text", "select": "select"}.get(tag, told.get("type", "text"))
            kind = "text" if kind in {"search", "tel", "url"} else kind
            self.found[-1].fields.setdefault(told["name"], (kind, []))[1].append(told.get("value", ""))
            self.select = told["name"] if tag == "select" else ""
        elif self.inside and tag == "option" and self.select:
            self.found[-1].fields[self.select][1].append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


@pytest.fixture
def shown(cast: Any, at: Any, sign_in: Any) -> list[tuple[str, Form]]:
    """(persona, form) for every form of the journey room that asks for words, each address once: as the matrix
    tells who may open the page."""
    addresses = PAGES["addresses"](PAGES["things"](cast, at))
    clients = {persona: sign_in(persona) for persona in PERSONAS}
    found: dict[tuple[str, tuple[str, ...]], tuple[str, Form]] = {}
    for name, row in MATRIX["rows"]().items():
        may = [one for one in PERSONAS if one in MATRIX["who"](row.get("get", ""))]
        if not may or not name.startswith("journey:"):
            continue
        page = addresses[name]
        for form in forms_of(clients[may[0]].get(page), page):
            found.setdefault((form.action, tuple(form.fields)), (may[0], form))
    return list(found.values())


def forms_of(response: Any, page: str) -> Iterator[Form]:
    if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
        reader = Forms(page)
        reader.feed(response.content.decode())
        yield from (form for form in reader.found if form.texts() and form.action.startswith("/guidance/"))


def posted(client: Any, form: Form, typed: dict[str, Any]) -> list[Any]:
    """The answer, and where it led, with whatever was written taken back."""
    cache.clear()
    with ExitStack() as undo:
        for side in ("default", "research"):
            undo.enter_context(transaction.atomic(using=side))
        answers = [client.post(form.action, typed)]
        if answers[0].status_code == 302:
            answers += [client.get(answers[0].headers["Location"]), client.get(form.action)]
        for side in ("default", "research"):
            transaction.set_rollback(True, using=side)
    return answers


def wrong(answers: list[Any], text: str) -> str:
    """What is wrong with an answer, if anything."""
    first = answers[0]
    bodies = [one.content.decode(errors="replace") for one in answers if not one.streaming]
    if any(one.status_code >= 500 for one in answers):
        return "broken"
    if SCRIPT in "".join(bodies) or ' onfocus="alert(1)"' in "".join(bodies):
        return "shown as it was typed"
    if first.status_code == 422 and (told := bodies[0].count('role="alert"')) != 1:
        return f"refused with {told} messages"
    if text == TEXTS["long"] and first.status_code == 302 and any("x" * 20_000 in body for body in bodies):
        return "kept without end"
    return "" if first.status_code in {200, 302, 400, 403, 410, 422, 429} else f"status {first.status_code}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_hostile_text_is_saved_escaped_or_refused(
    kind: str, shown: list[tuple[str, Form]], sign_in: Any
) -> None:
    """In the free fields of a form that is right for the rest, and in every field at once."""
    text, faults = TEXTS[kind], []
    assert len(shown) > 45  # every topic has its forms
    clients = {persona: sign_in(persona) for persona in PERSONAS}
    for client in clients.values():
        client.raise_request_exception = False
    for persona, form in shown:
        for everywhere in (False, True):
            answers = posted(clients[persona], form, form.filled(text, everywhere=everywhere))
            if fault := wrong(answers, text):
                faults.append(f"{form.action} as {persona} ({answers[0].status_code}): {fault}")
    assert not faults, "\n".join(faults)


def test_plain_words_are_saved_by_most_forms(shown: list[tuple[str, Form]], sign_in: Any) -> None:
    """Otherwise the test above would only ever see refusals."""
    saved = [
        form.action
        for persona, form in shown
        if posted(sign_in(persona), form, form.filled("gewone woorden", everywhere=False))[0].status_code
        == 302
    ]
    assert len(saved) > len(shown) / 2, sorted({form.action for _who, form in shown} - set(saved))
