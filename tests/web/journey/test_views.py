import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey import actions
from werkzaam.web.journey.models import Contact, Trajectory
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people import actions as people


def looks(person, act):
    return ledger.looks_at(person.pk, side=GUIDANCE).filter(act=act).count()


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def posted():
    """A whole quick contact as the browser posts it."""

    def values(trajectory, **more):
        return {
            "id": str(uuid4()),
            "trajectory": trajectory.pk,
            "channel": "telephone",
            "outcome": "held",
            "minutes": 15,
            "on": "2026-02-02",
            "note": "",
        } | more

    return values


def test_today_tells_whom_to_call(cast, sign_in, start, log):
    log(start(), date(2026, 1, 9))
    page = text(sign_in("bram").get(reverse("journey:today")))
    silent, spoken = page.index("14 dagen niet echt gesproken"), page.index("Pas nog gesproken")
    assert silent < page.rindex("Amina Voorbeeldsma", silent, spoken) and "9 januari" in page
    assert looks(cast.amina, "journey.see_today") == 1


def test_a_message_does_not_break_the_silence(cast, at, sign_in, start):
    trajectory = start()
    actions.log_contact(
        by=cast.access("bram"), at=timezone.now(), id=uuid4(), trajectory=trajectory, on=timezone.localdate(),
        channel="message", outcome="held", minutes=5,
    )  # fmt: skip
    page = text(sign_in("bram").get(reverse("journey:today")))
    assert (
        "Nog niet gesproken" in page
        and "laatste bericht" in page
        and "Je hebt iedereen gesproken" not in page
    )


def test_newcomers_wait_on_today_and_the_control_group_never(cast, sign_in, programme):
    page = text(sign_in("bram").get(reverse("journey:today")))
    assert reverse("journey:start", args=[cast.amina.pk]) in page
    assert "Els" not in page and str(cast.els.pk) not in page


def test_the_team_can_be_seen_whole(cast, at, sign_in, start):
    start()
    jan = people.open_account(by="system", at=at, email="jan@example.org", name="Jan Verzonnen")
    Trajectory.objects.update(coach=jan)
    browser = sign_in("bram")
    assert "Amina" not in text(browser.get(reverse("journey:today")))
    assert "Jan Verzonnen" in text(browser.get(reverse("journey:today"), {"whose": "team"}))
    assert "Amina" not in text(sign_in("chaima").get(reverse("journey:today"), {"whose": "team"}))


def intake(**more):
    forms = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}
    return forms | {"started_on": "2026-02-02", "dream": "Naaien", "strengths": "Geduld"} | more


def test_an_intake_starts_a_trajectory(cast, sign_in, programme):
    url, browser = reverse("journey:start", args=[cast.amina.pk]), sign_in("bram")
    assert "Starten met Amina" in text(browser.get(url))
    values = intake(
        **{
            "programme": programme.pk,
            "team": cast.north.pk,
            "form-0-domain": "work",
            "form-0-wish": "Iets met stof",
        }
    )
    page = text(browser.post(url, values, follow=True))
    assert "Het traject is gestart" in page and "Iets met stof" in page and "Naaien" in page
    assert Trajectory.objects.get().team == cast.north


def test_a_half_need_keeps_the_form(cast, sign_in, programme):
    url = reverse("journey:start", args=[cast.amina.pk])
    values = intake(**{"programme": programme.pk, "team": cast.north.pk, "form-1-wish": "Een huis"})
    answer = sign_in("bram").post(url, values)
    assert answer.status_code == 422 and "Een huis" in text(answer) and "Naaien" in text(answer)
    assert not Trajectory.objects.exists()


def test_a_day_outside_the_programme_keeps_the_form(cast, sign_in, programme):
    url = reverse("journey:start", args=[cast.amina.pk])
    values = intake(programme=programme.pk, team=cast.north.pk, started_on="2025-02-02")
    answer = sign_in("bram").post(url, values)
    assert answer.status_code == 422 and "loopt niet op die dag" in text(answer) and "Naaien" in text(answer)


