"""The canary: a mark of its own in every personal field of the guidance side, the whole way run, and not one of the
marks found on the research side: not in its database, a panel, a draft, an edition or a log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models

from werkzaam.privacy import Class
from werkzaam.sides import GUIDANCE, RESEARCH

from .conftest import LAST

GUIDANCE_ROOMS = ("people", "consent", "journey")
CROSSES = {("Key", "pseudonym"), ("Key", "study")}
"""What may cross: that is what the key file is for."""

PAIRED = {("Grant", "withdrawn_by")}
"""Filled together with another field or not at all: the database refuses a mark where it is empty."""


def personal_words() -> Iterator[tuple[Any, Any]]:
    """Every field of the guidance side that is classed personal or special and holds free words."""
    for room in GUIDANCE_ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                personal = getattr(model.Privacy, field.name).kind is not Class.PLAIN
                words = isinstance(field, models.CharField | models.TextField) and not field.choices
                if personal and words and (model.__name__, field.name) not in CROSSES:
                    yield model, field


def mark(model: Any, field: Any, row: Any) -> str:
    """A word that stands nowhere else; telephone numbers and the like are short, so it is cut to fit."""
    unique = f"canary{uuid.uuid5(uuid.NAMESPACE_OID, f'{model.__name__}.{field.name}.{row.pk}').hex}"
    ending = "@canary.example" if isinstance(field, models.EmailField) else ""
    return unique[: (field.max_length or 60) - len(ending)] + ending


def rows(model: Any, field: Any) -> list[Any]:
    found = model._default_manager.using(GUIDANCE)
    return list(found.exclude(**{field.name: ""}) if (model.__name__, field.name) in PAIRED else found.all())


def release() -> set[str]:
    """Write a mark over every personal word; returns the marks and the words they replaced."""
    marks: set[str] = set()
    for model, field in personal_words():
        for row in rows(model, field):
            marks |= {str(getattr(row, field.attname)), mark(model, field, row)}
            model._default_manager.using(GUIDANCE).filter(pk=row.pk).update(
                **{field.name: mark(model, field, row)}
            )
    return {word for word in marks if len(word) > 4}


def identities(researcher: Any) -> set[str]:
    """Ids of persons and of those who help them: they name nobody, but they are the thread back."""
    known = [*apps.get_model("people", "Person")._default_manager.all()]
    known += apps.get_model("people", "Account")._default_manager.exclude(pk=researcher.pk)
    return {form for row in known for form in (str(row.pk), row.pk.hex)}


def database_text(side: str) -> str:
    """Everything that every table of a database holds."""
    connection, found = connections[side], list[str]()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def files_text(folder: Path) -> str:
    """The bytes of every file below a folder; a Parquet file is read as a table too, as it is compressed."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    tables = [str(pq.read_table(path).to_pylist()) for path in files if path.suffix == ".parquet"]
    return "\n".join([*(path.read_bytes().decode("latin-1") for path in files), *tables])


@pytest.fixture
def everywhere(pilot, lock, desk, caplog, settings) -> dict[str, str]:
    """The whole way with marks in place, and then all that the research side and the public have."""
    caplog.set_level(logging.DEBUG)
    pilot.marks = release() | identities(pilot.cast.accounts["dirk"])
    pilot.answer("t1", LAST)
    for verb in ("freeze", "run", "publish"):
        job = desk(verb)
        assert job.done, f"{verb}: {job.message}"
    return {
        "research database": database_text(RESEARCH),
        "panels and drafts": files_text(settings.PANELS),
        "editions": files_text(settings.EDITIONS),
        "log": caplog.text,
    }


def test_nothing_personal_reaches_the_research_side(pilot, everywhere):
    for place, text in everywhere.items():
        assert text or place == "log", f"{place} is empty: nothing was tested"
        found = sorted(word for word in pilot.marks if word in text)
        assert not found, f"{place} holds {found[:5]}"


def test_the_marks_are_there_to_be_found(pilot):
    """A canary that cannot sing proves nothing: the guidance database holds every mark."""
    release()
    text = database_text(GUIDANCE)
    kinds = {(model.__name__, field.name) for model, field in personal_words()}
    for model, field in personal_words():
        for row in rows(model, field):
            assert mark(model, field, row) in text
    assert {("Person", "given_name"), ("Account", "email"), ("LadderRating", "evidence")} <= kinds


def test_a_pseudonym_crosses_and_is_found(pilot, everywhere):
    assert next(iter(pilot.keys.values())) in everywhere["panels and drafts"]
    assert settings.EDITIONS.exists()
