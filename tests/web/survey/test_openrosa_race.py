"""Exactly once, also where the same answers come over several connections at once: on a real server.

Run: python tests/postgres.py python -m pytest tests/web/survey/test_openrosa_race.py -p no:cov -n 0
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client

from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import queries as ledger
from werkzaam.web.ledger.models import Event
from werkzaam.web.survey import actions, cases
from werkzaam.web.survey.models import Delivery, DeliveryFile, Invitation, Submission
from werkzaam.web.survey.xform.served import served

CONNECTIONS, TIMES = 8, 40
pytestmark = [
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'", reason="SQLite in memory has one connection: run on PostgreSQL"
    ),
]


@pytest.fixture
def base(transactional_db, field, tokens, cast, at):
    account = str(cast.accounts["nora"].pk)
    _made, token = actions.make_collector(
        by=field.dirk, at=at, study=field.study, account=account, label="Tablet"
    )
    return f"/collect/{token}/submission"


def body(field, uuid, life):
    case = cases.number(Invitation.objects.get(pseudonym=field.els))
    return (
        f'<data id="{served(field.round).id}" version="{field.instrument.version}"><wz-case>{case}</wz-case>'
        f"<ladder>3</ladder><life>{life}</life><meta><instanceID>{uuid}</instanceID></meta></data>"
    ).encode()


def race(base, bodies):
    """Each of `bodies` posted once, over CONNECTIONS connections that start together; the statuses."""
    start = Barrier(CONNECTIONS)

    def worker(share):
        start.wait()
        try:
            return [post(base, one) for one in share]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [
            status
            for told in pool.map(worker, [bodies[n::CONNECTIONS] for n in range(CONNECTIONS)])
            for status in told
        ]


def post(base, content):
    files = {
        "xml_submission_file": SimpleUploadedFile("submission.xml", content, "text/xml"),
        "a.jpg": SimpleUploadedFile("a.jpg", b"a picture"),
    }
    response = Client().post(base, files)
    assert b'nature="submit_success"' in response.content
    return response.status_code


def test_forty_identical_submissions_are_one_and_all_are_told_received(base, field):
    assert connection.vendor == "postgresql"
    assert race(base, [body(field, "uuid:1", 7)] * TIMES) == [201] * TIMES
    assert (Delivery.objects.count(), Submission.objects.count(), DeliveryFile.objects.count()) == (1, 1, 1)
    assert Event.objects.using(RESEARCH).filter(act="survey.deliver").count() == 1
    assert ledger.first_break(side=RESEARCH) is None


def test_forty_different_answers_under_one_id_are_one_answer_and_the_rest_kept(base, field):
    statuses = Counter(race(base, [body(field, "uuid:1", n % 11) + b" " * n for n in range(TIMES)]))
    assert statuses == {201: 1, 202: TIMES - 1}
    kept = Delivery.objects.filter(status="kept")  # the reason depends on whether the first was there yet
    assert set(kept.values_list("reason", flat=True)) <= {"instance-differs", "already-answered"}
    assert (kept.count(), Delivery.objects.filter(status="taken").count()) == (TIMES - 1, 1)
    assert Submission.objects.count() == 1


def test_forty_interviews_with_one_person_are_one_answer_and_the_rest_kept(base, field):
    statuses = Counter(race(base, [body(field, f"uuid:{n}", n % 11) for n in range(TIMES)]))
    assert statuses == {201: 1, 202: TIMES - 1}
    kept = Counter(Delivery.objects.values_list("status", "reason"))
    assert kept == {("taken", ""): 1, ("kept", "already-answered"): TIMES - 1}
