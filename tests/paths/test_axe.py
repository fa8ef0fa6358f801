"""Every page, as every persona who may open it, in both languages, on a phone and at a desk: nothing that axe
would refuse, nothing wider than the window, nothing on the console, nothing from outside."""

from __future__ import annotations

import runpy
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

PERSONAS = ("anonymous", "amina", "bram", "dirk", "femke", "hana", "ilse", "karim", "lotte", "mila")
WINDOWS = (("nl", 360), ("en", 1280))
"""Every page in both languages and at both widths; whether it fits is asked at both in either language."""
STAND_INS = {"uuid": str(uuid.UUID(int=7)), "int": 7, "slug": "nothing", "str": "nothing", "path": "nothing"}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]


def named(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every URL name with stand-ins for its arguments."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from named(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            converters = entry.pattern.converters
            names = entry.pattern.regex.groupindex
            kinds = {
                name: type(converters.get(name)).__name__.removesuffix("Converter").lower() for name in names
            }
            yield (
                namespace + entry.name,
                {name: STAND_INS.get(kind, "nothing") for name, kind in kinds.items()},
            )


def things(cast: Any, at: Any) -> dict[str, dict[str, Any]]:
    """The arguments of object pages, from every file in `objects/`."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((Path(__file__).parent / "objects").glob("*.py")):
        found |= runpy.run_path(str(file))["pages"](cast, at)
    return found


def addresses(made: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Address per URL name; object pages nobody made a thing for keep their stand-ins."""
    found = {}
    for name, stand_ins in named(get_resolver()):
        try:
            found[name] = reverse(name, kwargs=made.get(name, stand_ins))
        except (
            NoReverseMatch
        ):  # a pattern with a shape of its own (password reset keys): has its own path test
            continue
    return found


def is_page(response: Any) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")


def pages_of(persona: str, cast: Any, at: Any, sign_in: Any) -> list[str]:
    """Addresses this persona can open. What is open to all is left to the anonymous reader, what everyone with an
    account has (sign-in and security) to Bram: those pages look the same to each."""
    made, client, reader = things(cast, at), sign_in(persona), sign_in("anonymous")
    mine = {name: path for name, path in addresses(made).items() if is_page(client.get(path))}
    if persona != "anonymous":
        mine = {name: path for name, path in mine.items() if not is_page(reader.get(path))}
    if persona not in {"anonymous", "bram"}:
        return [path for name, path in mine.items() if ":" in name]
    return [*mine.values(), "/no-such-page/"]


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages_are_accessible(persona: str, cast: Any, at: Any, sign_in: Any, visitor: Any) -> None:
    pages = pages_of(persona, cast, at, sign_in)
    assert pages, f"{persona} can open nothing at all"
    window, violations, seen = visitor(), list[str](), set[bytes]()
    window.wear(sign_in(persona))
    for language, width in WINDOWS:
        window.speak(language)
        for path in pages:
            window.resize(width)
            body = window.go(path).body()
            if body in seen:  # a published file is the same in every language
                continue
            seen.add(body)
            violations += window.axe()
            window.resize(other(width))
            violations += window.fits()
    assert not violations, "\n".join(violations)


def other(width: int) -> int:
    return next(wide for _, wide in WINDOWS if wide != width)


@pytest.mark.parametrize("language", ["ar", "ti", "fa", "tr", "uk"])
def test_a_participants_pages_in_her_own_language(
    language: str, cast: Any, at: Any, sign_in: Any, visitor: Any
) -> None:
    pages = pages_of("amina", cast, at, sign_in)
    window, violations = visitor(width=360, language=language), list[str]()
    window.wear(sign_in("amina"))
    for path in pages:
        window.go(path)
        violations += window.axe()
    assert not violations, "\n".join(violations)


def opens(clients: list[Any], path: str) -> bool:
    """Someone is let in: to the page, on to another one (not to sign-in), or to be told it is for posting only."""
    answers = [client.get(path) for client in clients]
    entrance = reverse("account_login")
    return any(
        answer.status_code in {200, 405}
        or (answer.status_code == 302 and not answer.headers["Location"].startswith(entrance))
        for answer in answers
    )


def test_no_page_is_left_out(cast: Any, at: Any, sign_in: Any) -> None:
    """An address with arguments has an object that someone can open, or is for posting only (405 to whoever may)."""
    made = things(cast, at)
    asking = {name: path for name, path in addresses(made).items() if name in made}
    asking |= {
        name: reverse(name, kwargs=stand_ins)
        for name, stand_ins in named(get_resolver())
        if stand_ins and ":" in name and name not in made
    }
    clients = [sign_in(persona) for persona in PERSONAS]
    left_out = [name for name, path in asking.items() if not opens(clients, path)]
    assert not left_out, f"in tests/paths/objects/<room>.py these are missing or wrong: {', '.join(left_out)}"
