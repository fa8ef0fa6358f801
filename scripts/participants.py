"""Which messages a participant can read, by `participants.toml`: named files, or named things in a file.

Beside these, what the frameworks say on such pages and do not say in every language themselves ([frameworks]).
"""

from __future__ import annotations

import ast
import gettext
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import allauth
import django
from babel.messages.catalog import Catalog

HERE = Path(__file__).resolve().parent
WEB = HERE.parent / "src/werkzaam/web"
# Each by its own rule for numbers: the CLDR's, and for those without a singular the one of Django's own files.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    "fa": "nplurals=2; plural=(n > 1)",
    "ti": "nplurals=2; plural=(n > 1)",
    "tr": "nplurals=2; plural=(n > 1)",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
}


@cache
def told() -> dict[str, Any]:
    return tomllib.loads((HERE / "participants.toml").read_text(encoding="utf-8"))


def pieces(room: str, sources: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of the room's sources, what a participant can read; of a file in parts, those parts alone."""
    mine = told().get(room, {})
    for name, text in sources:
        if any(fnmatch(name, pattern) for pattern in mine.get("whole", ())):
            yield name, text
        elif name in mine.get("parts", {}):
            yield name, parts(name, text, set(mine["parts"][name]))


def parts(name: str, text: str, wanted: set[str]) -> str:
    """The source of the functions, classes and constants of these names."""
    found = {title(node): ast.get_source_segment(text, node) or "" for node in ast.parse(text).body}
    missing = wanted - found.keys()
    if missing:
        raise SystemExit(f"participants.toml: {name} has no {', '.join(sorted(missing))}")
    return "\n".join(found[one] for one in found if one in wanted)


def title(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def said(room: str, language: str) -> Catalog:
    """What stands in no source of the room: labels of the menu, and the frameworks' words that they lack."""
    found = Catalog()
    for message in told().get(room, {}).get("said", ()):
        found.add(message)
    if room == "sites":
        for message in told()["frameworks"]["said"]:
            context, _, words = message.rpartition("|")
            if not is_known(words, context, language):
                found.add(words, context=context or None)
        for one, many in told()["frameworks"]["counted"]:
            if not is_known(one, "", language):
                found.add((one, many))
    return found


def is_known(message: str, context: str, language: str) -> bool:
    """Whether Django or allauth says this in the language."""
    key = f"{context}\x04{message}" if context else message
    return any(key in words or (key, 0) in words for words in catalogues(language))


@cache
def catalogues(language: str) -> list[dict[Any, str]]:
    homes = [Path(django.__path__[0]) / room for room in ("conf", "contrib/auth", "contrib/humanize")]
    homes.append(Path(allauth.__path__[0]))
    found = [gettext.translation("django", home / "locale", [language], fallback=True) for home in homes]
    return [{k: v for k, v in getattr(one, "_catalog", {}).items() if v} for one in found]
