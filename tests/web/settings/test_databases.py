import pytest
from django.apps import apps

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.settings.databases import Router, database


def test_without_an_address_a_file(tmp_path):
    assert database(None, tmp_path / "x.sqlite3")["NAME"] == str(tmp_path / "x.sqlite3")


def test_an_address_is_read_in_full(tmp_path):
    found = database("postgres://an:p%40ss@db.example.org:5433/guidance", tmp_path / "x")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "an", "p@ss", "db.example.org", "5433", "guidance",
    )  # fmt: skip


def test_the_folder_of_a_socket_keeps_its_case(tmp_path):
    found = database("postgres://postgres@%2Ftmp%2FWerk/guidance", tmp_path / "x")
    assert (found["HOST"], found["PORT"]) == ("/tmp/Werk", "")


@pytest.mark.parametrize("wrong", ["mysql://a@b/c", "postgres://a@b", "just words"])
def test_a_wrong_address_is_refused_in_one_sentence(tmp_path, wrong):
    with pytest.raises(Problem, match="must look like") as refusal:
        database(wrong, tmp_path / "x")
    assert refusal.value.code == "database-address"


@pytest.mark.parametrize(
    ("room", "sides"),
    [
        ("people", {GUIDANCE}), ("consent", {GUIDANCE}), ("journey", {GUIDANCE}), ("sessions", {GUIDANCE}),
        ("study", {RESEARCH}), ("survey", {RESEARCH}), ("interview", {RESEARCH}), ("desk", {RESEARCH}),
        ("django_tasks_database", {RESEARCH}), ("ledger", {GUIDANCE, RESEARCH}),
    ],
)  # fmt: skip
def test_every_table_has_its_side(room, sides):
    assert {side for side in (GUIDANCE, RESEARCH) if Router().allow_migrate(side, room)} == sides


@pytest.mark.django_db(databases=["default", "research"])
def test_the_tables_are_where_the_router_says():
    from django.db import connections

    for side in (GUIDANCE, RESEARCH):
        present = set(connections[side].introspection.table_names())
        wanted = {
            m._meta.db_table for m in apps.get_models() if Router().allow_migrate(side, m._meta.app_label)
        }
        strange = {m._meta.db_table for m in apps.get_models()} - wanted
        assert wanted <= present
        assert not strange & present
