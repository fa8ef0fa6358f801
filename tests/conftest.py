"""The cast: clearly fictional people in every test of the web, and an outsider who is always refused."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

BOTH = ["default", "research"]


@pytest.fixture(autouse=True, scope="session")
def _triggers_step_aside_for_the_flush() -> Iterator[None]:
    """A transactional test ends with a flush, which the append-only ledger refuses: lift the rooms' triggers for
    just that moment, and put them back whole, also where a test had taken them away itself."""
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_with_triggers_lifted(case: Any) -> None:
        databases = case._databases_names(include_mirrors=False)
        triggers("remove", databases)
        try:
            flush(case)
        finally:
            triggers("install", databases)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_with_triggers_lifted)
        yield


@pytest.fixture(autouse=True, scope="session")
def _each_worker_remembers_for_itself() -> Iterator[None]:
    """Brakes on guessing stand in a folder that all processes share: tests at the same time would brake each other."""
    from django.test.utils import override_settings

    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with override_settings(CACHES=memory):
        yield


def triggers(step: str, databases: Iterable[str]) -> None:
    """Run `remove` or `install` of every room that has triggers, in the databases where its tables are."""
    from django.conf import settings
    from django.db import connections, router

    for room in settings.ROOMS:
        name = f"werkzaam.web.{room}.triggers"
        if not (
            importlib.util.find_spec(name)
            and importlib.util.find_spec(f"werkzaam.web.{room}.migrations.0001_initial")
        ):
            continue
        for alias in databases:
            if router.allow_migrate(alias, room):
                with connections[alias].schema_editor() as editor:
                    getattr(importlib.import_module(name).GUARD, step)(None, editor)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Organisations, teams, persons and accounts by short name."""

    esdoorn: Any  # municipality, with teams north and south
    iepen: Any  # another municipality
    instituut: Any
    north: Any
    south: Any
    centrum: Any  # neighbourhood of esdoorn
    amina: Any  # person, participant
    els: Any  # person, control
    accounts: dict[str, Any]

    def access(self, name: str, on: date = date(2026, 3, 2)) -> Any:
        from werkzaam.web.people import queries

        return queries.access(self.accounts[name].pk, on=on)


@pytest.fixture
def cast(request: pytest.FixtureRequest, at: datetime) -> Cast:
    """Amina (participant), Bram (her coach, team north), Chaima (coach of team south: refused), Dirk (researcher),
    Els (control), Femke (municipality), Hana (project leader), Ilse (key-holder), Karim (trainer), Lotte
    (professional), Mila (lead of team north), Nora (interviewer), Otto (coach elsewhere: refused)."""
    if "django_db_setup" in request.fixturenames and "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind as K

    system: dict[str, Any] = {"by": "system", "at": at}
    esdoorn = people.found_organisation(
        **system, code="esdoorn", name="Gemeente Esdoorn", kind="municipality"
    )
    iepen = people.found_organisation(**system, code="iepen", name="Gemeente Iepen", kind="municipality")
    instituut = people.found_organisation(
        **system, code="instituut", name="Instituut Meetlat", kind="institute"
    )
    north = people.add_team(**system, organisation=esdoorn, name="Noord")
    south = people.add_team(**system, organisation=esdoorn, name="Zuid")
    centrum = people.add_neighbourhood(**system, organisation=esdoorn, code="esdoorn-centrum", name="Centrum")
    accounts: dict[str, Any] = {}

    def staff(name: str, kind: K, organisation: Any, team: Any = None) -> None:
        accounts[name] = people.open_account(**system, email=f"{name}@example.org", name=name.title())
        people.give_role(
            **system,
            account=accounts[name],
            kind=kind,
            organisation=organisation,
            team=team,
            since_on=date(2026, 1, 1),
        )

    staff("bram", K.COACH, esdoorn, north)
    staff("chaima", K.COACH, esdoorn, south)
    staff("dirk", K.RESEARCHER, instituut)
    staff("femke", K.MUNICIPALITY, esdoorn)
    staff("hana", K.PROJECT_LEADER, esdoorn)
    staff("ilse", K.KEY_HOLDER, esdoorn)
    staff("karim", K.TRAINER, esdoorn)
    staff("lotte", K.PROFESSIONAL, esdoorn)
    staff("mila", K.TEAM_LEAD, esdoorn, north)
    staff("nora", K.INTERVIEWER, instituut)
    staff("otto", K.COACH, iepen)
    staff("olga", K.RESEARCHER, iepen)
    accesses = Cast(esdoorn, iepen, instituut, north, south, centrum, None, None, accounts)
    accesses.amina = people.register_person(
        by=accesses.access("bram"),
        at=at,
        organisation=esdoorn,
        given_name="Amina",
        family_name="Voorbeeldsma",
        email="amina.voorbeeld@example.org",
        neighbourhood=centrum,
    )
    accesses.els = people.register_control(
        by=accesses.access("ilse"),
        at=at,
        organisation=esdoorn,
        given_name="Els",
        family_name="Evenbeeld",
        email="els.vergelijk@example.org",
    )
    accounts["amina"] = people.open_account(
        **system, email="amina@example.org", name="Amina", person=accesses.amina
    )
    people.give_role(
        **system,
        account=accounts["amina"],
        kind=K.PARTICIPANT,
        organisation=esdoorn,
        since_on=date(2026, 1, 1),
    )
    return accesses


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Any]:
    """A test client signed in as one of the cast; `sign_in("anonymous")` is nobody."""
    from django.test import Client

    def client(name: str) -> Any:
        browser = Client()
        if name != "anonymous":
            browser.force_login(
                cast.accounts[name], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return browser

    return client


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the cast gets both databases."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "cast" in names and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases=BOTH))
