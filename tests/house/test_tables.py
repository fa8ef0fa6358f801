"""Foreign keys point down and stay in their database; every field has a privacy class."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.apps import apps
from django.conf import settings

from werkzaam.privacy import Privacy
from werkzaam.web.settings.databases import Router


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in settings.ROOMS]


MODELS = own_models()


def test_the_floors_are_those_of_the_walls(house):
    """The order used here is the order of the contract `web-flow` in .importlinter."""
    contract = (
        (house.root / ".importlinter")
        .read_text()
        .split("[importlinter:contract:web-flow]")[1]
        .split("\n\n")[0]
    )
    layers = contract.split("layers =")[1].split("exhaustive")[0].strip().splitlines()
    height = {room.strip(): -n for n, layer in enumerate(layers) for room in layer.split("|")}
    known = sorted(house.floor, key=lambda room: height[room])
    assert all(height[a] <= height[b] for a, b in pairwise(sorted(known, key=house.floor.get)))
    assert {room for room in height if (house.web / room / "apps.py").exists()} == set(house.floor)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_and_stay_in_their_database(model, house):
    room, wrong = model._meta.app_label, []
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if field.is_relation and field.related_model:
            to = field.related_model._meta.app_label
            down = to == room or (to in house.floor and house.floor[to] < house.floor[room])
            if not down or Router().side(to) != Router().side(room):
                wrong.append(f"{field.name} → {to}")
    assert not wrong


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_a_privacy_class(model):
    classes = reversed(model.Privacy.__mro__[:-1])  # what an abstract model says counts for its children
    declared = {name: value for kind in classes for name, value in vars(kind).items() if name[:2] != "__"}
    fields = {field.name for field in [*model._meta.local_fields, *model._meta.local_many_to_many]}
    assert set(declared) == fields, "a field without a class, or a class without a field"
    assert all(isinstance(value, Privacy) for value in declared.values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_table_is_made_behind_our_back(model):
    """A many-to-many relation without a model of its own has fields without a privacy class."""
    hidden = [f.name for f in model._meta.local_many_to_many if f.remote_field.through._meta.auto_created]
    assert not hidden


@pytest.mark.django_db(databases=["default", "research"])
def test_migrations_are_complete():
    from django.core.management import call_command

    call_command("makemigrations", *settings.ROOMS[:-2], check=True, dry_run=True, verbosity=1)
