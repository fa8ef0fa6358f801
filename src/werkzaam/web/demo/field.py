"""The study: consent, keys, the registered plan, arms, waves, and both arms' answers by one code path."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from werkzaam.core.measure import shipped_text
from werkzaam.core.simulate import plan_text
from werkzaam.core.simulate.scenario import Person, Response
from werkzaam.web.consent import actions as consent
from werkzaam.web.demo.cast import SYSTEM, Stage, moment
from werkzaam.web.demo.post import posted, walk
from werkzaam.web.study import actions as study
from werkzaam.web.survey import actions as survey

MODES = {"own-phone": "self", "helped": "helped", "telephone": "telephone"}
STUDY = "enschede"
WAVES = (("t0", 0), ("t1", 6), ("t2", 15))
MONTH = 30.44
OPEN_DAYS = 60
POWER_DRAWS = 400  # worked off in the background, once the demo is served
RESEARCH_NL = (
    "Meedoen aan het onderzoek: vragenlijsten, en hoe vaak er contact was. Onderzoekers zien je naam niet."
)
RESEARCH_EN = (
    "Taking part in the study: questionnaires, and how often there was contact. "
    "Researchers never see your name."
)
GUIDANCE_NL = "Begeleiding naar werk: je coach en het wijkteam zien je dossier."
GUIDANCE_EN = "Guidance to work: your coach and the neighbourhood team see your file."


def register(stage: Stage) -> None:
    """consent and study: purposes, grants, keys, the plan with its lock, arms, waves"""
    _purposes(stage)
    for person in stage.scenario.persons:
        stage.pseudonyms[person.key] = _consent(stage, person)
    _study(stage)


def _purposes(stage: Stage) -> None:
    at = moment(stage.scenario.start - timedelta(days=60))
    consent.define_purpose(
        by=SYSTEM,
        at=at,
        code="guidance",
        text_nl=GUIDANCE_NL,
        text_en=GUIDANCE_EN,
        ground="public-task",
        months=24,
    )
    consent.define_purpose(
        by=SYSTEM,
        at=at,
        code="research",
        text_nl=RESEARCH_NL,
        text_en=RESEARCH_EN,
        ground="consent",
        months=120,
    )


def _consent(stage: Stage, person: Person) -> str:
    """Asked by the coach or, of the control group, by the key-holder; then a pseudonym is drawn."""
    on = person.started_on - timedelta(days=7)
    who = stage.persons[person.key].pk
    consent.grant(
        by=stage.access(person.coach or "ilse", on), at=moment(on), person_id=who, purpose="research", on=on
    )
    return consent.issue_pseudonym(by=stage.access("ilse", on), at=moment(on), study=STUDY, person_id=who)


def _study(stage: Stage) -> None:
    on = stage.scenario.start - timedelta(days=21)
    dirk = stage.access("dirk", on)
    stage.study = study.open_study(
        by=dirk, at=moment(on), organisation="onderzoek", programme="enschede", plan_toml=plan_text()
    )
    study.ask_power(by=dirk, at=moment(on, 14), study=stage.study, draws=POWER_DRAWS)
    stage.study = study.lock_plan(by=dirk, at=moment(on, 15), study=stage.study)
    arms = {stage.pseudonyms[person.key]: person.arm for person in stage.scenario.persons}
    study.allocate(by=dirk, at=moment(on, 16), study=stage.study, arms=arms)
    for wave, months in WAVES:
        opens = wave_opens(stage, months)
        study.schedule_wave(
            by=dirk, at=moment(on, 16), study=stage.study, wave=wave, opens_on=opens,
            closes_on=opens + timedelta(days=OPEN_DAYS),
        )  # fmt: skip
    study.record_deviation(
        by=dirk, at=moment(stage.scenario.lockdown_on), study=stage.study, on=stage.scenario.lockdown_on,
        text="Lockdown: vanaf deze dag gaat het meeste contact per telefoon.", kind="programme",
    )  # fmt: skip


def wave_opens(stage: Stage, months: int) -> date:
    return stage.scenario.start + timedelta(days=round(months * MONTH))


def measure(stage: Stage) -> None:
    """survey: three waves, invitations to both arms, answers question by question"""
    instrument = survey.add_instrument(
        by=SYSTEM,
        at=moment(stage.scenario.start - timedelta(days=20)),
        csv_text=shipped_text("core-battery"),
    )
    for wave, months in WAVES:
        opens = wave_opens(stage, months)
        opened = survey.open_round(
            by=stage.access("dirk", opens),
            at=moment(opens, 9),
            study=stage.study,
            wave=wave,
            instrument=instrument,
        )
        _live(stage, opened, months, [one for one in stage.scenario.responses if one.wave == wave])


def _live(stage: Stage, opened: Any, months: int, responses: list[Response]) -> None:
    """Day by day until today: who is due is invited, what is due goes out, who answers that evening answers."""
    due, answers = _due(stage, months), defaultdict(list)
    for response in responses:
        answers[response.on].append(response)
    stage.tokens = {}
    day, last = min(due), min(stage.today, opened.closes_on + timedelta(days=1))
    while day <= last:
        if day in due:
            dirk = stage.access("dirk", day)
            stage.tokens |= survey.invite(by=dirk, at=moment(day, 9), round=opened, pseudonyms=due[day])
        posted(opened, at=moment(day))
        for response in answers[day]:
            _fill_in(stage.tokens[stage.pseudonyms[response.person]], response, walks=months == WAVES[-1][1])
        day += timedelta(days=1)


def _due(stage: Stage, months: int) -> dict[date, list[str]]:
    """Pseudonyms per day that is so many months after the own start."""
    due: dict[date, list[str]] = defaultdict(list)
    for person in stage.scenario.persons:
        due[person.started_on + timedelta(days=round(months * MONTH))].append(stage.pseudonyms[person.key])
    return due


def _fill_in(token: str, response: Response, *, walks: bool) -> None:
    """As a respondent does it: open the link, answer, send; `walks`: with a line for each page."""
    at: Any = moment(response.on, 19)
    asked = survey.begin(at=at, token=token)
    if walks and response.mode != "telephone":
        walk(asked, response, at)
    raws = {item: f"{value:g}" for item, value in response.items.items()}
    survey.save_answers(at=at, token=token, raws=raws)
    survey.submit(at=at, token=token, mode=MODES[response.mode])
