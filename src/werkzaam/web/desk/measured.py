"""What people answered, as the columns of an export: of those alone whose research consent stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.utils import timezone
from django.utils.translation import override

from werkzaam.core.measure.export import Moment, Round, Sent, Source, returned
from werkzaam.web.consent import queries as consent
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import queries as survey

Asked = tuple[str, str, str]
"""Wave, instrument and version."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """An export's source, and whose it is: each sorted by itself, so that no order tells who is who."""

    source: Source
    persons: tuple[UUID, ...]
    pseudonyms: tuple[str, ...]


def gather(study: Any, *, on: date, open_answers: bool) -> Gathered:
    """Everyone in an arm whose research consent stands on the day `on`, with all they sent. Raises ExportProblem."""
    arms = studies.arms(study)
    keys = {person: key for person, key in consent.pseudonyms(study.code, on).items() if key in arms}
    standing = sorted(keys.values())
    source = Source(
        study=study.code,
        title={"nl": study.title_nl, "en": study.title_en},
        plan=study.plan_hash,
        on=on,
        arms={arm.key: _labels(arm) for arm in studies.arm_list(study)},
        modes=_modes(),
        waves=tuple(Moment(wave.key, _labels(wave)) for wave in studies.waves(study)),
        persons=_persons(standing, arms),
        rounds=tuple(_rounds(study, set(standing))),
        open_answers=open_answers,
    )
    return Gathered(source, tuple(sorted(keys)), tuple(standing))


def _labels(named: Any) -> dict[str, str]:
    return {"nl": named.label_nl, "en": named.label_en}


def _persons(standing: list[str], arms: dict[str, str]) -> pa.Table:
    columns = {"person": standing, "arm": [arms[key] for key in standing]}
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _rounds(study: Any, standing: set[str]) -> list[Round]:
    """Each round with what these people sent in it; a round that nobody answered is there too.

    A wave that is sealed (later than the baseline, before the lock) is not.
    """
    sent, found, sealed = _sent(study, standing), [], studies.sealed(study)
    for one in survey.rounds(study):
        if one.wave.key in sealed:
            continue
        told = survey.parsed(one.instrument.definition)
        asked = (one.wave.key, told.key, told.version)
        found.append(
            returned(one.wave.key, told, sent[asked], sheet=survey.defined(one.instrument.definition))
        )
    return found


def _sent(study: Any, standing: set[str]) -> dict[Asked, list[Sent]]:
    sent: dict[Asked, list[Sent]] = defaultdict(list)
    for one in survey.responses(study):
        if one.pseudonym in standing:
            day = timezone.localdate(one.submitted_at)
            asked = (one.wave, one.instrument.key, one.instrument.version)
            sent[asked].append(Sent(one.pseudonym, day, one.mode, one.language, one.sent))
    return sent


def _modes() -> dict[str, dict[str, str]]:
    """How a questionnaire was filled in, by key, in both languages."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for language in ("nl", "en"):
        with override(language):
            for key, label in survey.modes():
                labels[key][language] = str(label)
    return dict(labels)
