"""How one invitation is walked through: by its link, or by an interviewer. Every page and address follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzaam.core.measure.form import Answers, Screen
from werkzaam.web.survey import queries
from werkzaam.web.survey.models import Invitation
from werkzaam.web.survey.rules import Mode, Opener


@dataclass(frozen=True, slots=True)
class Way:
    """`root` is the address of the first page; the others stand below it. `case` is an interviewer's number for it."""

    by: Opener
    asked: Invitation
    root: str
    case: str = ""
    back: str = ""

    def to(self, where: str = "") -> str:
        return self.root + where

    def page(self, number: int, *, alone: bool = False) -> str:
        return f"{self.root}alone/{number}/" if alone else f"{self.root}{number}/"

    @property
    def own(self) -> bool:
        """Whether the respondent holds the device."""
        return isinstance(self.by, str)

    @property
    def helped(self) -> bool:
        return self.asked.mode == Mode.HELPED.value

    def screens(self, answers: Answers, *, alone: bool = False) -> Sequence[Screen]:
        """What is asked in order; with a helper there, what is for the respondent `alone` stands apart."""
        found = queries.questionnaire(self.asked).form.visible(answers)
        if not self.helped:
            return () if alone else found
        return [screen for screen in found if self.is_private(screen) is alone]

    def is_private(self, screen: Screen) -> bool:
        private = queries.questionnaire(self.asked).private
        return any(one.question.key in private for one in screen.asked)


def of(screen: Screen) -> str:
    """A screen goes by the address of its first question."""
    return screen.asked[0].address


def meant(said: str, screens: Sequence[Screen], number: int) -> tuple[int, bool]:
    """The number of the page that was answered, wherever it stands by now; True when it is not asked any more."""
    places = {of(screen): place for place, screen in enumerate(screens, start=1)}
    return (places[said], False) if said in places else (min(number, len(screens)), bool(said))
