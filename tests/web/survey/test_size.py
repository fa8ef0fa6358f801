"""What a respondent's page weighs on its way (4-looks §4.4)."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

BYTES = 15_000
LANGUAGES = ["nl", "en", "ar", "ti", "fa", "tr", "uk"]


@pytest.fixture
def els(field, tokens):
    return tokens[field.els]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_small_in_every_language(els, language):
    client, stylesheet = Client(), Path(finders.find("sites/respond.css")).stat().st_size
    client.post(reverse("respond:start", args=[els]), {"go": language})
    pages = [reverse("respond:question", args=[els, number]) for number in range(1, 17)]
    for where in [reverse("respond:start", args=[els]), *pages, reverse("respond:check", args=[els])]:
        page = client.get(where)
        writes = "rtl" if language in ("ar", "fa") else "ltr"
        assert f'<html lang="{language}" dir="{writes}">'.encode() in page.content
        assert len(page.content) + stylesheet < BYTES
