import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from werkzaam.sides import GUIDANCE
from werkzaam.web.ledger import actions
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.people.models import Account, Person


def intake(cast, **changes):
    fields = {
        "id": str(uuid.uuid4()),
        "given_name": "Yara",
        "family_name": "Verzonnen",
        "language": "ar",
        "phone": "",
        "email": "",
        "organisation": cast.esdoorn.pk,
        "neighbourhood": cast.centrum.pk,
    }
    return fields | changes


def test_a_coach_sees_participants_and_each_of_them_is_looked_at(cast, sign_in):
    page = sign_in("bram").get(reverse("people:persons"))
    assert "Amina Voorbeeldsma" in page.content.decode()
    looks = ledger.looks_at(cast.amina.pk, side=GUIDANCE)
    assert [look.actor for look in looks] == [str(cast.accounts["bram"].pk)]


def test_a_member_of_the_control_group_is_in_no_list(cast, sign_in):
    assert "Evenbeeld" not in sign_in("bram").get(reverse("people:persons"), {"q": "Els"}).content.decode()


def test_searching_narrows_the_list_and_the_looks(cast, sign_in):
    page = sign_in("bram").get(reverse("people:persons"), {"q": "nobody-of-this-name"})
    assert "Amina" not in page.content.decode()
    assert not ledger.looks_at(cast.amina.pk, side=GUIDANCE).exists()


@pytest.mark.parametrize("name", ["dirk", "amina", "hana"])
def test_others_may_not_see_the_list(name, sign_in):
    assert sign_in(name).get(reverse("people:persons")).status_code == 403


def test_a_coach_elsewhere_does_not_see_amina(sign_in):
    assert "Amina" not in sign_in("otto").get(reverse("people:persons")).content.decode()


def test_registering_leads_a_coach_to_the_start_of_the_trajectory(cast, sign_in):
    fields = intake(cast)
    response = sign_in("bram").post(reverse("people:register"), fields)
    yara = Person.objects.get(pk=fields["id"])
    assert (yara.origin, yara.language, yara.neighbourhood) == (Person.Origin.PARTICIPANT, "ar", cast.centrum)
    assert response.url == reverse("journey:start", args=[yara.pk])


def test_registering_leads_the_municipality_to_its_own_next_step(cast, sign_in):
    response = sign_in("femke").post(reverse("people:register"), intake(cast))
    assert response.url == reverse("way:next")


def test_posting_twice_registers_once(cast, sign_in):
    fields, bram = intake(cast), sign_in("bram")
    first, second = (bram.post(reverse("people:register"), fields) for _ in range(2))
    assert first.url == second.url
    assert Person.objects.filter(given_name="Yara").count() == 1


def test_a_neighbourhood_of_another_organisation_is_not_a_choice(cast, sign_in):
    from werkzaam.web.people import actions

    there = actions.add_neighbourhood(
        by="system", at=cast.amina.created_at, organisation=cast.iepen, code="iepen-oost", name="Oost"
    )
    page = sign_in("bram").post(reverse("people:register"), intake(cast, neighbourhood=there.pk))
    assert page.status_code == 200
    assert not Person.objects.filter(given_name="Yara").exists()


def test_a_form_with_a_fault_keeps_what_was_filled_in_and_points_at_the_field(cast, sign_in):
    page = sign_in("bram").post(reverse("people:register"), intake(cast, email="no address")).content.decode()
    assert 'value="Yara"' in page
    assert 'href="#id_email"' in page
    assert 'id="id_email_error"' in page


def test_a_researcher_may_not_register(cast, sign_in):
    assert sign_in("dirk").post(reverse("people:register"), intake(cast)).status_code == 403


def test_amina_sees_who_looked_and_how_often(cast, sign_in):
    bram = sign_in("bram")
    for _ in range(3):
        bram.get(reverse("people:persons"))
    page = sign_in("amina").get(reverse("people:who_looked")).content.decode()
    assert "Bram" in page
    assert "3×" in page


def test_a_freeze_is_told_as_what_it_is(cast, sign_in):
    dirk, amina = str(cast.accounts["dirk"].pk), cast.amina.pk
    actions.looked(by=dirk, at=timezone.now(), side=GUIDANCE, act="desk.freeze", subjects=[amina])
    page = sign_in("amina").get(reverse("people:who_looked"), headers={"accept-language": "nl"})
    assert "nam je gegevens mee in het onderzoek, zonder je naam" in page.content.decode()


def test_who_looked_is_for_the_participant(sign_in):
    assert sign_in("bram").get(reverse("people:who_looked")).status_code == 403


def test_a_chosen_language_is_kept_on_the_account(cast, sign_in):
    sign_in("bram").post(reverse("set_language"), {"language": "en", "next": "/"})
    assert Account.objects.get(pk=cast.accounts["bram"].pk).language == "en"
    subject = cast.accounts["bram"].pk
    assert ledger.acts_on(subject, side=GUIDANCE).filter(act="people.choose_language").exists()


def test_a_language_we_do_not_have_is_not_kept(cast, sign_in):
    sign_in("bram").post(reverse("set_language"), {"language": "xx", "next": "/"})
    assert Account.objects.get(pk=cast.accounts["bram"].pk).language == "nl"
