"""Answers as an OpenRosa instance (XML), written and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from werkzaam.core.measure.form.check import faults, is_asked
from werkzaam.core.measure.form.compiled import Answers, Compiled, Fault
from werkzaam.core.measure.form.dates import written
from werkzaam.core.measure.form.filling import answers as worked_out
from werkzaam.core.measure.form.model import Control
from werkzaam.core.measure.form.node import At, Node, Shape
from werkzaam.core.measure.form.problem import FormProblem
from werkzaam.core.measure.form.reading import NOT_ASKED, READERS, Said, read
from werkzaam.core.measure.form.state import MOST_TURNS
from werkzaam.core.measure.form.xml import bare, read_xml

LARGEST = 2_000_000  # bytes of one instance; a whole battery is about ten thousand
ID = 200  # characters of an instance's id


@dataclass(frozen=True, slots=True)
class Received:
    """An instance as it came in: what it answers, and what is wrong with that (none, and it can be kept)."""

    instance: str
    answers: Answers
    faults: tuple[Fault, ...]
    started: str = ""
    ended: str = ""


def write(form: Compiled, answers: Answers, instance: str) -> bytes:
    """The instance that is sent: what is relevant, and its id (`uuid:…`)."""
    top = Element(form.root.name, {"id": form.id, "version": form.version})
    _write(form, form.root, answers, (), top)
    meta = top.find("meta")
    if meta is None:
        meta = SubElement(top, "meta")
    found = meta.find("instanceID")
    (SubElement(meta, "instanceID") if found is None else found).text = instance
    content: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return content


def _write(form: Compiled, node: Node, answers: Answers, at: At, into: Element) -> None:
    for child in node.children.values():
        for place in _turns(child, answers, at):
            if answers.state.shown(child, at if child.shape is Shape.REPEAT else place):
                made = SubElement(into, child.name)
                made.text = written(answers.state.value(child, place), child.type) or None
                _write(form, child, answers, place, made)


def _turns(node: Node, answers: Answers, at: At) -> list[At]:
    if node.shape is not Shape.REPEAT:
        return [at]
    return [(*at, turn) for turn in range(1, answers.state.turns.get((node.number, at), 0) + 1)]


def receive(form: Compiled, content: bytes, now: datetime) -> Received:
    """An instance that was posted, however it was made.

    Raises FormProblem: `xml-…`, `instance-other-form`, `instance-other-version`, `instance-unknown-question`,
    `instance-no-id`; then nothing of it can be used.
    """
    top = read_xml(content, largest=LARGEST)
    _check_form(form, top)
    posted = dict(_leaves(form, form.root, top, ()))
    said = {address: _read(form, address, raw) for address, raw in posted.items()}
    kept = {address: one.text for address, one in said.items() if not one.fault}
    answers = worked_out(form, kept, now, form.languages[0])
    wrong = [Fault(address, one.fault) for address, one in said.items() if one.fault]
    wrong += _not_asked(form, answers, kept)
    wrong += [found for found in faults(form, answers) if all(found.address != one.address for one in wrong)]
    return Received(_id(top), answers, tuple(wrong), *_times(form, top))


def _check_form(form: Compiled, top: Element) -> None:
    if bare(top.tag) != form.root.name or top.get("id") != form.id:
        message = f'These answers are not to the form "{form.id}". Nothing was kept.'
        raise FormProblem(message, code="instance-other-form", form=form.id)
    version = top.get("version") or ""
    if version != form.version:
        message = f'These answers are to version "{version[:40]}" of the form, not "{form.version}". Nothing was kept.'
        raise FormProblem(message, code="instance-other-version", version=form.version)


def _leaves(form: Compiled, node: Node, element: Element, at: At) -> Iterator[tuple[str, str]]:
    """Every answered leaf by address. The turns of a repeat count from 1 in the order they stand."""
    seen: dict[str, int] = {}
    for child in element:
        name = bare(child.tag)
        seen[name] = seen.get(name, 0) + 1
        if name == "meta" and node.parent is None:
            continue
        found = node.children.get(name)
        if found is None or (seen[name] > (MOST_TURNS if found.shape is Shape.REPEAT else 1)):
            message = f'There is no place for "{name[:60]}" in {node.path}. Nothing was kept.'
            raise FormProblem(message, code="instance-unknown-question")
        place = (*at, seen[name]) if found.shape is Shape.REPEAT else at
        if found.shape is not Shape.LEAF:
            yield from _leaves(form, found, child, place)
        elif _given(form, found) and (child.text or "").strip():
            yield form.address(found, place), child.text or ""


def _given(form: Compiled, node: Node) -> bool:
    """Calculations are worked out anew, but for those that are made once and then stay."""
    calculate = form.rule(node).calculate
    return calculate is None or calculate.once


def _read(form: Compiled, address: str, raw: str) -> Said:
    """By type alone; whether a choice is on offer shows when everything is in."""
    place = form.place(address)
    question = form.questions.get(form.keys[place[0].number]) if place else None
    if question is None or place is None:
        return read(raw, "string", Control.INPUT, ())
    if question.control is Control.NOTE:
        return Said()
    offered = [row["name"] for row in question.choices.rows] if question.choices else ()
    kind = place[0].type if question.choices is None else "string"
    if kind == "time":
        raw = raw.strip()
    return read(raw, kind if kind in READERS else "string", question.control, offered)


def _not_asked(form: Compiled, answers: Answers, kept: dict[str, str]) -> list[Fault]:
    """Answers to questions that, given the other answers, are not asked."""
    return [
        Fault(address, NOT_ASKED)
        for address in kept
        if address in answers.given
        and (place := form.place(address)) is not None
        and form.keys[place[0].number] in form.questions
        and not is_asked(answers, *place)
    ]


def _id(top: Element) -> str:
    for found in top.iter():
        if bare(found.tag) == "instanceID" and (found.text or "").strip():
            return (found.text or "").strip()[:ID]
    raise FormProblem("These answers carry no instanceID. Nothing was kept.", code="instance-no-id")


def _times(form: Compiled, top: Element) -> tuple[str, str]:
    """When it was begun and ended, by the clock of the device; empty where the form does not note it."""
    noted = {form.rule(node).preload: node for node in form.leaves()}
    found = [top.find(".//{*}" + noted[name].name) if name in noted else None for name in ("start", "end")]
    begun, ended = ((one.text or "").strip()[:40] if one is not None else "" for one in found)
    return begun, ended
