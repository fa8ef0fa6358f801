"""Hana leads a programme, in a real browser and in Dutch: set up, copied, agreed upon, and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
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
def hana(wearing: Any) -> Any:
    return wearing("hana")


def also_leads(cast: Any, at: Any, organisation: Any) -> None:
    from werkzaam.web.people import actions as people
    from werkzaam.web.people.rules import RoleKind

    people.give_role(
        by="system", at=at, account=cast.accounts["hana"], kind=RoleKind.PROJECT_LEADER,
        organisation=organisation, since_on=date(2026, 1, 1),
    )  # fmt: skip


def test_a_programme_is_set_up_with_norm_pillar_and_parts_of_life(hana: Any) -> None:
    from werkzaam.web.journey.models import Programme

    hana.go(reverse("journey:programmes"))
    hana.follow(reverse("journey:programme_new"))
    facts = {"name": "Samen aan het werk", "code": "samen-2026", "theme": "", "aim": "Meedoen en werken"}
    hana.fill(**facts, starts_on="2026-09-01", ends_on="2026-03-01", months=6, caseload_norm=15)
    hana.send()  # ends before it starts
    expect(hana.page.locator("[role=alert]")).to_be_visible()
    assert hana.calm() == []
    hana.fill(ends_on="2027-09-01")
    hana.send()
    hana.page.locator("main h1", has_text="Samen aan het werk").wait_for()
    one = Programme.objects.get()
    hana.arrives(reverse("journey:programme", args=[one.pk]))
    add(hana, one, "norm", from_week=0, contacts_per_week=1.5)
    add(hana, one, "pillars", kind="coaching", name="Een vaste coach")
    hana.follow(reverse("journey:domains", args=[one.pk]))
    hana.fill(domain="language", reason="Veel deelnemers leren Nederlands")
    hana.send()
    expect(hana.page.locator("main .wz-list")).to_contain_text("Veel deelnemers leren Nederlands")
    assert hana.calm() == []
    hana.go(reverse("journey:programme", args=[one.pk]))
    assert hana.calm() == []
    assert (one.norm.get().contacts_per_week, one.pillars.get().name) == (1.5, "Een vaste coach")
    assert one.domains.get().domain == "language"


def add(hana: Any, one: Any, part: str, **typed: Any) -> None:
    """One part of a programme, from its own page and back to it."""
    hana.follow(reverse("journey:programme_part", args=[one.pk, part]))
    hana.fill(**typed)
    hana.send()
    hana.arrives(reverse("journey:programme", args=[one.pk]))


def test_a_programme_is_a_template_for_another_municipality(hana: Any, cast: Any, at: Any, made: Any) -> None:
    from werkzaam.web.journey.models import Programme

    also_leads(cast, at, cast.iepen)
    first = made("programme")["journey:programme"]["pk"]
    hana.go(reverse("journey:programme", args=[first]))
    hana.follow(reverse("journey:programme_copy", args=[first]))
    hana.fill(organisation=str(cast.iepen.pk), name="Buurt Werkt Iepen", code="buurtwerkt-iepen")
    hana.fill(starts_on="2026-12-01")
    assert hana.calm() == []
    hana.send()
    hana.page.locator("main h1", has_text="Buurt Werkt Iepen").wait_for()
    copy = Programme.objects.get(code="buurtwerkt-iepen")
    assert (copy.organisation, copy.copied_from_id) == (cast.iepen, first)
    assert copy.pillars.get().name == "Een vaste coach" and copy.norm.count() == 2
    assert hana.calm() == []


def test_a_commitment_and_an_offer_are_written_down(hana: Any, cast: Any, base: Any) -> None:
    from werkzaam.web.journey.models import Commitment, Offer

    hana.go(reverse("journey:commitments"))
    hana.follow(reverse("journey:commitment_add"))
    hana.fill(programme=str(base.programme_id), organisation=str(cast.esdoorn.pk))
    hana.fill(what="Kinderopvang op dinsdag", who="Teamleider jeugd")
    hana.fill(due_on=(timezone.localdate() + timedelta(60)).isoformat())
    assert hana.calm() == []
    hana.send()
    hana.arrives(reverse("journey:commitments"))
    assert Commitment.objects.get().what == "Kinderopvang op dinsdag"
    hana.go(reverse("journey:offers"))
    hana.follow(reverse("journey:offer_add"))
    hana.fill(name="Taalcafé", kind="language-course", domain="language", days=[2, 4], capacity=12)
    assert hana.calm() == []
    hana.send()
    expect(hana.page.locator("main table")).to_contain_text("Taalcafé")
    assert Offer.objects.get().days == [2, 4]
    assert hana.calm() == []


def test_what_became_of_it_stands_side_by_side(hana: Any, made: Any) -> None:
    for topic in ("practice", "outcome"):
        made(topic)
    for name in ("chain", "signals", "intensity"):
        hana.go(reverse(f"journey:{name}"))
        expect(hana.page.locator("main")).not_to_contain_text("Amina")
        assert hana.calm() == []


def test_the_funder_gets_a_table_in_which_small_counts_are_hidden(hana: Any, made: Any) -> None:
    for topic in ("programme", "outcome"):
        made(topic)
    hana.go(reverse("journey:outcomes"))
    hana.fill(since_on="2025-12-01", until_on="2026-03-31")
    hana.page.locator("main form[method=get] button").click()
    table = hana.page.locator(f'form[action="{reverse("journey:funder_export")}"] button:not([name])')
    table.wait_for()
    assert hana.calm() == []
    with hana.page.expect_download() as taken:
        table.click()
    told = Path(taken.value.path()).read_text(encoding="utf-8")
    assert "Gemeente Esdoorn" in told and "<10" in told and "Amina" not in told