def test_a_team_elsewhere_cannot_be_chosen(cast, sign_in, programme):
    url = reverse("journey:start", args=[cast.amina.pk])
    assert sign_in("bram").post(url, intake(programme=programme.pk, team=cast.south.pk)).status_code == 422


def test_a_persons_address_leads_to_the_right_page(cast, sign_in, programme, start):
    url, browser = reverse("journey:person", args=[cast.amina.pk]), sign_in("bram")
    assert browser.get(url).url == reverse("journey:start", args=[cast.amina.pk])
    assert browser.get(url).url != browser.get(reverse("journey:person", args=[start().person_id])).url
    assert browser.get(reverse("journey:person", args=[cast.els.pk])).status_code == 403


def test_one_page_tells_the_whole_story(cast, at, sign_in, start, log):
    trajectory = start(needs=[("health", "Beter slapen")])
    log(trajectory, date(2026, 1, 9), note="Sprak over <b>stage</b>")
    log(trajectory, date(2026, 1, 16), outcome="no-show")
    actions.rate_rung(
        by=cast.access("bram"),
        at=at,
        trajectory=trajectory,
        on=date(2026, 1, 9),
        rung=2,
        evidence="Zwemt wekelijks",
    )
    page = text(sign_in("bram").get(reverse("journey:trajectory", args=[trajectory.pk])))
    for words in (
        "Beter slapen",
        "Zwemt wekelijks",
        "Niet verschenen",
        "bepaald door: Jobcoach",
        "Fase: Intake",
    ):
        assert words in page
    assert "Sprak over &lt;b&gt;stage" in page and "Doorgegaan: 1." in page and "<svg" in page
    assert looks(cast.amina, "journey.see_trajectory") == 1


def test_the_figure_is_drawn_in_plain_numbers(cast, sign_in, start, log):
    """Dutch writes 1,5; an SVG must not."""
    trajectory = start()
    log(trajectory, date(2026, 1, 9))
    page = text(sign_in("bram").get(reverse("journey:trajectory", args=[trajectory.pk])))
    numbers = re.findall(r' (?:x|y|width|height|x1|y1)="([^"]*)"', page)
    assert len(numbers) > 20 and all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in numbers)


def test_quick_contact_saves_once(cast, sign_in, start, posted):
    trajectory, browser = start(), sign_in("bram")
    values = posted(trajectory, note="Belt morgen het taalhuis")
    for _ in range(2):
        page = browser.post(reverse("journey:quick"), values, follow=True)
    assert Contact.objects.count() == 1 and Contact.objects.get().minutes == 15
    assert "Contact bewaard" in text(page) and "Belt morgen het taalhuis" in text(page)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"channel": ""}, "Hoe"),
        ({"channel": "pigeon"}, "Hoe"),
        ({"on": "2025-01-01"}, "Deze dag valt buiten het traject"),
        ({"on": "31-31-31"}, "Dag"),
        ({"minutes": "veel"}, "Minuten"),
        ({"id": "x"}, "UUID"),
        ({"note": "x" * 501}, "Notitie"),
    ],
)
def test_an_error_keeps_the_form(wrong, words, cast, sign_in, start, posted):
    answer = sign_in("bram").post(
        reverse("journey:quick"), posted(start(), **{"note": "Blijft staan"} | wrong)
    )
    assert answer.status_code == 422 and words in text(answer)
    assert (wrong.get("note") or "Blijft staan") in text(answer) and not Contact.objects.exists()


def test_without_a_person_it_asks_for_one(cast, at, sign_in, many, posted):
    trajectory, _other = many(2)
    answer = sign_in("bram").post(reverse("journey:quick"), posted(trajectory) | {"trajectory": ""})
    assert answer.status_code == 422 and "Kies met wie je contact had" in text(answer)


