"""How the study will go, drawn once: languages, ways, stumbles, who stops and who leaves.

People, waves, ways and answers are those of the reference scenario; drawn here is only what it does not know.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from werkzaam.core.simulate import enschede
from werkzaam.core.simulate.scenario import Person, Response, Scenario

from .truth import DAYS, OPENS, START, STUMBLES, WAVES, Member, Truth, Turn

SEED = 23
OTHERS = ("ar", "ti", "fa", "tr", "uk", "en")
MODES = {"own-phone": "self", "helped": "helped", "telephone": "telephone"}
SAID = (
    "De taalles, en mijn coach.",
    "دروس اللغة والتحدث مع الجيران 🙂",
    "ትምህርቲ ቋንቋን ምኽሪ መምህረይን።",
    "کلاس زبان «و» دوستانم",
    "\u202eمرحبا\u202c abc",
    "👩🏽‍🏫👨‍👩‍👧 ❤️",
    "Türkçe & \"İngilizce\" <b>; 'ders'",
    "Перша лінія\nдруга лінія",
    "n" * 1000,
)


def truth() -> Truth:
    scenario = enschede(np.random.default_rng(SEED), START)
    members = {one.key: _member(one, number) for number, one in enumerate(scenario.persons)}
    sent = {(one.person, one.wave): one for one in scenario.responses}
    found = Truth(scenario, members, {}, {}, {}, {})
    counts: dict[str, int] = defaultdict(int)
    for key, response in sent.items():
        found.turns[key] = _sends(members[response.person], response, counts)
    _leave(found, _patterns(scenario, sent))
    _stop(found)
    return found


def _member(person: Person, number: int) -> Member:
    """One in eight gets letters, one in four text messages. Who speaks little Dutch speaks one of six others."""
    reach = "letter" if number % 8 == 3 else "sms" if number % 4 == 1 else "email"
    if person.low_language:
        return Member(person, OTHERS[number % 6], reach, number)
    return Member(person, "nl" if number % 3 else OTHERS[number // 3 % 6], reach, number)


def _sends(member: Member, response: Response, counts: dict[str, int]) -> Turn:
    mode = MODES[response.mode]
    mode = "paper" if mode == "telephone" and not member.phone else mode
    stumble = STUMBLES[mode][counts[mode] % len(STUMBLES[mode])]
    counts[mode] += 1
    began = response.on - timedelta(days=8)
    if stumble in ("later", "called"):  # there must be time to stop, and to be told of it
        stumble = stumble if began >= OPENS[response.wave] and member.reach != "letter" else "plain"
    return Turn(
        response.person,
        response.wave,
        response.on,
        mode,
        "nl" if stumble == "language" and member.language != "nl" else member.language,
        stumble,
        dict(_answers(response, stumble)),
        began=began if stumble in ("later", "called") else None,
    )


def _answers(response: Response, stumble: str) -> Iterator[tuple[str, object]]:
    """Every question: the scenario's own answers, others drawn; one in thirty is passed over."""
    luck = random.Random(f"{response.person}-{response.wave}")
    drawn: dict[str, object] = {key: luck.randint(1, 4) for key in ("know-jobs", "know-apply", "know-help")}
    drawn["treated-worse"] = int(luck.random() < 0.3)
    drawn["helped"] = luck.choice(SAID)
    answers = {**response.items, **drawn}
    alone = stumble == "passes-alone"
    for key, value in answers.items():
        passed = luck.random() < 1 / 30 and key != "ladder"
        passed = passed or (alone and key in ("treated-worse", "health"))
        answers[key] = None if passed else value
    if answers["treated-worse"] == 1:
        places = luck.sample(["search", "work", "office", "street", "elsewhere"], luck.randint(1, 3))
        answers["treated-where"] = luck.choice([places, ["unsaid"]])
    yield from answers.items()


def _patterns(scenario: Scenario, sent: Mapping[tuple[str, str], Response]) -> dict[str, list[str]]:
    """Keys by arm (p or c) and the waves at which they answer, such as "p t0 t1"."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in scenario.persons:
        answered = [wave for wave in WAVES if (person.key, wave) in sent]
        found[" ".join([person.key[0], *answered])].append(person.key)
    return found


def _leave(found: Truth, by: dict[str, list[str]]) -> None:
    """Who withdraws, comes back, or wants no more messages: never someone who still answers afterwards."""
    found.withdrew = dict.fromkeys([*by["p t0"][:2], by["c t0"][0]], date(2024, 9, 10))
    found.withdrew |= dict.fromkeys([*by["p t0 t1"][:2], *by["c t0 t1"][:2]], date(2025, 4, 2))
    back = by["p t2"][0]
    found.withdrew[back], found.returned[back] = date(2024, 10, 1), date(2025, 1, 15)
    called = next(key for key in by["p t0 t1"][3:] if found.turns[key, "t1"].mode == "telephone")
    found.turns[called, "t1"] = replace(found.turns[called, "t1"], stumble="plain", began=None)
    found.opted_out = {by["c"][0]: "t0", by["p"][0]: "t0", called: "t0"}
    mid = next(key for key in by["p t0 t1"][3:] if key != called and found.members[key].reach == "email")
    found.withdrew[mid] = OPENS["t2"] + timedelta(days=12)
    found.turns[mid, "t2"] = _halts(found.members[mid], "t2", 12, "withdraws")


def _stop(found: Truth) -> None:
    """Of those who do not send, some begin and stop: alone, with a helper, with Nora, or as the window closes."""
    for wave in WAVES:
        silent = [
            member
            for key, member in found.members.items()
            if (key, wave) not in found.turns
            and key not in found.opted_out
            and found.stands(key, OPENS[wave])
            and member.reach != "letter"
        ]
        ends = ["closes", "stops", "nora", "helped", *["stops"] * 6]
        for number, (member, how) in enumerate(zip(silent[::3], ends, strict=False)):
            after = DAYS if how == "closes" else 4 + 5 * number
            found.turns[member.person.key, wave] = _halts(member, wave, after, how)


def _halts(member: Member, wave: str, after: int, how: str) -> Turn:
    mode = {"helped": "helped", "nora": "telephone"}.get(how, "self")
    on, seen = OPENS[wave] + timedelta(days=after), 2 + member.number % 5
    answers = {"ladder": 2, "paid-work": 0, "job-search": 3, "language-course": 1, "dutch": 2, "solve": 3}
    return Turn(member.person.key, wave, on, mode, member.language, how, answers, sends=False, seen=seen)
