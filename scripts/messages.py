"""Collect what must be translated, room by room, and compile it.

    python scripts/messages.py [room …]     bring each room's .po files up to date, compile
    python scripts/messages.py --check      name what is missing, stale or broken; exit 1 if anything is
    python scripts/messages.py --compile    only compile the .mo files (quick when nothing changed)

Dutch holds every message; the other languages of participants hold what a participant can read (`participants.py`).
Words that are no longer used leave the file; translations of the others stay. Source strings are English.
"""

from __future__ import annotations

import argparse
import io
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from participants import PLURALS, pieces, said

WEB = Path(__file__).resolve().parent.parent / "src/werkzaam/web"
LAZY = {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name.endswith("gettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""
MACHINE = "# Made by a machine; waits for review by someone who speaks the language: docs/translations.md\n"
AWAITING_REVIEW = runpy.run_path(str(WEB / "settings/languages.py"))["AWAITING_REVIEW"]
DUTCH = "nl"
LANGUAGES = {DUTCH: "nplurals=2; plural=(n != 1)", **PLURALS}


def rooms() -> list[str]:
    return sorted(path.parent.name for path in WEB.glob("*/__init__.py") if path.parent.name != "settings")


def po(room: str, language: str) -> Path:
    return WEB / room / f"locale/{language}/LC_MESSAGES/django.po"


def sources(room: str) -> Iterator[tuple[str, str]]:
    """The room's Python and templates as Python text; the list of next steps and the demo count with the sites."""
    own = [WEB / "way.py", *(WEB / "demo").rglob("*.py")] if room == "sites" else []
    for path in sorted([*(WEB / room).rglob("*.py"), *own]):
        if "migrations" not in path.parts:
            yield str(path.relative_to(WEB)), path.read_text(encoding="utf-8")
    for path in sorted((WEB / room).glob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
            yield str(path.relative_to(WEB)), "\n".join(line.lstrip() for line in lines)


def collect(room: str, language: str) -> Catalog:
    """Every message of the room that this language must have, with the files it comes from."""
    found = empty(language) if language == DUTCH else asked_apart(room, language)
    places = sources(room) if language == DUTCH else pieces(room, sources(room))
    for name, text in places:
        lines = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract(
            "python", lines, KEYWORDS, options={"encoding": "utf-8"}
        ):
            found.add(message, locations=[(name, None)], context=context)
    return found


def asked_apart(room: str, language: str) -> Catalog:
    found = empty(language)
    for message in said(room, language):
        if message.id:
            found.add(message.id, context=message.context)
    return found


def empty(language: str) -> Catalog:
    """No messages, and the language's own rule for numbers."""
    catalog = Catalog()
    catalog.mime_headers = [("Plural-Forms", LANGUAGES[language])]
    return catalog


def current(room: str, language: str) -> Catalog:
    """The room's translations, brought up to date with its sources."""
    known = empty(language)
    if po(room, language).exists():
        with po(room, language).open("rb") as file:
            known = read_po(file)
    known.update(collect(room, language), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def as_text(catalog: Catalog, language: str) -> str:
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, sort_output=True, width=110, include_lineno=False)
    head = HEADER.format(language=language, plurals=LANGUAGES[language])
    note = MACHINE if language in AWAITING_REVIEW else ""
    return note + head + written.getvalue().decode().strip() + "\n"


def update(room: str, language: str) -> None:
    catalog = current(room, language)
    if not len(catalog):
        return
    file, text = po(room, language), as_text(catalog, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def compile_room(room: str, language: str) -> None:
    source, target = po(room, language), po(room, language).with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return
    with source.open("rb") as file:
        catalog = read_po(file)
    with target.open("wb") as file:
        write_mo(file, catalog)


def is_done(message: Message, forms: int) -> bool:
    parts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(parts) and not message.fuzzy and len(parts) == (forms if message.pluralizable else 1)


def faults(room: str, language: str) -> list[str]:
    """What is wrong with the room's words: missing, fuzzy, not collected yet, or other placeholders."""
    catalog, where = current(room, language), f"{room}, {language}"
    if not len(catalog):
        return []
    if not po(room, language).exists():
        return [f"{where}: {len(catalog)} messages and no file; run scripts/messages.py"]
    forms = catalog.num_plurals
    found = [f"{where}: no words for {m.id!r}" for m in catalog if m.id and not is_done(m, forms)]
    found += [f"{where}: {m.id!r}: {error}" for m, errors in catalog.check() for error in errors]
    if not found and po(room, language).read_text(encoding="utf-8") != as_text(catalog, language):
        found.append(f"{where}: the file is stale; run scripts/messages.py")
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rooms", nargs="*", default=[], help="only these rooms")
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--compile", action="store_true")
    options = asked.parse_args()
    chosen = [(room, language) for room in options.rooms or rooms() for language in LANGUAGES]
    if options.check:
        found = [fault for each in chosen for fault in faults(*each)]
        print("\n".join(found) or "messages: complete")
        sys.exit(1 if found else 0)
    for each in chosen:
        if not options.compile:
            update(*each)
        compile_room(*each)


if __name__ == "__main__":
    main()