def test_whoever_is_far_down_the_list_can_be_chosen_from_the_own_page(cast, at, sign_in, many, posted):
    """The panel on a person's page names one person only, also when six others were spoken to more lately."""
    people = many(9)
    for trajectory in people:
        answer = sign_in("bram").post(reverse("journey:quick"), posted(trajectory))
        assert answer.status_code == 302, text(answer)
    assert Contact.objects.count() == len(people)


def test_changed_content_can_be_saved_as_a_second_contact(cast, sign_in, start, posted):
    browser, values = sign_in("bram"), posted(start())
    browser.post(reverse("journey:quick"), values)
    again = browser.post(reverse("journey:quick"), values | {"note": "Nog een keer gebeld"})
    fresh = re.search(r'name="id" value="([^"]+)"', again.content.decode())[1]
    assert again.status_code == 422 and fresh != values["id"] and "Nog een keer gebeld" in text(again)
    browser.post(reverse("journey:quick"), values | {"note": "Nog een keer gebeld", "id": fresh})
    assert Contact.objects.count() == 2


def test_recent_people_come_first_and_the_rest_in_a_list(cast, sign_in, many, log):
    people_of_bram = many(10)
    log(people_of_bram[7], date(2026, 2, 2))
    page = text(sign_in("bram").get(reverse("journey:quick")))
    chips = re.findall(r'type="radio" name="trajectory" value="(\d+)"', page)
    assert len(chips) == 6 and chips[0] == str(people_of_bram[7].pk) and 'name="other"' in page


@pytest.mark.parametrize(
    ("page", "values", "words"),
    [
        ("need", {"domain": "work", "wish": "Rust in mijn geld"}, "Rust in mijn geld"),
        (
            "rung",
            {"rung": 3, "evidence": "Koor op dinsdag", "on": "2026-02-02"},
            "3 – georganiseerde activiteiten",
        ),
        ("phase", {"phase": "matching", "on": "2026-02-02"}, "Fase: Matching"),
        ("end", {"exit_reason": "work", "ended_on": "2026-02-02"}, "Werk gevonden"),
    ],
)
def test_small_pages_add_one_thing(page, values, words, cast, sign_in, start):
    url, browser = reverse(f"journey:{page}", args=[start().pk]), sign_in("bram")
    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 422
    assert words in text(browser.post(url, values, follow=True))
    for name in ("chaima", "otto", "hana", "amina"):
        assert sign_in(name).post(url, values).status_code == 403


def test_a_wrong_day_keeps_the_small_form(cast, sign_in, start):
    url = reverse("journey:rung", args=[start().pk])
    answer = sign_in("bram").post(url, {"rung": 3, "evidence": "Koor op dinsdag", "on": "2025-02-02"})
    assert (
        answer.status_code == 422
        and "Koor op dinsdag" in text(answer)
        and "buiten het traject" in text(answer)
    )


def test_a_coach_writes_down_a_consent(cast, at, sign_in, start):
    from werkzaam.web.consent import actions as consent

    consent.define_purpose(
        by="system",
        at=at,
        code="photo",
        text_nl="Foto",
        text_en="Photo",
        ground="consent",
        months=120,
    )
    start()
    url = reverse("journey:consents", args=[cast.amina.pk])
    browser = sign_in("bram")
    assert "Nog niet gekozen" in text(browser.get(url))
    assert looks(cast.amina, "consent.see_grants") == 1
    give = reverse("journey:give", args=[cast.amina.pk, "photo"])
    assert "de persoon zei ja" in text(browser.post(give, follow=True))
    stop = reverse("journey:withdraw", args=[cast.amina.pk, "photo"])
    assert "Gestopt" in text(browser.post(stop, follow=True))
    for name in ("chaima", "otto", "hana", "dirk"):
        assert sign_in(name).get(url).status_code == 403
        assert sign_in(name).post(give).status_code == 403
    assert browser.post(reverse("journey:give", args=[cast.els.pk, "photo"])).status_code == 403


