"""Templates stay in their room, and every template is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

NAMES = re.compile(r"{%-?\s*(?:extends|include)\s+([^\s%]+)")
SUFFIXES = {".html", ".txt"}
DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
OVERRIDDEN = ("account/", "allauth/", "mfa/", "django/")  # the sites give other people's pages our looks


def templates(folder: Path) -> dict[str, Path]:
    found = [path for path in (folder / "templates").rglob("*") if path.suffix in SUFFIXES]
    return {str(path.relative_to(folder / "templates")): path for path in found}


def in_python(folder: Path) -> Iterator[str]:
    """Names of templates in the room's code, as patterns: a part filled in later matches anything but a slash."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts = [re.escape(node.value)]
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[^/]+" for p in node.values]
            else:
                continue
            pattern = "".join(parts)
            if re.fullmatch(r"[\w/.\\\[\]^+-]+\\\.(html|txt)", pattern) and "/" in pattern:
                yield pattern


def in_templates(folder: Path) -> Iterator[tuple[str, str]]:
    for name, path in templates(folder).items():
        for asked in NAMES.findall(path.read_text(encoding="utf-8")):
            yield name, asked


def test_templates_live_under_the_name_of_their_room(house):
    allowed = {room: (f"{room}/",) for room in house.rooms} | {"sites": ("sites/", *OVERRIDDEN)}
    strangers = [
        name
        for room, folder in house.rooms.items()
        for name in templates(folder)
        if not name.startswith(allowed[room]) and not (room == "sites" and name in DJANGO)
    ]
    assert not strangers


def test_a_template_builds_on_its_own_room_or_on_the_sites(house):
    wrong = [
        f"{name}: {asked}"
        for room, folder in house.rooms.items()
        for name, asked in in_templates(folder)
        if not asked.strip("\"'").startswith((f"{room}/", "sites/", *(OVERRIDDEN if room == "sites" else ())))
        and not (room == "sites" and asked[0] not in "\"'")  # only the sites may include by variable
    ]
    assert not wrong


def test_code_renders_its_own_rooms_templates_only(house):
    wrong = [
        f"{room}: {asked}"
        for room, folder in house.rooms.items()
        for asked in in_python(folder)
        if not asked.startswith((f"{room}/", "sites/"))
    ]
    assert not wrong


def test_every_template_is_used(house):
    asked = {word.strip("\"'") for folder in house.rooms.values() for _, word in in_templates(folder)}
    patterns = [re.compile(p) for folder in house.rooms.values() for p in in_python(folder)]
    patterns += [re.compile(p) for p in in_python(house.web / "settings")]
    unused = [
        name
        for folder in house.rooms.values()
        for name in templates(folder)
        if name not in asked and not any(p.fullmatch(name) for p in patterns) and not overrides(name)
    ]
    assert not unused


def overrides(name: str) -> bool:
    """Whether a page of Django or of a package we use goes by this name."""
    import allauth
    import django

    if name in DJANGO:
        return True
    homes = [Path(allauth.__file__).parent / "templates", Path(django.__file__).parent / "forms/templates"]
    return any((home / name).exists() for home in homes)


@pytest.mark.parametrize("sin", ["style=", "<script>", "onclick=", "javascript:"])
def test_templates_hold_nothing_that_the_content_security_policy_refuses(house, sin):
    wrong = [
        name for folder in house.rooms.values() for name, path in templates(folder).items()
        if sin in path.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert not wrong
