"""Writes of questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.core.measure.sheet import Definition, media_type, publish, read_csv
from werkzaam.core.measure.sheet.media import named_media
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.people.access import require
from werkzaam.web.people.rules import Access
from werkzaam.web.survey import rules, versions
from werkzaam.web.survey.models import Instrument, Media

TITLE = 200  # characters of a title
NONE: Mapping[str, bytes] = MappingProxyType({})


@transaction.atomic(using=RESEARCH)
def add_instrument(
    *, by: Access | str, at: datetime, csv_text: str, media: Mapping[str, bytes] = NONE
) -> Instrument:
    """Compile a sheet and keep it for good, with the sounds and pictures it names; the same content twice is one.

    Files that were missing the first time may come with the same sheet later; a file that is there never changes.
    Raises SheetProblem with every fault (`meaning-changed`: a silent one after answers), InstrumentChanged.
    """
    require(isinstance(by, str) or by.may(rules.OPEN_ROUND))
    told = publish(read_csv(csv_text))
    known = Instrument.objects.filter(key=told.definition.key, version=told.definition.version).first()
    if known is not None:
        return _keep_media(_same(known, told.sha256), told.definition, media, at)
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
    return _keep_media(added, told.definition, media, at)


def _keep_media(found: Instrument, told: Definition, media: Mapping[str, bytes], at: datetime) -> Instrument:
    """Only what the sheet names; nobody else's file has a place to stand."""
    known = dict(found.media.values_list("name", "sha256"))
    hashes = {name: sha256(content).hexdigest() for name, content in media.items()}
    changed = sorted(name for name in media if known.get(name, hashes[name]) != hashes[name])
    if changed:
        raise rules.InstrumentChanged(
            _(
                "“%(name)s” is here already, with other content. Nothing was saved. Give the file another name."
            )
            % {"name": changed[0]}
        )
    wanted = sorted(named_media(told) & media.keys() - known.keys())
    Media.objects.bulk_create(_media(found, name, media[name], hashes[name], at) for name in wanted)
    return found


def _media(found: Instrument, name: str, content: bytes, digest: str, at: datetime) -> Media:
    kind = media_type(content)
    return Media(instrument=found, name=name, kind=kind, content=content, sha256=digest, added_at=at)


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
