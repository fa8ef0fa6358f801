"""A book read as the records of `definition`."""

from __future__ import annotations

from collections.abc import Mapping

from werkzaam.core.measure.language import code
from werkzaam.core.measure.sheet import cells
from werkzaam.core.measure.sheet.book import Book
from werkzaam.core.measure.sheet.definition import Definition, Entry, Listed, Section

# SPSS Statistics, rules for variable names
RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
BEGIN, END = ("begin", "end")


def define(book: Book) -> Definition:
    """The records of a book. Nothing is refused here: `check` and the compiler do that."""
    told = next((row for _, row in book.settings.numbered()), {})
    default = code(cells.plain(told, "default_language"))
    spoken = cells.languages((*book.survey.columns, *book.choices.columns), default)
    key = cells.plain(told, "id_string")
    titles = cells.words(told, "titles", spoken[0])
    entries, sections = _walk(book, spoken[0], cells.plain(told, "name") or "data")
    minutes = cells.plain(told, "minutes")
    return Definition(
        key=key,
        version=cells.plain(told, "version"),
        title=titles or {spoken[0]: cells.plain(told, "title") or key},
        intro=cells.words(told, "intro", spoken[0]),
        licence=cells.plain(told, "licence"),
        minutes=int(minutes) if minutes.isdigit() else 0,
        languages=spoken,
        to_review=tuple(cells.plain(told, "to_review").replace(",", " ").split()),
        entries=tuple(entries),
        sections=tuple(sections),
        lists=_lists(book, spoken[0]),
    )


def _walk(book: Book, default: str, root: str) -> tuple[list[Entry], list[Section]]:
    entries: list[Entry] = []
    sections: list[Section] = []
    groups: list[str] = []
    for number, row in book.survey.numbered():
        kind = " ".join(cells.plain(row, "type").lower().replace("_", " ").split())
        if kind.startswith(END) and kind.split()[-1] in ("group", "repeat"):
            groups = groups[:-1]
        elif kind.startswith(BEGIN):
            groups = [*groups, cells.plain(row, "name")]
            sections.append(_section(number, row, default, [root, *groups], kind.endswith("repeat")))
        elif kind:
            entries.append(_entry(number, row, default, [root, *groups]))
    return entries, sections


def _section(number: int, row: Mapping[str, str], default: str, path: list[str], repeats: bool) -> Section:
    return Section(
        row=number,
        name=path[-1],
        path="/" + "/".join(path),
        label=cells.words(row, "label", default),
        relevant=cells.plain(row, "relevant"),
        repeats=cells.plain(row, "repeat_count") if repeats else None,
    )


def _entry(number: int, row: Mapping[str, str], default: str, path: list[str]) -> Entry:
    kind, listed = _kind(cells.plain(row, "type"))
    name = cells.plain(row, "name")
    key = cells.plain(row, "key") or name
    return Entry(
        row=number,
        key=key,
        name=name,
        type=kind,
        listed=listed,
        path="/" + "/".join([*path, name]),
        groups=tuple(path[1:]),
        label=cells.words(row, "label", default),
        hint=cells.words(row, "hint", default),
        audio=cells.words(row, "media::audio", default),
        image=cells.words(row, "media::image", default),
        constraint_message=cells.words(row, "constraint_message", default),
        relevant=cells.plain(row, "relevant"),
        constraint=cells.plain(row, "constraint"),
        required=cells.plain(row, "required"),
        calculation=cells.plain(row, "calculation"),
        choice_filter=cells.plain(row, "choice_filter"),
        scale=tuple(cells.plain(row, "scale").split()),
        scale_rule=cells.plain(row, "scale_rule"),
        scale_min=cells.plain(row, "scale_min"),
        reverse=cells.plain(row, "reverse").lower() in cells.YES,
        spss=cells.plain(row, "spss") or _spss(key),
        sensitive=cells.plain(row, "sensitive").lower() in cells.YES,
        reworded=cells.plain(row, "reworded").lower() in cells.YES,
    )


def _kind(told: str) -> tuple[str, str]:
    """("select_one", "towns") of "select_one towns"; both words of "select one" count as one."""
    parts = told.split()
    if len(parts) > 2 and parts[0] == "select" and parts[1] in ("one", "multiple"):
        parts = [f"select_{parts[1]}", *parts[2:]]
    return (parts[0] if parts else ""), (parts[1] if len(parts) > 1 and parts[0].startswith("select") else "")


def _spss(key: str) -> str:
    """A name as SPSS takes it: letters, digits and underscores, a letter first."""
    clean = "".join(sign if sign.isascii() and (sign.isalnum() or sign == "_") else "_" for sign in key)
    free = clean[:1].isalpha() and clean.upper() not in RESERVED
    return (clean if free else f"v_{clean}")[:64]


def _lists(book: Book, default: str) -> dict[str, tuple[Listed, ...]]:
    found: dict[str, list[Listed]] = {}
    for number, row in book.choices.numbered():
        found.setdefault(cells.plain(row, "list_name"), []).append(_listed(number, row, default))
    return {name: tuple(listed) for name, listed in found.items()}


def _listed(number: int, row: Mapping[str, str], default: str) -> Listed:
    name = cells.plain(row, "name")
    return Listed(
        row=number,
        name=name,
        label=cells.words(row, "label", default),
        score=as_number(cells.plain(row, "score") or name),
        audio=cells.words(row, "media::audio", default),
        image=cells.words(row, "media::image", default),
    )


def as_number(told: str) -> float | None:
    try:
        return float(told.replace(",", ".")) if any(sign.isdigit() for sign in told) else None
    except ValueError:
        return None
