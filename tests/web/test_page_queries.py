"""What a page of staff asks the databases: never more than fifteen questions, and no more when there is more."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

HERE = Path(__file__).parent
PAGES = runpy.run_path(str(HERE.parent / "pages.py"))
multiply = runpy.run_path(str(HERE / "many_rows.py"))["multiply"]
MOST = 15  # the session, the account, its roles, and the look in the ledger included
ROOMS = ("journey:", "people:", "consent:")
STAFF = ("bram", "mila", "hana", "femke", "karim", "lotte", "ilse")


def pages_of(person: str) -> list[str]:
    """The pages of guidance that this member of staff may open."""
    rows = PAGES["rows"]()
    return [
        name
        for name, row in rows.items()
        if name.startswith(ROOMS) and person in PAGES["who"](row.get("get", ""))
    ]


def asked(client: Any, path: str) -> list[str]:
    """The questions of one page to both databases."""
    with (
        CaptureQueriesContext(connections["default"]) as here,
        CaptureQueriesContext(connections["research"]) as there,
    ):
        response = client.get(path)
    assert response.status_code in {200, 302}, f"{path}: {response.status_code}"
    return [query["sql"] for query in (*here.captured_queries, *there.captured_queries)]


@pytest.mark.parametrize("person", STAFF)
def test_a_page_asks_little_and_no_more_when_there_is_more(person: str, cast: Any, at: Any, sign_in: Any):
    made = PAGES["things"](cast, at)
    addresses, client = PAGES["addresses"](made), sign_in(person)
    names = pages_of(person)
    assert names, f"{person} can open nothing at all"
    multiply(2)
    few = {name: asked(client, addresses[name]) for name in names}
    multiply(1)
    many = {name: asked(client, addresses[name]) for name in names}
    wrong = [
        f"{name}: {len(few[name])}, then {len(many[name])}"
        for name in names
        if len(many[name]) > MOST or len(many[name]) > len(few[name])
    ]
    assert not wrong, "\n".join(wrong)
