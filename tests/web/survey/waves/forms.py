"""What a browser would send of a form, and the words that stand on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Said = str | list[str]
SKIPPED = {"submit", "button", "reset", "image", "file"}
QUOTES = str.maketrans("‘’“”", "''\"\"")


def plain(words: str) -> str:
    """Words apart by one space, and plain quotation marks: as pyxform leaves them."""
    return " ".join(words.split()).translate(QUOTES)


def form_of(page: Any, button: Any) -> Any:
    if named := button.get("form"):
        return page.tree.get_element_by_id(named)
    return next(button.iterancestors("form"))


def _fields(page: Any, form: Any) -> Iterable[Any]:
    named = form.get("id")
    for one in page.tree.iter("input", "select", "textarea"):
        owner = one.get("form")
        if (owner == named) if owner else (form in one.iterancestors("form")):
            yield one


def filled(page: Any, form: Any, said: dict[str, Said]) -> list[tuple[str, str]]:
    """Name and value of everything that a browser would send. What is chosen must be there to choose."""
    pairs: list[tuple[str, str]] = []
    offered: dict[str, set[str]] = {}
    for one in _fields(page, form):
        name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
        if not name or kind in SKIPPED or one.get("disabled") is not None:
            continue
        wanted = said.get(name)
        if kind in ("radio", "checkbox"):
            value = one.get("value", "on")
            offered.setdefault(name, set()).add(value)
            chosen = one.get("checked") is not None if wanted is None else value in _many(wanted)
            pairs += [(name, value)] if chosen else []
        elif one.tag == "select":
            offered[name] = {option.get("value", option.text) for option in one.iter("option")}
            pairs.append((name, _chosen(one) if wanted is None else str(wanted)))
        else:
            value = (one.text or "") if one.tag == "textarea" else one.get("value", "")
            offered[name] = set(_many(wanted)) if wanted is not None else set()
            pairs.append((name, _lines(str(wanted) if wanted is not None else value)))
    for name, wanted in said.items():
        assert set(_many(wanted)) <= offered.get(name, set()), f"{page.address} offers no {name}={wanted}"
    return pairs


def _many(said: Said) -> list[str]:
    return [said] if isinstance(said, str) else said


def _chosen(select: Any) -> str:
    options = list(select.iter("option"))
    one = next((option for option in options if option.get("selected") is not None), options[0])
    return str(one.get("value", one.text or ""))


def _lines(said: str) -> str:
    """Line ends as browsers send them."""
    return said.replace("\r\n", "\n").replace("\n", "\r\n")
