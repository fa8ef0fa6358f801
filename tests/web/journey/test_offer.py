"""The catalogue, a proposal and its answer, the waiting list, needs that nothing answers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions import JourneyProblem
from werkzaam.web.journey.actions import offer as catalogue
from werkzaam.web.journey.actions import offer_proposal as actions
from werkzaam.web.journey.actions import offer_unmet as unmet
from werkzaam.web.journey.models import (
    Area,
    Circumstance,
    LanguageLevel,
    MeetingPlace,
    Offer,
    OfferProposal,
    UnmetNeed,
)
from werkzaam.web.journey.queries import offer as queries
from werkzaam.web.journey.queries.offer_match import fitting, match
from werkzaam.web.journey.queries.offer_unmet import unmet as counted
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.access import Refused

OUTSIDERS = ["chaima", "otto", "hana", "femke", "lotte", "dirk", "karim"]
EN = {"accept-language": "en"}


def acts(person_id):
    return [event.act for event in ledger.acts_on(person_id, side=GUIDANCE)]


def looks(person, act="journey.see_fitting"):
    return ledger.looks_at(person.pk, side=GUIDANCE).filter(act=act).count()


@pytest.fixture
def add(cast, at):
    def make(name="Taalcafé", by="hana", **more):
        values = {"kind": "language-course", "domain": "language", "organisation": cast.esdoorn} | more
        return catalogue.add_offer(by=cast.access(by), at=at, name=name, **values)

    return make


@pytest.fixture
def propose(cast, at):
    def make(trajectory, offer, by="bram", **more):
        values = {"id": uuid4(), "at": at} | more
        return actions.propose_offer(by=cast.access(by), trajectory=trajectory, offer=offer, **values)

    return make


@pytest.fixture
def answer(cast, at):
    def say(proposal, accepted=True, words="", by="bram", at=at):
        return actions.answer_offer(
            by=cast.access(by), at=at, proposal=proposal, accepted=accepted, answer=words
        )

    return say


def refused(code, call):
    with pytest.raises(JourneyProblem) as problem:
        call()
    assert problem.value.code == code


def test_an_offer_stands_once_in_a_catalogue(cast, at, add):
    add()
    refused("offer-exists", add)
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "ends-before-start"),
        ({"days": [0]}, "days"),
    ],
)
def test_an_impossible_offer_is_refused(wrong, code, add):
    refused(code, lambda: add(**wrong))
    assert not Offer.objects.exists()


@pytest.mark.parametrize("name", ["bram", "otto", "femke", "dirk", "amina"])
def test_others_do_not_edit_the_catalogue(name, cast, at, add):
    offer = add()
    with pytest.raises(Refused):
        add("Iets anders", by=name)
    with pytest.raises(Refused):
        catalogue.change_offer(by=cast.access(name), at=at, offer=offer, name="Gekaapt")
    assert Offer.objects.get().name == "Taalcafé"


def test_a_meeting_place_of_elsewhere_cannot_be_used(cast, add):
    place = MeetingPlace.objects.create(organisation=cast.iepen, name="Buurthuis Iepen")
    with pytest.raises(Refused):
        add(place=place)


def test_a_proposal_keeps_its_reasons_and_is_made_once(cast, at, start, add, propose):
    trajectory, offer, mine = start(needs=[("language", "Lezen")]), add(level="a2"), uuid4()
    first, again = (propose(trajectory, offer, id=mine, need=trajectory.needs.get()) for _ in range(2))
    assert first.pk == again.pk and acts(cast.amina.pk).count("journey.propose_offer") == 1
    assert "need:fits" in first.reasons and "level:unknown" in first.reasons
    refused("already-proposed", lambda: propose(trajectory, offer))
    refused("already-saved", lambda: propose(trajectory, add("Fietsles"), id=mine))


@pytest.mark.parametrize("change", [{"is_active": False}, {"ends_on": date(2026, 3, 1)}])
def test_what_is_over_is_not_proposed(change, start, add, propose):
    refused("offer-over", lambda: propose(start(), add(**change)))


def test_nothing_is_proposed_after_the_end(cast, at, start, add, propose):
    from werkzaam.web.journey import actions as journey

    trajectory = start()
    journey.end_trajectory(
        by=cast.access("bram"), at=at, trajectory=trajectory, ended_on=at.date(), exit_reason="work"
    )
    refused("already-ended", lambda: propose(trajectory, add()))


@pytest.mark.parametrize("name", OUTSIDERS)
def test_others_propose_answer_and_move_nothing(name, cast, at, many, add, propose, answer):
    (trajectory,) = many(1)
    proposal = propose(trajectory, add())
    before = ledger.count(side=GUIDANCE)
    writes = [
        lambda: propose(trajectory, Offer.objects.get(), by=name),
        lambda: answer(proposal, by=name),
        lambda: actions.move_proposal(by=cast.access(name), at=at, proposal=proposal, status="withdrawn"),
    ]
    for write in writes:
        with pytest.raises(Refused):
            write()
    assert ledger.count(side=GUIDANCE) == before


def test_who_can_sign_in_answers_in_person(cast, start, add, propose, answer):
    proposal = propose(start(), add())
    refused("answers-in-person", lambda: answer(proposal, by="bram"))
    assert answer(proposal, by="amina").status == "accepted"
    assert acts(cast.amina.pk)[0] == "journey.answer_offer"


def test_someone_else_with_an_account_answers_nothing_of_mine(cast, many, add, propose, answer):
    (trajectory,) = many(1)
    with pytest.raises(Refused):
        answer(propose(trajectory, add()), by="amina")


def test_a_no_has_a_reason_in_own_words(start, add, propose, answer):
    proposal = propose(start(), add())
    refused("reason-missing", lambda: answer(proposal, accepted=False, words="  ", by="amina"))
    done = answer(proposal, accepted=False, words="Ik werk dan al", by="amina")
    assert (done.status, done.answer) == ("declined", "Ik werk dan al")
    assert answer(done, accepted=False, words="x", by="amina").answer == "Ik werk dan al"
    refused("already-answered", lambda: answer(done, accepted=True, by="amina"))


def test_the_waiting_list_keeps_its_order_and_moves_up(cast, at, many, add, propose, answer):
    offer, people_here = add(capacity=1), many(3)
    first, second, third = (propose(one, offer) for one in people_here)
    answer(second)
    answer(third, at=at + timedelta(minutes=1))
    answer(first, at=at + timedelta(minutes=2))
    assert queries.places([offer.pk])[offer.pk] == queries.Places(taken=1, waiting=2)
    actions.move_proposal(by=cast.access("bram"), at=at, proposal=second, status="withdrawn")
    states = dict(OfferProposal.objects.values_list("pk", "status"))
    assert (states[third.pk], states[first.pk]) == ("accepted", "queued")
    assert acts(third.trajectory.person_id)[0] == "journey.give_place"


def test_more_places_take_in_who_waits(cast, at, many, add, propose, answer):
    offer = add(capacity=0)
    for one in many(3):
        answer(propose(one, offer))
    catalogue.change_offer(by=cast.access("hana"), at=at, offer=offer, capacity=2)
    assert queries.places([offer.pk])[offer.pk] == queries.Places(taken=2, waiting=1)
    catalogue.change_offer(by=cast.access("hana"), at=at, offer=offer, capacity=None)
    assert queries.places([offer.pk])[offer.pk] == queries.Places(taken=3, waiting=0)


def test_a_step_out_of_order_is_refused(cast, at, many, add, propose, answer):
    proposal = propose(many(1)[0], add())
    move = {"by": cast.access("bram"), "at": at}
    refused("changed-meanwhile", lambda: actions.move_proposal(**move, proposal=proposal, status="started"))
    answer(proposal)
    started = actions.move_proposal(**move, proposal=proposal, status="started")
    assert started.ended_on is None
    done = actions.move_proposal(**move, proposal=proposal, status="completed")
    assert done.ended_on == date(2026, 3, 2)
    refused("changed-meanwhile", lambda: actions.move_proposal(**move, proposal=proposal, status="stopped"))


def test_an_unmet_need_is_told_once_and_a_place_ends_it(cast, at, many, add, propose, answer):
    from werkzaam.web.journey import actions as journey

    (trajectory,), bram = many(1), cast.access("bram")
    need = journey.record_need(by=bram, at=at, trajectory=trajectory, domain="language", wish="Lezen")
    tell = {"by": bram, "at": at, "trajectory": trajectory, "need": need, "lack": "full"}
    assert unmet.record_unmet(**tell) == unmet.record_unmet(**tell)
    assert acts(trajectory.person_id).count("journey.record_unmet") == 1
    answer(propose(trajectory, add(capacity=1), need=need))
    assert UnmetNeed.objects.get().resolved_on == at.date()
    assert acts(trajectory.person_id)[0] == "journey.resolve_unmet"


def test_a_need_that_was_met_or_is_of_another_is_not_told(cast, at, many):
    from werkzaam.web.journey import actions as journey

    (mine, other), who = many(2), {"by": cast.access("bram"), "at": at}
    need = journey.record_need(**who, trajectory=mine, domain="money", wish="Rust")
    with pytest.raises(Refused):
        unmet.record_unmet(**who, trajectory=other, need=need, lack="full")
    need.met_on = at.date()
    need.save()
    refused("need-met", lambda: unmet.record_unmet(**who, trajectory=mine, need=need, lack="full"))


def tell(cast, at, trajectories, domain="money", lack="full"):
    from werkzaam.web.journey import actions as journey

    who = {"by": cast.access("bram"), "at": at}
    for one in trajectories:
        need = journey.record_need(**who, trajectory=one, domain=domain, wish="Rust")
        unmet.record_unmet(**who, trajectory=one, need=need, lack=lack)


def test_small_counts_of_unmet_needs_are_hidden_also_by_subtraction(cast, at, many):
    people_here = many(26)
    tell(cast, at, people_here[:12])
    tell(cast, at, people_here[12:23], domain="health", lack="distance")
    tell(cast, at, people_here[23:], domain="housing")
    found = counted(cast.access("femke"))
    assert found.people == 26
    assert {str(label): n for label, n in found.domains} and [n for _, n in found.domains].count(None) == 2
    assert sorted(n for _, n in found.domains if n is not None) == [12]


def test_a_person_with_many_needs_is_one_person(cast, at, many):
    (one,) = many(1)
    for _ in range(12):
        tell(cast, at, [one])
    found = counted(cast.access("femke"))
    assert found.people is None and all(n is None for _, n in [*found.domains, *found.lacks])


def test_what_is_known_of_a_person_reaches_the_match(cast, at, start, add):
    trajectory = start(needs=[("language", "Lezen")])
    place = MeetingPlace.objects.create(
        organisation=cast.esdoorn, name="Bibliotheek", latitude=52.04, longitude=6.9
    )
    offer = add(level="a2", place=place, days=[1])
    middle = {
        "level": "neighbourhood",
        "code": "BU00000001",
        "name": "Centrum",
        "neighbourhood": cast.centrum,
    }
    Area.objects.create(**middle, year=2024, latitude=51.0, longitude=6.9)
    Area.objects.create(**middle, year=2025, latitude=52.0, longitude=6.9)
    Circumstance.objects.create(
        trajectory=trajectory, days=[1, 2], travel_km=5, needs_childcare=True, by="x", updated_at=at
    )
    for skill, level, day in (("speaking", "a1", 1), ("speaking", "b1", 2), ("writing", "a2", 1)):
        LanguageLevel.objects.create(
            trajectory=trajectory, skill=skill, level=level, source="exam", on=date(2026, 2, day), by="x"
        )
    found = match(trajectory, offer)
    assert found.km == pytest.approx(4.448, abs=0.001)
    assert found.codes == [
        "need:fits", "level:fits", "distance:fits", "days:fits", "childcare:lacks", "places:fits",
    ]  # fmt: skip


def test_the_best_offers_stand_first_and_elsewhere_is_not_seen(cast, start, add):
    trajectory = start(needs=[("language", "Lezen"), ("money", "Rust")])
    add("Vol", capacity=0)
    add("Aanwezig", is_online=True)
    Offer.objects.create(organisation=cast.iepen, name="Iepenles", kind="course", domain="language")
    language, money = fitting(cast.access("bram"), trajectory, on=date(2026, 3, 2))
    assert [one.offer.name for one in language.found] == ["Aanwezig", "Vol"] and language.lack is None
    assert not money.found and money.lack == "no-offer"


# Pages


def test_the_page_of_fitting_offers_shows_reasons_and_proposes_once(cast, sign_in, start, add):
    trajectory = start(needs=[("language", "Brieven <b>lezen</b>")])
    add(capacity=0, has_childcare=True)
    browser, url = sign_in("bram"), reverse("journey:fitting", args=[trajectory.pk])
    page = browser.get(url, headers=EN).content.decode()
    assert "full: goes on the waiting list" in page and "Brieven &lt;b&gt;" in page
    assert looks(cast.amina) == 1
    form = dict(re.findall(r'name="(id|offer|need)" value="([^"]+)"', page))
    for _ in range(2):
        browser.post(reverse("journey:offer_propose", args=[trajectory.pk]), form)
    assert OfferProposal.objects.get().need == trajectory.needs.get()
    assert "Proposed already" in browser.get(url, headers=EN).content.decode()


@pytest.mark.parametrize("wrong", [{"id": "x"}, {"offer": "x"}, {"need": "999999"}, {}])
def test_a_broken_proposal_says_so(wrong, sign_in, start, add):
    trajectory, offer = start(), add()
    values = {"id": str(uuid4()), "offer": offer.pk} | wrong if wrong else {}
    url = reverse("journey:offer_propose", args=[trajectory.pk])
    page = sign_in("bram").post(url, values, follow=True, headers=EN).content.decode()
    assert "Nothing was proposed" in page and not OfferProposal.objects.exists()


def test_a_participant_reads_and_answers(cast, sign_in, start, add, propose):
    proposal = propose(start(), add(description="Praten <i>en</i> lezen"))
    browser, url = sign_in("amina"), reverse("journey:own_offer", args=[proposal.pk])
    assert url in browser.get(reverse("journey:own_offers")).content.decode()
    assert "Praten &lt;i&gt;" in browser.get(url).content.decode()
    kept = browser.post(url, {"accepted": "no", "answer": ""})
    assert kept.status_code == 422 and OfferProposal.objects.get().status == "proposed"
    browser.post(url, {"accepted": "no", "answer": "Te ver fietsen"})
    assert OfferProposal.objects.get().answer == "Te ver fietsen"
    page = sign_in("bram").get(reverse("journey:fitting", args=[proposal.trajectory_id])).content.decode()
    assert "Te ver fietsen" in page


def test_the_offer_of_another_is_closed(sign_in, many, add, propose):
    proposal = propose(many(1)[0], add())
    for pk in (proposal.pk, uuid4()):
        assert sign_in("amina").get(reverse("journey:own_offer", args=[pk])).status_code == 403


def test_a_coach_writes_down_the_answer_of_who_cannot_sign_in(sign_in, many, add, propose):
    proposal = propose(many(1)[0], add())
    url = reverse("journey:offer_answer", args=[proposal.pk])
    browser = sign_in("bram")
    assert browser.post(url, {"accepted": "no"}).status_code == 422
    assert browser.post(url, {"accepted": "yes", "answer": "Graag"}).status_code == 302
    browser.post(reverse("journey:offer_move", args=[proposal.pk]), {"status": "started"})
    assert OfferProposal.objects.get().status == "started"
    browser.post(reverse("journey:offer_move", args=[proposal.pk]), {"status": "hacked"})
    assert OfferProposal.objects.get().status == "started"


def test_nothing_fits_is_told_from_the_page(sign_in, start):
    trajectory = start(needs=[("health", "Beter slapen")])
    url = reverse("journey:unmet_add", args=[trajectory.pk])
    browser, need = sign_in("bram"), trajectory.needs.get()
    assert 'value="no-offer"' in browser.get(f"{url}?need={need.pk}&lack=no-offer").content.decode()
    assert browser.post(url, {"need": need.pk}).status_code == 422
    browser.post(url, {"need": need.pk, "lack": "no-offer"})
    told = UnmetNeed.objects.get()
    browser.post(reverse("journey:unmet_resolve", args=[told.pk]))
    told.refresh_from_db()
    assert told.resolved_on is not None


def offer_form(cast, **more):
    values = {"organisation": cast.esdoorn.pk, "name": "Fietsles", "kind": "course", "domain": "network"}
    return values | {"days": ["2", "4"], "capacity": "8", "is_active": "on"} | more


def test_the_catalogue_is_filled_searched_and_changed(cast, sign_in):
    browser = sign_in("lotte")
    browser.post(reverse("journey:offer_add"), offer_form(cast))
    offer = Offer.objects.get()
    assert offer.days == [2, 4] and offer.capacity == 8
    found = browser.get(reverse("journey:offers"), {"q": "fiets", "domain": "network"}).content.decode()
    assert "Fietsles" in found
    assert "Fietsles" not in browser.get(reverse("journey:offers"), {"domain": "money"}).content.decode()
    url = reverse("journey:offer_edit", args=[offer.pk])
    assert 'value="Fietsles"' in browser.get(url).content.decode()
    assert browser.post(url, offer_form(cast, name="Fietsles vrouwen")).status_code == 302
    wrong = browser.post(url, offer_form(cast, starts_on="2026-05-01", ends_on="2026-04-01"))
    assert wrong.status_code == 422 and "Fietsles" in wrong.content.decode()
    offer.refresh_from_db()
    assert offer.name == "Fietsles vrouwen" and offer.ends_on is None


def test_an_offer_names_only_people_of_the_own_team(cast, sign_in, start, add, propose):
    proposal = propose(start(), add())
    url = reverse("journey:offer", args=[proposal.offer_id])
    for name, seen in (("bram", True), ("mila", True), ("chaima", False), ("lotte", False), ("hana", False)):
        assert ("Voorbeeldsma" in sign_in(name).get(url).content.decode()) is seen, name
    assert looks(cast.amina) == 2
    assert sign_in("otto").get(url).status_code == 403


def test_the_municipality_sees_counts_and_no_names(cast, at, sign_in, many):
    people_here = many(13)
    tell(cast, at, people_here[:10])
    tell(cast, at, people_here[10:], domain="health", lack="level")
    page = sign_in("femke").get(reverse("journey:unmet_needs"), headers=EN).content.decode()
    assert re.search(r"<dd>13\s*</dd>", page) and "Verzonnen" not in page and "Rust" not in page
    assert not re.search(r">\s*(3|10)\s*<", page)


def test_due_and_line_of_time(cast, start, add, propose, answer):
    proposal = propose(start(), add())
    assert not queries.due(cast.access("bram"), on=date(2026, 3, 2))
    answer(proposal, by="amina")
    (due,) = queries.due(cast.access("bram"), on=date(2026, 3, 2))
    assert (due.person_id, due.url) == (
        cast.amina.pk,
        reverse("journey:fitting", args=[proposal.trajectory_id]),
    )
    assert not queries.due(cast.access("chaima"), on=date(2026, 3, 2))
    (entry,) = queries.entries(proposal.trajectory)
    assert (entry.kind, entry.what) == ("offer", proposal)


def test_query_counts_do_not_grow(cast, at, sign_in, many, add, propose, django_assert_max_num_queries):
    people_here = many(4)
    offers = [add(f"Les {n}", capacity=n % 3) for n in range(12)]
    tell(cast, at, people_here, domain="language")
    for one in people_here:
        for offer in offers[:6]:
            propose(one, offer)
    pages = [
        ("bram", reverse("journey:offers")),
        ("bram", reverse("journey:offer", args=[offers[0].pk])),
        ("bram", reverse("journey:fitting", args=[people_here[0].pk])),
        ("femke", reverse("journey:unmet_needs")),
        ("amina", reverse("journey:own_offers")),
    ]
    for name, url in pages:
        browser = sign_in(name)
        with django_assert_max_num_queries(15):
            assert browser.get(url).status_code == 200
