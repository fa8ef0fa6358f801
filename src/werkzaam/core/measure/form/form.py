"""A form that can be filled in: every step takes answers and gives answers, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from werkzaam.core.measure.form import check, filling, instance, screens
from werkzaam.core.measure.form.compiled import AnswerProblem, Answers, Asked, Compiled, Fault, Screen
from werkzaam.core.measure.form.dates import written
from werkzaam.core.measure.form.instance import Received
from werkzaam.core.measure.form.model import Text
from werkzaam.core.measure.form.node import At


class Form(Compiled):
    """Questions in the order of asking, and what governs them. Made by `read_form`."""

    __slots__ = ()

    def start(self, now: datetime, language: str = "") -> Answers:
        """No answer yet but the form's own first values. `now` is the respondent's clock, without an offset."""
        return filling.started(self, now, language or self.languages[0])

    def resume(self, given: Mapping[str, str], now: datetime, language: str = "") -> Answers:
        """Answers as they were kept (`Answers.given`); what the form does not know is left out."""
        return filling.answers(self, given, now, language or self.languages[0])

    def put(self, answers: Answers, address: str, raw: str, *, now: datetime | None = None) -> Answers:
        """With one answer more; blank takes it back. Raises AnswerProblem for one that cannot stand."""
        said, fault = check.tried(self, answers, address, raw)
        if fault is not None:
            raise AnswerProblem(fault)
        return filling.put(self, answers, address, said.text, now)

    def speak(self, answers: Answers, language: str) -> Answers:
        """The same answers in another language: names of choices that are read out may change."""
        return filling.answers(self, answers.given, answers.state.now, language)

    def visible(self, answers: Answers) -> tuple[Screen, ...]:
        """Every screen that is asked given these answers, in order."""
        return tuple(screens.screens(self, answers))

    def asked(self, answers: Answers) -> Iterator[Asked]:
        """Every question that is asked, screens aside."""
        return (asked for screen in screens.screens(self, answers) for asked in screen.asked)

    def choices(self, answers: Answers, asked: Asked) -> list[tuple[str, Text]]:
        """What can be chosen now: the name that is kept, and its words."""
        return screens.choices(asked.question, answers, asked.at)

    def words(self, answers: Answers, told: Text, at: At = (), language: str = "") -> str:
        """A label, hint or message, with earlier answers read out where it asks for them."""
        return screens.spoken(told, answers, at, language or answers.state.language)

    def fault(self, answers: Answers, address: str, raw: str) -> Fault | None:
        """What would be wrong with this answer, also a blank where an answer is required; None if nothing."""
        return check.fault(self, answers, address, raw)

    def check(self, answers: Answers) -> tuple[Fault, ...]:
        """Every fault of the answers to what is asked, in order: none, and they can be sent."""
        return tuple(check.faults(self, answers))

    def sent(self, answers: Answers) -> dict[str, str]:
        """What counts, by address: every value that is relevant, calculated ones with it."""
        state = answers.state
        return {
            self.address(node, at): said
            for node in self.leaves()
            for at in state.places(node)
            if (said := written(state.value(node, at), node.type))
        }

    def write(self, answers: Answers, instance_id: str) -> bytes:
        """The OpenRosa instance of these answers."""
        return instance.write(self, answers, instance_id)

    def receive(self, content: bytes, now: datetime) -> Received:
        """An OpenRosa instance that was posted, with every fault of it. Raises FormProblem for an unusable one."""
        return instance.receive(self, content, now)
