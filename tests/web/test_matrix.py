"""The permission matrix: every URL × person × method. A URL without a row fails, and so does a row without a URL."""

from __future__ import annotations

import runpy
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

HERE = Path(__file__).parent
PAGES = runpy.run_path(str(HERE.parent / "pages.py"))
STAFF, EVERYONE, FRAMEWORKS = PAGES["STAFF"], PAGES["EVERYONE"], PAGES["FRAMEWORKS"]
rows, urls, who = PAGES["rows"], PAGES["urls"], PAGES["who"]


def test_every_url_has_a_row_and_every_row_a_url():
    own = {name for name in urls() if not name.startswith(FRAMEWORKS)}
    assert own == set(rows()), f"without a row: {own - set(rows())}; without a URL: {set(rows()) - own}"


@pytest.fixture
def addresses(cast: Any, at: Any) -> dict[str, str]:
    made = PAGES["things"](cast, at)
    return PAGES["addresses"](made)


def answer(client: Any, method: str, path: str) -> Any:
    """The response, with whatever it did taken back, so that the next one finds the same world."""
    with ExitStack() as undo:
        for side in ("default", "research"):
            undo.enter_context(transaction.atomic(using=side))
        response = getattr(client, method)(path)
        for side in ("default", "research"):
            transaction.set_rollback(True, using=side)
    return response


def to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))


def verdict(response: Any) -> str:
    """in, refused (403), sign in (302 to the entrance), or no such verb (405)."""
    if to_sign_in(response):
        return "sign in"
    if response.status_code >= 500:
        return "broken"
    return {403: "refused", 405: "no such verb"}.get(response.status_code, "in")


def expected(row: dict[str, str], method: str, person: str) -> set[str]:
    """What the matrix allows. Where nobody uses a verb, either guard may be the one that speaks."""
    may = {verb: who(told) for verb, told in row.items()}
    if person in may.get(method, set()):
        return {"in"}
    if any(person in people for people in may.values()):
        return {"no such verb"}
    closed = {"sign in" if person == "anonymous" else "refused"}
    return closed if method in may else closed | {"no such verb"}


@pytest.mark.parametrize("person", EVERYONE)
def test_the_matrix_holds(person: str, addresses: dict[str, str], sign_in: Any):
    client, wrong = sign_in(person), []
    client.raise_request_exception = False
    for name, row in rows().items():
        for method in ("get", "post", "put", "delete"):
            found = verdict(answer(client, method, addresses[name]))
            if found not in (wanted := expected(row, method, person)):
                wrong.append(f"{method.upper()} {name}: {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_the_entrance_guards_itself(addresses: dict[str, str], sign_in: Any):
    """Pages of an account are for its owner; the others are how one gets in."""
    nobody = sign_in("anonymous")
    ways_in = {"account_login", "account_signup", "account_inactive", "account_email_verification_sent"}
    for name in urls():
        if name.startswith(FRAMEWORKS) and name in addresses and name not in ways_in:
            response = answer(nobody, "get", addresses[name])
            assert response.status_code in {200, 302, 404, 405}, name
            assert b"@example.org" not in response.content, name
