"""Lotte at the neighbourhood team, in a real browser and in Dutch: she sees what the question shares, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
]


@pytest.fixture
def lotte(wearing: Any) -> Any:
    return wearing("lotte", width=360)


def test_lotte_reads_what_was_shared_and_answers(lotte: Any, cast: Any, at: Any, base: Any) -> None:
    from werkzaam.web.journey.actions import lines_question
    from werkzaam.web.journey.models import ShortLine

    line = lines_question.ask_short_line(
        by=cast.access("bram"), at=at, id=base.person_id, trajectory=base, topic="other",
        whom=f"{cast.esdoorn.pk}:{cast.accounts['lotte'].pk}", shares=["need"], working_days=3,
        need=base.needs.get(), question="Is er plaats in de ochtendgroep?",
    )  # fmt: skip
    lotte.go(reverse("way:next"))
    lotte.arrives(reverse("journey:short_lines"))
    assert lotte.calm() == []
    lotte.follow(reverse("journey:short_line", args=[line.pk]))
    main = lotte.page.locator("main")
    expect(main).to_contain_text("Ik wil de brieven van school lezen")  # the need, as shared
    for kept in ("Amina", "Voorbeeldsma", "naaiatelier", "taalhuis"):  # name, dream, note: not shared
        expect(main).not_to_contain_text(kept)
    lotte.send()  # nothing typed: the browser says so, nothing is sent
    lotte.fill(answer="Ja, dinsdag en donderdag om negen uur.")
    assert lotte.calm() == []
    lotte.page.locator("main form button[type=submit]").last.dblclick()
    lotte.arrives(reverse("journey:short_lines"))
    assert ShortLine.objects.get().answered_by == cast.accounts["lotte"]
    lotte.go(f"{reverse('journey:short_lines')}?which=answered")
    assert lotte.calm() == []


def test_the_file_of_the_person_stays_closed(lotte: Any, base: Any) -> None:
    for name, about in (("trajectory", base.pk), ("plan", base.pk), ("placements", base.pk)):
        assert lotte.go(reverse(f"journey:{name}", args=[about])).status == 403
        expect(lotte.page.locator("main")).not_to_contain_text("Amina")
    assert lotte.calm() == []


def test_lotte_refers_someone(lotte: Any, cast: Any, base: Any) -> None:
    from werkzaam.web.journey.models import Referral

    lotte.go(reverse("journey:own_referrals"))
    lotte.follow(reverse("journey:refer"))
    lotte.fill(
        where=f"{base.programme_id}-{cast.esdoorn.pk}", given_name="Badr", family_name="Verzonnen",
        phone="0600000001", language="tr", reason="Wil graag koken", agreed=True,
    )  # fmt: skip
    lotte.send()
    lotte.arrives(reverse("journey:own_referrals"))
    assert lotte.calm() == []
    assert Referral.objects.get().source == "professional"
