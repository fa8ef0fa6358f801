"""Every page, as every persona who may open it, in both languages, on a phone and at a desk: nothing that axe
would refuse, nothing wider than the window, nothing on the console, nothing from outside."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver, reverse

PERSONAS = ("anonymous", "amina", "bram", "dirk", "femke", "hana", "ilse", "karim", "lotte", "mila", "nora")
WINDOWS = (("nl", 360), ("en", 1280))
"""Who is the first to read a page sees it in both languages and at both widths, later ones on a phone in Dutch;
whether it fits is asked at both widths each time."""
PAGES = runpy.run_path(str(Path(__file__).parents[1] / "pages.py"))
things, addresses, is_page = PAGES["things"], PAGES["addresses"], PAGES["is_page"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]


def readers() -> dict[str, list[str]]:
    """URL name to the personas who read it, as the matrix says. What is open to all is left to the anonymous
    reader, what everyone with an account has (sign-in and security) to Bram: those look the same to each."""
    found = {name: PAGES["who"](row.get("get", "")) for name, row in PAGES["rows"]().items()}
    told = {name: [one for one in PERSONAS if one in who] for name, who in found.items()}
    alike = {
        name: ["anonymous"] if "anonymous" in who else ["bram"]
        for name, who in told.items()
        if ":" not in name
    }
    frameworks = {name: ["anonymous", "bram"] for name in PAGES["urls"]() - told.keys()}
    return {name: who[:1] if "anonymous" in who else who for name, who in told.items()} | alike | frameworks


def pages_of(persona: str, made: dict[str, Any], client: Any) -> dict[str, bool]:
    """Addresses that this persona opens, and whether as the first of all."""
    told, paths = readers(), addresses(made)
    mine = {paths[name]: told[name][0] == persona for name in paths if persona in told[name]}
    unknown = {"/no-such-page/": True} if persona in {"anonymous", "bram"} else {}
    return {path: first for path, first in mine.items() if is_page(client.get(path))} | unknown


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages_are_accessible(persona: str, cast: Any, at: Any, sign_in: Any, visitor: Any) -> None:
    pages = pages_of(persona, things(cast, at), sign_in(persona))
    assert pages, f"{persona} can open nothing at all"
    window, violations, seen = visitor(), list[str](), set[bytes]()
    window.wear(sign_in(persona))
    for (language, width), (_, other) in zip(WINDOWS, reversed(WINDOWS), strict=True):
        window.speak(language)
        for path in (path for path, first in pages.items() if first or (language, width) == WINDOWS[0]):
            window.resize(width)
            body = window.go(path).body()
            if body in seen:  # a published file is the same in every language
                continue
            seen.add(body)
            violations += window.axe()
            window.resize(other)
            violations += window.fits()
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("language", ["ar", "ti", "fa", "tr", "uk"])
def test_a_participants_pages_in_her_own_language(
    language: str, cast: Any, at: Any, sign_in: Any, visitor: Any
) -> None:
    pages = pages_of("amina", things(cast, at), sign_in("amina"))
    window, violations = visitor(width=360, language=language), list[str]()
    window.wear(sign_in("amina"))
    for path in pages:
        window.go(path)
        violations += window.axe()
    assert not violations, "\n".join(violations)


def opens(clients: list[Any], path: str) -> bool:
    """Someone is let in: to the page, on to another one (not to sign-in), or to be told that it is for posting only
    or (401) for a program with a key of its own."""
    answers = [client.get(path) for client in clients]
    entrance = reverse("account_login")
    return any(
        answer.status_code in {200, 401, 405}
        or (answer.status_code == 302 and not answer.headers["Location"].startswith(entrance))
        for answer in answers
    )


def test_no_page_is_left_out(cast: Any, at: Any, sign_in: Any) -> None:
    """An address with arguments has an object that someone can open, or is for posting only (405 to whoever may)."""
    made = things(cast, at)
    asking = {name: path for name, path in addresses(made).items() if name in made}
    asking |= {
        name: reverse(name, kwargs=stand_ins)
        for name, stand_ins in PAGES["named"](get_resolver())
        if stand_ins and ":" in name and name not in made
    }
    clients, rows = {persona: sign_in(persona) for persona in PERSONAS}, PAGES["rows"]()
    may = {name: set().union(*map(PAGES["who"], row.values())) for name, row in rows.items()}
    left_out = [
        name
        for name, path in asking.items()
        if not opens([client for persona, client in clients.items() if persona in may[name]], path)
    ]
    assert not left_out, f"in tests/paths/objects/<room>.py these are missing or wrong: {', '.join(left_out)}"
