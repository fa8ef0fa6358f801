"""No English or Dutch word stands on a participant's page in another language: every message said there has its own.

Each page is opened, and each form sent empty, in each language, while the catalogues write down what they lack.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from werkzaam.web.consent.models import Purpose
from werkzaam.web.journey.models import Goal

HERE = Path(__file__).parent
PAGES = runpy.run_path(str(HERE.parent / "pages.py"))
MATRIX = runpy.run_path(str(HERE / "test_matrix.py"))
TONGUES = [code for code, _name in settings.LANGUAGES if code not in settings.STAFF_LANGUAGES]
ROOMS = ("journey:", "people:", "consent:", "account_", "mfa_", "set_language", "sign_in")
CLOSES = {"account_logout", "set_language"}
RIGHT_TO_LEFT = {"ar", "fa"}
MACHINE = (
    "A machine made this translation. Nobody has checked it yet. "
    "Is something wrong or not clear? Tell your coach."
)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Messages that were asked of a language of participants and are not in it."""
    found: set[str] = set()

    def heard(name: str, *, one_of_many: bool) -> None:
        said = getattr(DjangoTranslation, name)

        def listening(self: Any, message: str, *rest: Any) -> Any:
            number = self.plural(rest[1]) if one_of_many else self.plural(1)
            known = message in self._catalog or (message, number) in self._catalog
            if message and not known and self.to_language() in TONGUES:
                found.add(f"{self.to_language()}: {message}")
            return said(self, message, *rest)

        monkeypatch.setattr(DjangoTranslation, name, listening)

    heard("gettext", one_of_many=False)
    heard("ngettext", one_of_many=True)
    return found


def mine() -> Iterator[str]:
    """Names of pages that a participant, or whoever has no account, can open."""
    for name, row in MATRIX["rows"]().items():
        if name.startswith(ROOMS) and {"amina", "open", "all"} & set(" ".join(row.values()).split()):
            yield name
    yield from (name for name in MATRIX["urls"]() if name.startswith(("account_", "mfa_")))


@pytest.fixture
def pages(cast: Any, at: Any) -> dict[str, str]:
    found = PAGES["addresses"](PAGES["things"](cast, at))
    return {name: found[name] for name in sorted(set(mine())) if name in found}


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("reader", ["amina", "anonymous"])
def test_every_message_has_words(
    reader: str, language: str, pages: dict[str, str], sign_in: Any, lacking: Any
):
    client = sign_in(reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.raise_request_exception = False
    opened = 0
    for name, path in {**pages, "nowhere": "/no-such-page/"}.items():
        opened += PAGES["is_page"](MATRIX["answer"](client, "get", path))
        if name not in CLOSES:
            MATRIX["answer"](client, "post", path)
    assert opened > (25 if reader == "amina" else 5)
    own_words = {f"{language}: {text}" for text in Purpose.objects.values_list("text_en", flat=True)}
    assert not lacking - own_words, "\n".join(sorted(lacking - own_words))


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_runs_the_way_of_its_script(language: str, cast: Any, sign_in: Any):
    client = sign_in("amina")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("journey:own")).content.decode()
    way = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    assert f'<html lang="{language}" dir="{way}"' in page
    with override(language):
        told = gettext(MACHINE) in page
    assert told == (language in settings.AWAITING_REVIEW)


@pytest.mark.parametrize(
    ("reader", "name", "languages"),
    [
        ("amina", "journey:own", 7),
        ("amina", "mfa_index", 7),
        ("anonymous", "account_login", 7),
        ("anonymous", "journey:self_referral", 7),
        ("anonymous", "public:publications", 2),
        ("bram", "journey:today", 2),
        ("bram", "mfa_index", 2),
        ("dirk", "study:studies", 2),
    ],
)
def test_a_page_offers_what_it_speaks(reader: str, name: str, languages: int, cast: Any, sign_in: Any):
    page = sign_in(reader).get(reverse(name)).content.decode()
    offered = [code for code, _name in settings.LANGUAGES if re.search(rf'(value|hreflang)="{code}"', page)]
    assert len(offered) == languages


def test_who_works_here_reads_dutch_where_the_browser_asks_for_another(cast: Any, sign_in: Any):
    page = sign_in("bram").get(reverse("journey:today"), headers={"accept-language": "ar"})
    assert '<html lang="nl" dir="ltr"' in page.content.decode()


def test_a_goal_in_another_script_keeps_its_direction(cast: Any, at: Any, sign_in: Any):
    made = PAGES["things"](cast, at)
    goal = Goal.objects.get(pk=made["journey:goal"]["pk"])
    Goal.objects.filter(pk=goal.pk).update(words="أريد عملًا")
    for page in (reverse("journey:goal", args=[goal.pk]), reverse("journey:own")):
        assert "<bdi>أريد عملًا</bdi>" in sign_in("amina").get(page).content.decode()
    plan = reverse("journey:plan", args=[goal.trajectory_id])
    assert "<bdi>أريد عملًا</bdi>" in sign_in("bram").get(plan).content.decode()
