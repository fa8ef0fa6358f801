"""Dirk puts a questionnaire of his own in the field: first with faults, then right, then a new version."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]
SHEET = (Path(__file__).parents[1] / "web/survey/form.csv").read_text(encoding="utf-8")


def send(window: Any, text: str) -> None:
    window.go(reverse("survey:instruments"))
    file = {"name": "form.csv", "mimeType": "text/csv", "buffer": text.encode()}
    window.page.set_input_files("input[name=definition]", file)
    window.page.click("main form[enctype] button[type=submit]")
    window.page.wait_for_load_state("load")


def shoot(window: Any, name: str) -> None:
    """A picture to look at, where WERKZAAM_PICTURES names a folder."""
    if folder := os.environ.get("WERKZAAM_PICTURES"):
        window.page.screenshot(path=f"{folder}/instrument-{name}.png", full_page=True)


def test_faults_then_a_version_then_another(visitor: Any, sign_in: Any) -> None:
    dirk = visitor()
    dirk.wear(sign_in("dirk"))
    send(dirk, SHEET.replace("select_one yn", "select_one nowhere").replace("<= today()", "<="))
    shoot(dirk, "faults")
    assert dirk.page.locator("main tbody tr").count() == 2
    assert not dirk.calm()
    send(dirk, SHEET.replace("هل تعمل؟", ""))
    assert "Werkt u?" in dirk.page.inner_text("main")
    shoot(dirk, "first")
    assert not dirk.calm()
    send(dirk, SHEET.replace(",own-form,1,", ",own-form,2,").replace("Werkt u?", "Hebt u werk?"))
    assert "Veranderd sinds versie 1" in dirk.page.inner_text("main")
    shoot(dirk, "second")
    assert not dirk.calm()
