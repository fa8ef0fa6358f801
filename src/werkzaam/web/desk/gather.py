"""The waist from the left: rows of the rooms become records of a panel. Only here are the two sides put together.

The key file is asked who consents today; of those persons pseudonyms go on, and nothing else that could name them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from werkzaam.core.measure import score
from werkzaam.core.panel import Panel, build_panel
from werkzaam.core.plan import Outcome, Plan
from werkzaam.web.consent import queries as consent
from werkzaam.web.desk import rules
from werkzaam.web.desk.rules import Moment
from werkzaam.web.journey import queries as journey
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries as survey

Record = dict[str, object]
SELF, COACH = "self", "coach"
QUESTIONNAIRE, RATINGS, CONTACTS = "questionnaire", "coach-ratings", "contacts"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A panel from so many questionnaires, and whose records are in it.

    `persons` is for the ledger of the guidance side, `pseudonyms` for ours. Each is sorted by itself: one order
    on both sides would tell who is who.
    """

    panel: Panel
    answers: int
    persons: tuple[UUID, ...]
    pseudonyms: tuple[str, ...]


def gather(study: Any, plan: Plan, *, on: date, today: date) -> Gathered:
    """The panel as it stood on day `on`, of everyone in an arm whose research consent stood then and still stands.

    Raises WavesSealed while the plan has no lock, PanelProblem.
    """
    studies.require_unsealed(study)
    arms = studies.arms(study)
    still = consent.allowed_pseudonyms(study.code, today)
    keys = {
        person: key
        for person, key in consent.pseudonyms(study.code, on).items()
        if key in arms and key in still
    }
    moments = _moments(study)
    responses = _responses(study, set(keys.values()))
    ratings = list(_ratings(plan, moments, keys))
    answers = [record for response in responses for record in _answers(plan, response)]
    dose = list(_dose(keys, _followed_until(moments, on)))
    panel = build_panel(
        plan,
        _persons(plan, arms, keys, responses),
        [*answers, *ratings],
        dose,
        sources={
            QUESTIONNAIRE: rules.source_hash(answers),
            RATINGS: rules.source_hash(ratings),
            CONTACTS: rules.source_hash(dose),
        },
    )
    return Gathered(panel, len(responses), tuple(sorted(keys)), tuple(sorted(keys.values())))


def _responses(study: Any, standing: set[str]) -> list[survey.Response]:
    return [response for response in survey.responses(study) if response.pseudonym in standing]


def _moments(study: Any) -> list[Moment]:
    """The waves that have been given days."""
    return [
        Moment(w.key, w.opens_on, w.closes_on) for w in studies.waves(study) if w.opens_on and w.closes_on
    ]


def _followed_until(moments: Sequence[Moment], on: date) -> date:
    """Contact counts until the last wave closes: what comes after cannot have moved what was measured."""
    return min(on, max((moment.closes_on for moment in moments), default=on))


def _persons(
    plan: Plan, arms: dict[str, str], keys: dict[UUID, str], responses: list[survey.Response]
) -> Iterator[Record]:
    """One record per pseudonym, with the answers to the baseline's background questions as covariates."""
    background: dict[str, Record] = defaultdict(dict)
    for response in responses:
        if response.wave == plan.baseline.key:
            background[response.pseudonym] |= _background(plan, response)
    coaches = rules.clusters({keys[person]: coach for person, coach in journey.first_coaches(list(keys))})
    for pseudonym in keys.values():
        cluster = coaches.get(pseudonym) if plan.cluster else None
        yield {"person": pseudonym, "arm": arms[pseudonym], "cluster": cluster, **background[pseudonym]}


def _background(plan: Plan, response: survey.Response) -> Record:
    """A covariate is a scale of the questionnaire, or an item of it."""
    known = {**response.answers, **score(response.instrument, response.answers)}
    found = {key: known.get(plan.covariate_columns.get(key, key)) for key in plan.covariates}
    return {key: value for key, value in found.items() if isinstance(value, int | float)}


def _answers(plan: Plan, response: survey.Response) -> Iterator[Record]:
    """What someone said of themselves at one wave, scored."""
    scores = score(response.instrument, response.answers)
    for outcome in _rated_by(plan, SELF):
        value = scores.get(outcome.column or outcome.key)
        if value is not None:
            yield {
                "person": response.pseudonym,
                "wave": response.wave,
                "outcome": outcome.key,
                "value": value,
                "rater": SELF,
                "source": QUESTIONNAIRE,
                "mode": response.mode,
            }


def _ratings(plan: Plan, moments: list[Moment], keys: dict[UUID, str]) -> Iterator[Record]:
    """What coaches rated, at the nearest wave: an outcome of its own, never mixed with what someone said."""
    rated: dict[UUID, list[tuple[date, float]]] = defaultdict(list)
    for person, on, rung in journey.coach_ratings(list(keys)):
        rated[person].append((on, float(rung)))
    for outcome in _rated_by(plan, COACH):
        for person, ratings in rated.items():
            for wave, value in rules.by_wave(moments, ratings).items():
                yield {
                    "person": keys[person],
                    "wave": wave,
                    "outcome": outcome.key,
                    "value": value,
                    "rater": COACH,
                    "source": RATINGS,
                }


def _rated_by(plan: Plan, rater: str) -> list[Outcome]:
    return [outcome for outcome in plan.outcomes if outcome.rater == rater]


def _dose(keys: dict[UUID, str], until: date) -> Iterator[Record]:
    for record in journey.dose(list(keys), until):
        yield {
            "person": keys[record.person_id],
            "week": record.week,
            "channel": record.channel,
            "planned": record.planned,
            "delivered": record.delivered,
            "minutes": record.minutes,
        }
