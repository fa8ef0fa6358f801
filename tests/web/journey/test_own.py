"""My data: all that guidance keeps on me, nothing on another, and nothing that leads to my answers in research."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.consent import actions as consent
from werkzaam.web.journey.actions import plan, record_need
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people import actions as people


@pytest.fixture
def lived(cast, at, start, log):
    """A trajectory with a contact, a need, a goal and a key in a study; and one of somebody else."""
    consent.define_purpose(
        by="system", at=at, code="research", text_nl="Onderzoek", text_en="Research", months=120,
        ground="scientific-research",
    )  # fmt: skip
    trajectory, bram = start(dream="Droom-merk", needs=[("work", "Wens-merk")]), cast.access("bram")
    log(trajectory, date(2026, 1, 9), note="Notitie-merk #strong[x] *y* $z$")
    goal = plan.write_goal(
        by=cast.access("amina"), at=at, id=uuid4(), trajectory=trajectory, words="Doel-merk"
    )
    plan.write_step(by=cast.access("amina"), at=at, id=uuid4(), goal=goal, words="Stap-merk")
    consent.grant(by=bram, at=at, person_id=cast.amina.pk, purpose="research", on=at.date())
    other = people.register_person(
        by=bram, at=at, organisation=cast.esdoorn, given_name="Yara", family_name="Verzonnen"
    )
    record_need(by=bram, at=at, trajectory=start(other), domain="work", wish="Vreemd-merk")
    return consent.issue_pseudonym(by=cast.access("ilse"), at=at, study="one", person_id=cast.amina.pk)


def test_all_my_data_and_only_mine(cast, sign_in, lived):
    sign_in("bram").get(reverse("people:persons"))
    answer = sign_in("amina").get(reverse("journey:own_data_json"))
    text = answer.content.decode()
    for mark in (
        "Droom-merk",
        "Wens-merk",
        "Notitie-merk",
        "Doel-merk",
        "Stap-merk",
        "amina.voorbeeld@example.org",
    ):
        assert mark in text
    for secret in ("Vreemd-merk", "Yara", "Evenbeeld", lived, "password", str(cast.accounts["bram"].pk)):
        assert secret not in text
    data = json.loads(text)
    assert [row["by"] for row in data["journey.need"]] == ["Bram"]
    assert {"by": "Bram", "act": "people.list_persons"}.items() <= data["looks"][1].items()
    assert len(data["consent.grant"]) == 1 and "attachment" in answer.headers["Content-Disposition"]


def test_the_same_on_paper(cast, sign_in, lived, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    made = sign_in("amina").get(reverse("journey:own_data_pdf"))
    path = tmp_path / "mine.pdf"
    path.write_bytes(made.content)
    assert made.content.startswith(b"%PDF") and len(pikepdf.open(path).pages) >= 1


def test_taking_my_data_is_written_down(cast, sign_in, lived):
    for name in ("own_data", "own_data_json", "own_data_pdf"):
        sign_in("amina").get(reverse(f"journey:{name}"))
        for who in ("bram", "hana", "dirk"):
            assert sign_in(who).get(reverse(f"journey:{name}")).status_code == 403
    taken = ledger.looks_at(cast.amina.pk, side=GUIDANCE).filter(act="journey.take_own_data")
    assert taken.count() == 3


def test_the_coach_sees_the_same_before_and_after_i_stop_with_research(cast, sign_in, lived):
    coach, url = sign_in("bram"), reverse("journey:consents", args=[cast.amina.pk])
    one = reverse("journey:trajectory", args=[cast.amina.trajectories.get().pk])

    def seen(path):
        page = coach.get(path).content.decode()
        return [
            line
            for line in page.splitlines()
            if "csrf" not in line and "nonce" not in line and 'name="id"' not in line
        ]

    before = seen(url), seen(one)
    sign_in("amina").post(reverse("consent:withdraw", args=["research"]))
    assert (seen(url), seen(one)) == before
