"""Writes of questionnaires."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.core.measure.sheet import Definition, publish, read_csv
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.survey import rules, versions
from werkzaam.web.survey.models import Instrument

TITLE = 200  # characters of a title


@transaction.atomic(using=RESEARCH)
def add_instrument(*, by: Access | str, at: datetime, csv_text: str) -> Instrument:
    """Compile a sheet and keep it for good; the same content twice is one.

    Raises SheetProblem with every fault (`meaning-changed`: a silent one after answers), InstrumentChanged.
    """
    require(isinstance(by, str) or by.may(rules.OPEN_ROUND))
    told = publish(read_csv(csv_text))
    known = Instrument.objects.filter(key=told.definition.key, version=told.definition.version).first()
    if known is not None:
        return _same(known, told.sha256)
    versions.require_same_meaning(told.definition)
    added = Instrument.objects.create(
        key=told.definition.key,
        version=told.definition.version,
        title_nl=_title(told.definition, "nl"),
        title_en=_title(told.definition, "en"),
        definition=csv_text,
        xform=told.xform,
        sha256=told.sha256,
        added_at=at,
    )
    details: dict[str, object] = {"instrument": added.key, "version": added.version, "sha256": told.sha256}
    actor = by if isinstance(by, str) else by.account
    ledger.record(by=actor, at=at, side=RESEARCH, act="survey.add_instrument", details=details)
    return added


def _same(known: Instrument, sha256: str) -> Instrument:
    if known.sha256 != sha256:
        raise rules.InstrumentChanged(
            _(
                "Version %(version)s of “%(key)s” is here already, with other content. Nothing was saved. Give the "
                "changed instrument a new version."
            )
            % {"version": known.version, "key": known.key}
        )
    return known


def _title(told: Definition, language: str) -> str:
    return (told.title.get(language) or next(iter(told.title.values())))[:TITLE]
