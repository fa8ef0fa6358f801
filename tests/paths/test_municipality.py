"""Femke's day at the municipality, in a real browser and in Dutch: refer, keep what was agreed, answer, count."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]


@pytest.fixture
def femke(wearing: Any) -> Any:
    return wearing("femke")


def test_someone_is_referred_and_taken_back(femke: Any, cast: Any, base: Any) -> None:
    from werkzaam.web.journey.models import Referral

    femke.go(reverse("journey:own_referrals"))
    assert femke.calm() == []
    femke.follow(reverse("journey:refer"))
    femke.fill(
        where=f"{base.programme_id}-{cast.esdoorn.pk}", given_name="Yara", family_name="Verzonnen",
        phone="0600000000", language="ar", reason="Zoekt werk in de zorg", agreed=True,
    )  # fmt: skip
    assert femke.calm() == []
    femke.send()
    femke.arrives(reverse("journey:own_referrals"))
    assert femke.calm() == []
    sent = Referral.objects.get()
    assert (sent.given_name, sent.source, sent.status) == ("Yara", "municipality", "waiting")
    femke.page.locator(
        f'form[action="{reverse("journey:referral_withdraw", args=[sent.pk])}"] button'
    ).click()
    expect(femke.page.locator(".wz-chip--accent")).to_have_count(0)
    sent.refresh_from_db()
    assert sent.status == "withdrawn"


def test_a_commitment_is_settled(femke: Any, made: Any) -> None:
    from werkzaam.web.journey.models import Commitment

    things = made("lines")
    femke.go(reverse("journey:commitments"))
    assert femke.calm() == []
    femke.follow(reverse("journey:commitment_settle", kwargs=things["journey:commitment_settle"]))
    femke.fill(status="not-kept", settled_on=timezone.localdate().isoformat())
    femke.send()  # not kept, and no word why: refused, all kept
    expect(femke.page.locator("[role=alert]")).to_be_visible()
    assert femke.calm() == []
    femke.fill(explanation="De klantmanager is ziek, een ander begint in maart")
    femke.send()
    femke.arrives(reverse("journey:commitments"))
    assert Commitment.objects.get().status == "not-kept"


def test_a_question_is_answered_without_a_name(femke: Any, cast: Any, made: Any) -> None:
    from werkzaam.web.journey.models import ShortLine

    made("lines")
    line = ShortLine.objects.get()
    femke.go(reverse("journey:short_lines"))
    assert femke.calm() == []
    femke.follow(reverse("journey:short_line", args=[line.pk]))
    expect(femke.page.locator("main")).not_to_contain_text("Amina")
    femke.fill(answer="Ja, op dinsdagavond. Bel mij voor een plaats.")
    assert femke.calm() == []
    femke.send()
    femke.arrives(reverse("journey:short_lines"))
    line.refresh_from_db()
    assert line.answer.startswith("Ja") and line.answered_by == cast.accounts["femke"]


def test_counts_and_unmet_needs_name_nobody(femke: Any, made: Any) -> None:
    made("offer")
    femke.go(reverse("journey:counts"))
    assert femke.calm() == []
    expect(femke.page.locator("main")).not_to_contain_text("Amina")
    femke.go(reverse("journey:unmet_needs"))
    assert femke.calm() == []
    expect(femke.page.locator("main")).not_to_contain_text("Amina")


def test_the_statutory_file_comes_from_what_really_happened(femke: Any, made: Any) -> None:
    made("practice")
    femke.go(reverse("journey:counts"))
    femke.follow(reverse("journey:statutory"))
    femke.follow(reverse("journey:provision_code"))
    femke.fill(provision="taster", code="21", label="Begeleiding", since_on="2026-01-01")
    assert femke.calm() == []
    femke.send()
    femke.arrives(reverse("journey:statutory"))
    femke.fill(since_on="2026-01-01", until_on="2026-03-31")
    femke.page.locator("main form[method=get] button").click()
    expect(femke.page).to_have_url(re.compile("until_on=2026-03-31"))
    assert femke.calm() == []
    with femke.page.expect_download() as taken:
        femke.page.locator(f'form[action="{reverse("journey:statutory_export")}"] button:not([name])').click()
    told = Path(taken.value.path()).read_text(encoding="utf-8")
    assert ";21;" in told.replace(",", ";")
