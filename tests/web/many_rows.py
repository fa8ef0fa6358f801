"""Many times the rows a test made, whatever the table: for tests of what a page asks when there is much.

Each row is copied. What must be unique in a copy is made so: numbers, days and texts are varied, and of a pair of
keys the last points at a copy of its own. A copy the database still refuses is left out.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

ROOMS = ("people", "consent", "journey")
NUMBERS = count(1_000_000)  # keys that no row has yet
Copies = dict[tuple[type[models.Model], Any, int], Any]


def multiply(times: int) -> None:
    """Add `times` copies of every row of the rooms of guidance."""
    made: Copies = {}
    for model in in_order():
        rows = list(model._default_manager.all())
        for number in range(1, times + 1):
            copies = [(row.pk, one) for row in rows if (one := copied(row, number, made))]
            kept = saved(model, [one for _pk, one in copies])
            made |= {(model, pk, number): one for pk, one in copies if one.pk in kept}


def in_order() -> list[type[models.Model]]:
    """The tables of guidance, each after those its keys point at."""
    waiting, done = [m for room in ROOMS for m in apps.get_app_config(room).get_models()], list[Any]()
    while waiting:
        ready = [m for m in waiting if not (points_at(m) & set(waiting)) - {m}]
        assert ready, waiting
        done += ready
        waiting = [m for m in waiting if m not in ready]
    return done


def points_at(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def copied(row: models.Model, number: int, made: Copies) -> Any:
    """A copy of `row`, or None where a key would have to be unique and there is nothing else to point at."""
    one = copy.copy(row)
    one._state = models.base.ModelState()
    one._state.adding = True
    one.pk = uuid.uuid4() if isinstance(row._meta.pk, models.UUIDField) else next(NUMBERS)
    for names in unique_sets(type(row)):
        if not varied(one, names, number, made):
            return None
    return one


def unique_sets(model: type[models.Model]) -> Iterable[tuple[str, ...]]:
    """The columns, or sets of columns, that must differ between rows."""
    yield from (
        (field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key
    )
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.fields


def varied(one: Any, names: tuple[str, ...], number: int, made: Copies) -> bool:
    """Whether something of `names` in the copy is now unlike the row it was made of."""
    fields = [one._meta.get_field(name) for name in names]
    for field in reversed(fields):
        value = getattr(one, field.attname)
        if field.is_relation:
            if other := made.get((field.related_model, value, number)):
                setattr(one, field.name, other)
                return True
        elif not field.choices and value is not None and (other := another(value, number)) is not None:
            setattr(one, field.attname, other)
            return True
    return any(getattr(one, field.attname) is None for field in fields)


def another(value: Any, number: int) -> Any:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value + 10 * number
    if isinstance(value, str):
        return f"{number}{value}"[:64] if len(value) == 64 else f"{number}{value}"
    return value + timedelta(number) if hasattr(value, "year") else uuid.uuid4()


def saved(model: type[models.Model], rows: list[Any]) -> set[Any]:
    """Save what the database takes; the keys of what it took."""
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    return set(model._default_manager.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
