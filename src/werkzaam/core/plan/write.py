"""A plan's tables as TOML text: read back, they give the same plan and the same hash. Comments are not tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

BARE = re.compile(r"[A-Za-z0-9_-]+")
WIDEST = 100
"""Characters up to which a table of values stands on one line."""


def plan_text(tables: Mapping[str, object]) -> str:
    """TOML 1.0 of these tables: values first, then each table, then each repeated one, in the order given."""
    return "\n".join(_table((), tables)).strip() + "\n"


def has_comments(text: str) -> bool:
    """Whether lines hold words that only a person reads: they are lost when tables are written anew."""
    return any(line.lstrip().startswith("#") for line in text.splitlines())


def _table(path: tuple[str, ...], tables: Mapping[str, object]) -> Iterator[str]:
    values = {key: value for key, value in tables.items() if not _apart(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in values.items())
    for key, value in tables.items():
        if key not in values:
            yield from _below((*path, key), value)


def _below(path: tuple[str, ...], value: object) -> Iterator[str]:
    name = ".".join(_key(part) for part in path)
    if isinstance(value, Mapping):
        yield from ("", f"[{name}]", *_table(path, value))
        return
    assert isinstance(value, Sequence)
    for item in value:
        yield from ("", f"[[{name}]]", *_table(path, item))


def _apart(value: object) -> bool:
    """Whether a value gets a header of its own: repeated tables, and tables too wide for one line."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping) and (len(_value(value)) > WIDEST or any(map(_apart, value.values())))


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(_value(one) for one in value) + "]"
    return repr(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _quoted(key)


def _quoted(words: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's, but for DEL, which JSON leaves bare."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
