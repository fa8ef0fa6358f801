"""All that guidance keeps on one person: gathered by following every key that leads to the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.models import Trajectory
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people import queries as people

SECRETS = frozenset({"password", "token_hash", "sha256"})
"""What would open a door if the file were lost."""

APART = frozenset({"consent.key"})
"""The key file: a pseudonym beside a name would lead to answers that were given without a name."""

Record = dict[str, Any]


def own_data(person_id: UUID) -> dict[str, list[Record]]:
    """Every row on this person, by kind; names of staff in place of numbers. Also who looked, and when."""
    kinds = {kind: [record(row) for row in rows] for kind, rows in own_rows(person_id).items()}
    kinds["looks"] = [
        {"at": e.at.isoformat(), "by": e.actor, "act": e.act}
        for e in ledger.looks_at(person_id, side=GUIDANCE)
    ]
    return named(kinds)


def own_rows(person_id: UUID) -> dict[str, list[models.Model]]:
    """Every row on this person, by kind.

    A new table comes along by itself as soon as its rows belong to a person (a key that is deleted with it).
    """
    person = Trajectory._meta.get_field("person").related_model._default_manager.get(pk=person_id)
    kinds: dict[str, list[models.Model]] = {}
    seen: set[tuple[str, object]] = set()
    waiting: list[models.Model] = [person]
    while waiting:
        fresh = [one for one in waiting if (one._meta.label, one.pk) not in seen]
        seen |= {(one._meta.label, one.pk) for one in fresh}
        for one in fresh:
            kinds.setdefault(str(one._meta.label_lower), []).append(one)
        waiting = [row for model, rows in by_model(fresh) for row in below(model, rows)]
    return kinds


class Look(NamedTuple):
    at: date
    who: str
    what: str


def own_looks(person_id: UUID, *, besides: str) -> list[Look]:
    """Who looked, on which day, and at what; once a day, and not the person (account `besides`)."""
    events = list(ledger.looks_at(person_id, side=GUIDANCE).exclude(actor=besides))
    names = people.names({event.actor for event in events if is_uuid(event.actor)})
    found = [
        Look(localdate(e.at), names.get(e.actor, _("Werkzaam itself")), people.look_words(e.act))
        for e in events
    ]
    return list(dict.fromkeys(found))


def by_model(rows: list[models.Model]) -> Iterable[tuple[type[models.Model], list[models.Model]]]:
    kinds = dict.fromkeys(type(row) for row in rows)
    return [(kind, [row for row in rows if type(row) is kind]) for kind in kinds]


def below(model: type[models.Model], rows: list[models.Model]) -> list[models.Model]:
    """What belongs to these rows: other rows of our rooms that would be deleted with them."""
    found: list[models.Model] = []
    for relation in model._meta.related_objects:
        kind = relation.related_model
        ours = kind._meta.app_label in settings.ROOMS and kind._meta.label_lower not in APART
        if ours and relation.on_delete is models.CASCADE:
            keys = [f.name for f in kind._meta.concrete_fields if f.is_relation]
            belong = {f"{relation.field.name}__in": [row.pk for row in rows]}
            found += kind._default_manager.filter(**belong).select_related(*keys).order_by("pk")
    return found


def record(row: models.Model) -> Record:
    """The fields of one row as plain values."""
    fields = [field for field in row._meta.concrete_fields if field.name not in SECRETS]
    return {field.name: plain(getattr(row, field.name)) for field in fields}


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    return str(value)


def named(kinds: dict[str, list[Record]]) -> dict[str, list[Record]]:
    """With the names of those who did something, in place of the numbers of their accounts."""
    numbers = {str(row[key]) for rows in kinds.values() for row in rows for key in row if is_actor(key)}
    names = people.names({number for number in numbers if is_uuid(number)})
    return {
        kind: [
            {key: names.get(str(value), value) if is_actor(key) else value for key, value in row.items()}
            for row in rows
        ]
        for kind, rows in kinds.items()
    }


def is_actor(key: str) -> bool:
    return key == "by" or key.endswith("_by")


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
