"""A form as JavaRosa runs it, reduced to what can be compared."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

OUTCOMES = {0: "ok", 1: "required", 2: "constraint"}
QUESTION, END = 4, 1
STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


class JavaRosa:
    def __init__(self, jpype: Any, xform: str) -> None:
        self.java = jpype.JClass
        stream = self.java("java.io.ByteArrayInputStream")(xform.encode())
        self.form = self.java("org.javarosa.xform.util.XFormUtils").getFormFromInputStream(stream)
        factory = self.java("org.javarosa.core.model.instance.InstanceInitializationFactory")()
        self.form.initialize(True, factory)
        self.model = self.java("org.javarosa.form.api.FormEntryModel")(self.form)
        self.controller = self.java("org.javarosa.form.api.FormEntryController")(self.model)
        self.data = "org.javarosa.core.model.data."
        self.indices: dict[str, Any] = {}

    def visible(self) -> list[tuple[str, bool, bool, tuple[str, ...], str]]:
        """(reference, required, read-only, choices on offer, label) of every question, by walking through."""
        self.indices, found = {}, []
        beginning = self.java("org.javarosa.core.model.FormIndex").createBeginningOfFormIndex()
        self.controller.jumpToIndex(beginning)
        while (event := self.controller.stepToNextEvent()) != END:
            if event == QUESTION:
                index = self.model.getFormIndex()
                name = str(index.getReference().toString(True))
                self.indices[name] = index
                found.append(self._prompt(name, self.model.getQuestionPrompt(index)))
        return found

    def _prompt(self, name: str, prompt: Any) -> tuple[str, bool, bool, tuple[str, ...], str]:
        choices = prompt.getSelectChoices()
        names = tuple(str(choice.getValue()) for choice in choices) if choices is not None else ()
        label = str(prompt.getLongText() or "").strip()
        return name, bool(prompt.isRequired()), bool(prompt.isReadOnly()), names, label

    def answer(self, name: str, kind: str, value: str) -> str:
        """ "ok" (and kept), "required" or "constraint" (and not kept)."""
        given = self._data(kind, value) if value else None
        return OUTCOMES[int(self.controller.answerQuestion(self.indices[name], given, False))]

    def _data(self, kind: str, value: str) -> Any:
        dates = self.java("org.javarosa.core.model.utils.DateUtils")
        made = {
            "int": lambda: ("IntegerData", self.java("java.lang.Integer")(int(value))),
            "decimal": lambda: ("DecimalData", self.java("java.lang.Double")(float(value))),
            "date": lambda: ("DateData", dates.parseDate(value)),
            "time": lambda: ("TimeData", dates.parseTime(value)),
            "dateTime": lambda: ("DateTimeData", dates.parseDateTime(value)),
            "select1": lambda: ("SelectOneData", self._selection(value)),
            "select": lambda: ("SelectMultiData", self._selections(value)),
        }.get(kind, lambda: ("StringData", value))()
        return self.java(self.data + made[0])(made[1])

    def _selection(self, value: str) -> Any:
        return self.java(self.data + "helper.Selection")(value)

    def _selections(self, value: str) -> Any:
        listed = self.java("java.util.ArrayList")()
        for one in value.split():
            listed.add(self._selection(one))
        return listed

    def values(self) -> dict[str, str]:
        """What would be sent now, by reference; empty values left out."""
        return values(self.instance())

    def instance(self) -> bytes:
        """The instance as it would be sent."""
        visitor = self.java("org.javarosa.model.xform.XFormSerializingVisitor")()
        return bytes(visitor.serializeInstance(self.form.getInstance()))


def values(instance: bytes) -> dict[str, str]:
    """Every value of an instance by reference ("/data/r[2]/n"), `meta` left out."""
    return dict(_below(ElementTree.fromstring(instance), "/data"))


def _below(element: Any, path: str) -> Any:
    seen: dict[str, int] = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        seen[name] = seen.get(name, 0) + 1
        place = f"{path}/{name}[{seen[name]}]"
        if name == "meta":
            continue
        if len(child):
            yield from _below(child, place)
        elif (child.text or "").strip():
            yield place, child.text.strip()
