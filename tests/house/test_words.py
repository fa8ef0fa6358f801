"""Dutch is complete, and the words of the field are used as the glossary has them."""

from __future__ import annotations

import re
import subprocess
import sys

import polib
import pytest
from django.apps import apps
from django.conf import settings

from werkzaam.web.people.rules import RoleKind

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")


def glossary(house) -> dict[str, set[str]]:
    """English term → its Dutch words, from the tables of docs/glossary.md (Dutch | English | meaning)."""
    found: dict[str, set[str]] = {}
    for line in (house.root / "docs/glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if (
            line.startswith("|")
            and len(cells) == 3
            and not set(cells[0]) <= set("-: ")
            and cells[0] != "Dutch"
        ):
            assert all(cells), f"an empty cell: {line}"
            for english in cells[1].split(" / "):
                found.setdefault(english.lower(), set()).update(
                    word.lower() for word in cells[0].split(" / ")
                )
    return found


def entries(house):
    for room, folder in house.rooms.items():
        file = folder / "locale/nl/LC_MESSAGES/django.po"
        if file.exists():
            for entry in polib.pofile(str(file)):
                yield room, entry


def test_the_messages_are_collected_and_complete(house):
    check = [sys.executable, "scripts/messages.py", "--check"]
    done = subprocess.run(check, cwd=house.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_dutch_is_there_and_not_doubtful(house):
    wrong = [
        f"{room}: {e.msgid}" for room, e in entries(house) if e.fuzzy or not e.translated() or e.obsolete
    ]
    assert not wrong


def test_dutch_keeps_every_placeholder(house):
    wrong = [
        f"{room}: {entry.msgid}"
        for room, entry in entries(house)
        for dutch in ([entry.msgstr] if not entry.msgid_plural else [entry.msgstr_plural[1]])
        if set(PLACEHOLDER.findall(dutch)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert not wrong


def plain(name: str) -> str:
    """CamelCase or hyphens as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("-", " ").lower()


def test_every_model_and_every_role_is_in_the_glossary(house):
    known = glossary(house)
    names = {plain(m.__name__) for m in apps.get_models() if m._meta.app_label in settings.ROOMS}
    names |= {plain(kind.value) for kind in RoleKind}
    assert not sorted(names - set(known))


def test_a_word_of_the_field_is_translated_as_the_glossary_has_it(house):
    """Looks at labels that are exactly one term, with or without an s."""
    known, wrong = glossary(house), []
    for room, entry in entries(house):
        term = entry.msgid.strip().rstrip(":").lower()
        term = term if term in known else term.removesuffix("s")
        dutch = entry.msgstr.strip().rstrip(":").lower()
        if term in known and not any(dutch in {w, *plurals(w)} for w in known[term]):
            wrong.append(f"{room}: {entry.msgid} → {entry.msgstr}, not {' / '.join(sorted(known[term]))}")
    assert not wrong


def plurals(word: str) -> set[str]:
    """Dutch plurals of a noun: -s, 's, -en, -ën, with a doubled or single letter (stap → stappen, taak → taken)."""
    doubled = word + word[-1] + "en"
    single = re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", word) + "en"
    voiced = re.sub(r"f$", "ven", single.removesuffix("en")) if word.endswith("f") else ""
    heden = word.removesuffix("heid") + "heden"
    return {word + "s", word + "'s", word + "en", word + "n", word + "ën", doubled, single, voiced, heden} - {
        ""
    }


@pytest.mark.parametrize(
    ("one", "many"), [("stap", "stappen"), ("deelnemer", "deelnemers"), ("taak", "taken")]
)
def test_plurals_are_known(one, many):
    assert many in plurals(one)
