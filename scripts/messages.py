"""Collect what must be translated, room by room, and compile it.

    python scripts/messages.py [room …]     bring each room's Dutch .po up to date, compile
    python scripts/messages.py --check      name what is missing, stale or broken; exit 1 if anything is
    python scripts/messages.py --compile    only compile the .mo files (quick when nothing changed)

Words that are no longer used leave the file; translations of the others stay. Source strings are English.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parent.parent / "src/werkzaam/web"
LAZY = {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name.endswith("gettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
HEADER = """msgid ""
msgstr ""
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def rooms() -> list[str]:
    return sorted(path.parent.name for path in WEB.glob("*/__init__.py") if path.parent.name != "settings")


def po(room: str) -> Path:
    return WEB / room / "locale/nl/LC_MESSAGES/django.po"


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


def collect(room: str) -> Catalog:
    """Every translatable string of the room with the files it comes from."""
    found = Catalog(locale="nl")
    for name, text in sources(room):
        lines = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract(
            "python", lines, KEYWORDS, options={"encoding": "utf-8"}
        ):
            found.add(message, locations=[(name, None)], context=context)
    return found


def current(room: str) -> Catalog:
    """The room's translations, brought up to date with its sources."""
    known = Catalog(locale="nl")
    if po(room).exists():
        with po(room).open("rb") as file:
            known = read_po(file, locale="nl")
    known.update(collect(room), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def as_text(catalog: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, sort_output=True, width=110, include_lineno=False)
    return HEADER + written.getvalue().decode().strip() + "\n"


def update(room: str) -> None:
    catalog = current(room)
    if not len(catalog):
        return
    po(room).parent.mkdir(parents=True, exist_ok=True)
    if not po(room).exists() or po(room).read_text(encoding="utf-8") != as_text(catalog):
        po(room).write_text(as_text(catalog), encoding="utf-8")


def compile_room(room: str) -> None:
    source, target = po(room), po(room).with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return
    with source.open("rb") as file:
        catalog = read_po(file, locale="nl")
    with target.open("wb") as file:
        write_mo(file, catalog)


def is_done(message: Message) -> bool:
    parts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(parts) and not message.fuzzy


def faults(room: str) -> list[str]:
    """What is wrong with the room's Dutch: missing, fuzzy, not collected yet, or other placeholders."""
    catalog = current(room)
    if not len(catalog):
        return []
    if not po(room).exists():
        return [f"{room}: {len(catalog)} messages and no Dutch file; run scripts/messages.py"]
    found = [
        f"{room}: no Dutch for {message.id!r}" for message in catalog if message.id and not is_done(message)
    ]
    found += [f"{room}: {message.id!r}: {error}" for message, errors in catalog.check() for error in errors]
    if not found and po(room).read_text(encoding="utf-8") != as_text(catalog):
        found.append(f"{room}: the Dutch file is stale; run scripts/messages.py")
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rooms", nargs="*", default=[], help="only these rooms")
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--compile", action="store_true")
    options = asked.parse_args()
    chosen = options.rooms or rooms()
    if options.check:
        found = [fault for room in chosen for fault in faults(room)]
        print("\n".join(found) or "messages: complete")
        sys.exit(1 if found else 0)
    for room in chosen:
        if not options.compile:
            update(room)
        compile_room(room)


if __name__ == "__main__":
    main()
