"""A claim while it is being written: what was typed so far, and how it would be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from werkzaam.core.claim import dossier as core
from werkzaam.core.claim.model import Kind
from werkzaam.web.desk.dossier import LANGUAGES
from werkzaam.web.desk.models import WrittenClaim
from werkzaam.web.desk.room import Room

TEXTS = ("sentence", "answer", "period", "mechanism", "addressee")
LINK = ("stance", "source", "target", "note_nl", "note_en")
RIVAL = ("explanation_nl", "explanation_en", "examined_nl", "examined_en")


def initial(row: WrittenClaim | None) -> tuple[dict[str, str], list[dict[str, str]], list[dict[str, str]]]:
    """What a claim holds, as its forms show it."""
    if row is None:
        return {}, [], []
    names = [f"{name}_{language}" for name in TEXTS for language in LANGUAGES]
    links = [{name: getattr(one, name) for name in LINK} for one in row.links.all()]
    rivals = [{name: getattr(one, name) for name in RIVAL} for one in row.rivals.all()]
    return {name: getattr(row, name) for name in names}, links, rivals


def changed(posted: QueryDict, doing: str) -> QueryDict:
    """What was typed, with a reference put into both sentences or a piece of evidence put below them."""
    verb, _colon, what = doing.partition(":")
    data = posted.copy()
    if verb == "insert":
        for language in LANGUAGES:
            name = f"sentence_{language}"
            data[name] = f"{data.get(name, '').rstrip()} {what}".strip()
    elif verb == "use":
        _use(data, *what.split("|", 1))
    return data


def _use(data: Any, source: str, target: str = "") -> None:
    """In the first row that names nothing, else in a new one."""
    many = int(data.get("links-TOTAL_FORMS") or 0)
    free = (n for n in range(many) if not data.get(f"links-{n}-target", "").strip())
    at = next(free, many)
    data["links-TOTAL_FORMS"] = str(max(many, at + 1) + 1)
    data[f"links-{at}-source"], data[f"links-{at}-target"] = source, target
    data.setdefault(f"links-{at}-stance", core.Stance.SUPPORTS.value)


def preview(
    here: Room, kind: str, row: WrittenClaim | None, form: Any, links: Any, rivals: Any
) -> core.Written:
    """The claim as it stands in the forms, saved or not."""
    told = {name: form[name].value() or "" for name in form.fields}
    return core.Written(
        key=row.key if row else "",
        kind=Kind(kind),
        sentence=_text(told, "sentence") or dict.fromkeys(LANGUAGES, ""),
        links=tuple(_links(links)),
        answer=_text(told, "answer"),
        period=_text(told, "period"),
        mechanism=_text(told, "mechanism"),
        rivals=tuple(_rivals(rivals)),
        addressee=_text(told, "addressee"),
    )


def _text(told: Mapping[str, str], name: str) -> dict[str, str] | None:
    text = {language: told.get(f"{name}_{language}", "") for language in LANGUAGES}
    return text if any(text.values()) else None


def _links(formset: Any) -> Iterable[core.Link]:
    for form in formset:
        told = {name: form[name].value() or "" for name in LINK}
        if told["target"] and not form["DELETE"].value():
            source = core.Source(told["source"]) if told["source"] in set(core.Source) else core.Source.NUMBER
            stance = (
                core.Stance(told["stance"]) if told["stance"] in set(core.Stance) else core.Stance.SUPPORTS
            )
            yield core.Link(stance, source, told["target"], {})


def _rivals(formset: Any) -> Iterable[core.Rival]:
    for form in formset:
        told = {name: form[name].value() or "" for name in RIVAL}
        explanation = _text(told, "explanation")
        if explanation and not form["DELETE"].value():
            yield core.Rival(explanation, _text(told, "examined") or {})
