"""What a study may and may not do, decided without a database."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scipy.special import stdtrit

from werkzaam.core.plan import Design, Direction, Method, Plan, Role, Scale, plan_text
from werkzaam.problem import Problem

PSEUDONYM = re.compile(r"[0-9a-f]{32}")
POWER = 0.8
LONGEST_KEY = 50  # as an address of a page and a column in the database hold it
RESERVED = frozenset({"new"})  # words that stand in an address where a study's code stands
LOTTERIES = frozenset({Design.RANDOMISED, Design.WAITING_LIST, Design.STEPPED})


class PlanLocked(Problem):
    """A registered plan is never changed; what happens otherwise is a deviation."""

    code = "plan-locked"
    status = 409


class StudyExists(Problem):
    code = "study-exists"
    status = 409


class KeyTooLong(Problem):
    code = "study-key-too-long"
    status = 422


class StudyInUse(Problem):
    """An arm or wave that holds people or questionnaires cannot disappear from the plan."""

    code = "study-in-use"
    status = 409


class AllocationRefused(Problem):
    code = "allocation-refused"
    status = 422


class OutcomesOpened(Problem):
    """A lock after the outcomes were opened would be no registration."""

    code = "plan-outcomes-opened"
    status = 409


class WavesSealed(Problem):
    """Outcomes of later waves stay shut until the plan is locked."""

    code = "study-sealed"
    status = 409


class ReviewOpen(Problem):
    """A reader asked for a change, and did not take it back."""

    code = "plan-review-open"
    status = 409


class OwnWork(Problem):
    """Nobody reads their own plan as a second reader."""

    code = "plan-own-work"
    status = 409


class ReviewEmpty(Problem):
    code = "plan-review-empty"
    status = 422


class LotteryRefused(Problem):
    code = "lottery-refused"
    status = 409


class PowerRefused(Problem):
    code = "power-refused"
    status = 422


class WaveWindow(Problem):
    code = "wave-window"
    status = 422


def too_long(plan: Plan) -> list[str]:
    """Keys of the plan that the study cannot hold."""
    keys = [plan.key, *(arm.key for arm in plan.arms), *(wave.key for wave in plan.waves)]
    return [key for key in keys if len(key) > LONGEST_KEY]


def is_open(*, opens_on: date | None, closes_on: date | None, on: date) -> bool:
    """Whether a day falls in a window; the last day counts."""
    return opens_on is not None and closes_on is not None and opens_on <= on <= closes_on


def is_lottery(design: Design) -> bool:
    """Whether chance decides who comes first; only then is an allocation concealed until it is drawn."""
    return design in LOTTERIES


def wants_change(judgements: Mapping[str, str]) -> bool:
    """Whether any reader's last word on this version is that it must change."""
    return "change" in judgements.values()


@dataclass(frozen=True, slots=True)
class Start:
    """What can be drawn: an arm, and from which day (None: at once)."""

    key: str
    arm: str
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """Within what someone draws, and with whom."""

    stratum: str = ""
    cluster: str = ""


def starts(given: Sequence[tuple[date | None, str]]) -> list[Start]:
    """Slots with a key of their own: the arm's, or its day where an arm starts on several."""
    arms = [arm for _day, arm in given]
    return [
        Start(arm if arms.count(arm) == 1 or day is None else f"{arm}-{day.isoformat()}", arm, day)
        for day, arm in given
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """A deviation as it goes along with the plan: what, per language."""

    key: str
    on: date
    label: Mapping[str, str]


def with_deviations(text: str, told: Sequence[Told]) -> str:
    """The plan's text with what went otherwise behind it; its hash stays as it was."""
    if not told:
        return text
    rows = [{"key": one.key, "on": one.on, "label": dict(one.label)} for one in told]
    return f"{text.rstrip()}\n\n{plan_text({'deviations': rows})}"


def expecting(text: str, expect: Mapping[str, object]) -> str:
    """The plan's text, unlocked, with another `[expect]`."""
    tables = {key: value for key, value in tomllib.loads(text).items() if key not in ("lock", "expect")}
    return plan_text({**tables, "expect": dict(expect)})


def unknown_arms(arms: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(set(arms) - set(known))


def malformed(pseudonyms: Iterable[str]) -> int:
    """How many are not a pseudonym (32 hexadecimal digits)."""
    return sum(PSEUDONYM.fullmatch(pseudonym) is None for pseudonym in pseudonyms)


def moved(wanted: Mapping[str, str], current: Mapping[str, str]) -> int:
    """How many are in another arm already: an allocation is made once."""
    return sum(current.get(pseudonym, arm) != arm for pseudonym, arm in wanted.items())


def detectable_d(first: int, second: int, alpha: float) -> float | None:
    """The smallest standardised difference two groups can show with 80 % power, before any adjustment.

    Cohen (1988), ch. 2: (t(1 - alpha/2) + t(power)) * sqrt(1/n1 + 1/n2); None below two persons a group.
    """
    if min(first, second) < 2:
        return None
    df = first + second - 2
    return float(stdtrit(df, 1 - alpha / 2) + stdtrit(df, POWER)) * math.sqrt(1 / first + 1 / second)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a pasted allocation list."""

    number: int
    pseudonym: str
    arm: str


def read_lines(text: str) -> tuple[list[Line], list[int]]:
    """Lines `pseudonym, arm` (comma, semicolon or tab), and the numbers of lines that are not so."""
    lines, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = [part.strip() for part in re.split(r"[,;\t]", line)]
        if len(parts) == 2 and PSEUDONYM.fullmatch(parts[0].lower()):
            lines.append(Line(number, parts[0].lower(), parts[1]))
        else:
            wrong.append(number)
    return lines, wrong


@dataclass(frozen=True, slots=True)
class Question:
    """One registered question in the words of one language; `smallest` is in `unit` (in baseline sd: `in_sd`;
    for yes or no in percentage points)."""

    outcome: str
    programme: str
    comparison: str
    wave: str
    method: Method
    partner: Method | None
    scale: Scale
    up: bool
    smallest: str
    in_sd: bool
    unit: str
    rater: str
    primary: bool


def questions(plan: Plan, language: str) -> list[Question]:
    """What the plan asks, in the order of its estimands."""
    return [_question(plan, place, language) for place in range(len(plan.estimands))]


def _number(value: float, language: str) -> str:
    return f"{value:.6g}".replace(".", "," if language == "nl" else ".")


def _question(plan: Plan, place: int, language: str) -> Question:
    estimand = plan.estimands[place]
    outcome = plan.outcome(estimand.outcome)
    binary = outcome.scale is Scale.BINARY and not outcome.in_sd
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    return Question(
        outcome=outcome.label[language],
        programme=programme.label[language] if programme else "",
        comparison=comparison.label[language] if comparison else "",
        wave=plan.wave(estimand.wave).label[language],
        method=estimand.method,
        partner=estimand.partner,
        scale=outcome.scale,
        up=outcome.direction is Direction.UP,
        smallest=_number(outcome.smallest_effect * (100 if binary else 1), language),
        in_sd=outcome.in_sd,
        unit=outcome.unit[language],
        rater=outcome.rater,
        primary=estimand.primary,
    )