def test_my_plan_is_mine(cast, sign_in, start, log):
    log(start(dream="Een naaiatelier", needs=[("work", "Iets met stof")]), date(2026, 1, 9), note="Taalhuis")
    page = text(sign_in("amina").get(reverse("journey:own")))
    for words in ("Een naaiatelier", "Iets met stof", "Bram", "Taalhuis", reverse("people:who_looked")):
        assert words in page


def test_an_empty_plan_says_what_comes(cast, sign_in):
    assert "Je plan begint binnenkort" in text(sign_in("amina").get(reverse("journey:own")))


def test_intensity_shows_the_gap_and_no_names(cast, at, sign_in, start):
    today = timezone.localdate()
    trajectory = start(started_on=today - timedelta(13))
    for days in (1, 8):
        actions.log_contact(
            by=cast.access("bram"), at=timezone.now(), id=uuid4(), trajectory=trajectory, on=today - timedelta(days),
            channel="office", outcome="held", minutes=30,
        )  # fmt: skip
    page = text(sign_in("hana").get(reverse("journey:intensity")))
    assert "2 contacten gepland en gingen er 2 door" in page and "Binnen de norm" in page and "Bram" in page
    assert "Amina" not in page and "Voorbeeld" not in page


def test_a_full_coach_is_seen(cast, sign_in, many):
    many(16)
    assert "Boven de norm" in text(sign_in("hana").get(reverse("journey:intensity")))


def test_the_municipality_sees_no_small_counts(cast, sign_in, many):
    many(9)
    page = text(sign_in("femke").get(reverse("journey:counts")))
    assert page.count("verborgen</span>") >= 2 and not re.search(r">\s*9\s*<", page)


def test_the_municipality_sees_large_counts(cast, sign_in, many):
    many(12)
    page = text(sign_in("femke").get(reverse("journey:counts")))
    assert re.search(r"<dd>12\s*</dd>", page) and "Verzonnen" not in page


STAFF = {"today": "bram", "quick": "bram", "own": "amina", "intensity": "hana", "counts": "femke"}


@pytest.mark.parametrize("page", STAFF)
@pytest.mark.parametrize("name", ["amina", "bram", "dirk", "femke", "hana", "ilse"])
def test_pages_open_to_their_own(page, name, cast, sign_in):
    allowed = STAFF[page] == name
    assert sign_in(name).get(reverse(f"journey:{page}")).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("name", ["chaima", "otto", "dirk", "femke", "hana", "ilse", "amina"])
def test_others_are_refused_and_learn_nothing(name, cast, sign_in, start, posted):
    trajectory, browser = start(), sign_in(name)
    here = browser.get(reverse("journey:trajectory", args=[trajectory.pk]))
    nowhere = browser.get(reverse("journey:trajectory", args=[trajectory.pk + 999]))
    assert here.status_code == nowhere.status_code == 403
    assert browser.post(reverse("journey:quick"), posted(trajectory)).status_code == 403
    assert browser.get(reverse("journey:start", args=[cast.amina.pk])).status_code == 403
    assert not Contact.objects.exists() and looks(cast.amina, "journey.see_trajectory") == 0


def test_query_counts_do_not_grow(cast, sign_in, many, log, django_assert_max_num_queries):
    for one in many(12):
        for day in range(5, 15):
            log(one, date(2026, 1, day))
    trajectory = Trajectory.objects.first()
    pages = [
        ("bram", reverse("journey:today"), 15),
        ("bram", reverse("journey:quick"), 12),
        ("bram", reverse("journey:trajectory", args=[trajectory.pk]), 15),
        ("bram", reverse("journey:consents", args=[trajectory.person_id]), 13),
        ("amina", reverse("journey:own"), 15),
        ("hana", reverse("journey:intensity"), 9),
        ("femke", reverse("journey:counts"), 7),
    ]
    for name, url, most in pages:
        browser = sign_in(name)
        with django_assert_max_num_queries(most):
            browser.get(url)
