"""Every address there is, a thing to show behind each, and who may open it: for tests that walk over all pages."""

from __future__ import annotations

import runpy
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

HERE = Path(__file__).parent
STAND_INS = {"uuid": str(uuid.UUID(int=7)), "int": 7, "slug": "nothing", "str": "nothing", "path": "nothing"}
STAFF = ("bram", "chaima", "otto", "dirk", "olga", "femke", "hana", "ilse", "karim", "lotte", "mila", "nora")
EVERYONE = ("anonymous", "amina", *STAFF)
FRAMEWORKS = ("account_", "mfa_")


def rows() -> dict[str, dict[str, str]]:
    """URL name to who may GET and who may POST."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((HERE / "web/matrix").glob("*.toml")):
        for room, names in tomllib.loads(file.read_text(encoding="utf-8")).items():
            told = {f"{room}:{name}".lstrip(":"): row for name, row in names.items()}
            assert not told.keys() & found.keys(), f"{file.name} tells again of {told.keys() & found.keys()}"
            found |= told
    return found


def urls() -> set[str]:
    return {name for name, _ in named(get_resolver())}


def who(told: str) -> set[str]:
    names = {"open": EVERYONE, "all": EVERYONE[1:]}.get(told, told.split())
    return set(names)


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
    for file in sorted((HERE / "paths/objects").glob("*.py")):
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
