"""The download of a study's measurements: whole, by pseudonym, of those alone who consent, and noted."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from werkzaam.sides import GUIDANCE, RESEARCH
from werkzaam.web.desk import actions
from werkzaam.web.ledger.models import Event

from .conftest import AFTER, LAST, moment


@pytest.fixture
def dirk(sign_in):
    browser = sign_in("dirk")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def address(pilot):
    return reverse("desk:data", args=[pilot.study.code])


def taken(pilot, on=AFTER, **more):
    content = actions.export(by=pilot.dirk(), at=moment(on), study=pilot.study, language="nl", **more)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rows(files, name="long.csv"):
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")), delimiter=";"))


def withdraw(pilot, person, on=date(2026, 7, 1)):
    from werkzaam.web.consent import actions as consent

    consent.withdraw(by=pilot.cast.access("bram"), at=moment(on), person_id=person.pk, purpose="research")


def test_everyone_who_consents_is_in_it_with_what_they_sent(pilot, lock):
    pilot.answer("t1", LAST, skip=1)
    files = taken(pilot)
    told = json.loads(files["manifest.json"])
    assert told["persons"] == {"all": 16, "by_arm": {"programme": 8, "control": 8}}
    assert [(one["wave"], one["questionnaires"]) for one in told["rounds"]] == [("t0", 16), ("t1", 14)]
    assert not any(one["unknown_items"] for one in told["rounds"])
    found = rows(files)
    assert {row["person"] for row in found} == set(pilot.keys.values())
    first = pilot.keys[pilot.persons["programme"][0].pk]
    ladder = {row["wave"]: row["ladder"] for row in found if row["person"] == first}
    assert ladder == {"t0": "1", "t1": "2"}
    assert {row["mode"] for row in found} == {"helped", ""}


def test_who_withdrew_is_in_no_file(pilot):
    gone = pilot.persons["programme"][0]
    before = taken(pilot)
    withdraw(pilot, gone)
    after = taken(pilot)
    key = pilot.keys[gone.pk]
    assert key in before["long.csv"].decode("utf-8-sig")
    assert len(rows(after, "wide.csv")) == 15
    assert not any(key.encode() in content for content in after.values())
    assert json.loads(after["manifest.json"])["rounds"][0]["questionnaires"] == 15


def test_no_name_or_id_of_a_person_is_in_it(pilot):
    files = taken(pilot, open_answers=True)
    people = [person for arm in pilot.persons.values() for person in arm]
    for person in people:
        for trace in (person.given_name, str(person.pk), person.pk.hex):
            assert not any(trace.encode() in content for content in files.values())


def test_the_same_study_gives_the_same_bytes(pilot):
    assert taken(pilot) == taken(pilot)


def test_each_person_in_it_was_looked_at_on_both_sides(pilot):
    taken(pilot)
    for side, ids in ((GUIDANCE, {str(pk) for pk in pilot.keys}), (RESEARCH, set(pilot.keys.values()))):
        looks = Event.objects.using(side).filter(act="desk.export", look=True).order_by("pk")
        subjects = [look.subject for look in looks]
        assert set(subjects) == ids
        assert subjects == sorted(subjects)
        assert looks[0].details["open_answers"] is False


def test_the_page_says_what_is_in_it_and_gives_the_zip(dirk, pilot, address):
    page = dirk.get(address)
    said = " ".join(BeautifulSoup(page.content, "html.parser").get_text(" ").split())
    assert "Questionnaires sent in 16" in said
    assert "These remain personal data" in said
    response = dirk.post(address)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith(f'attachment; filename="werkzaam-{pilot.study.code}-')
    assert response["Cache-Control"] == "no-store"
    assert zipfile.is_zipfile(io.BytesIO(response.content))


def test_own_words_go_along_when_asked_for(dirk, pilot, address):
    for chosen, expected in (({}, False), ({"open_answers": "on"}, True)):
        with zipfile.ZipFile(io.BytesIO(dirk.post(address, chosen).content)) as packed:
            told = json.loads(packed.read("manifest.json"))
        assert told["open_answers"]["included"] is expected
        assert ("helped" in told["open_answers"]["left_out"]) is not expected


def test_looking_at_the_page_is_no_look_at_persons(dirk, pilot, address):
    dirk.get(address)
    assert not Event.objects.using(RESEARCH).filter(act="desk.export").exists()


def test_a_study_where_nobody_consents_says_so(dirk, pilot, address):
    for person in [*pilot.persons["programme"], *pilot.persons["control"]]:
        withdraw(pilot, person) if person in pilot.persons["programme"] else _ilse(pilot, person)
    assert "Nothing was sent in yet" in dirk.get(address).content.decode()
    refused = dirk.post(address)
    assert refused.status_code == 409
    assert "nothing to download yet" in refused.content.decode()


def _ilse(pilot, person):
    from werkzaam.web.consent import actions as consent

    consent.withdraw(
        by=pilot.cast.access("ilse"), at=moment(date(2026, 7, 1)), person_id=person.pk, purpose="research"
    )


@pytest.mark.parametrize("name", ["bram", "hana", "ilse", "olga", "amina", "femke"])
def test_everyone_else_is_refused(sign_in, pilot, address, name):
    browser = sign_in(name)
    assert browser.get(address).status_code == 403
    assert browser.post(address).status_code == 403
    assert not Event.objects.using(RESEARCH).filter(act="desk.export").exists()


def test_the_study_page_leads_there(dirk, pilot, address):
    assert address in dirk.get(reverse("study:study", args=[pilot.study.code])).content.decode()
    assert address in dirk.get(reverse("desk:study", args=[pilot.study.code])).content.decode()
