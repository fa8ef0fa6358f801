"""Several workers at the outbox, and eight presses of "send" at once: each message and each answer exists once.

Run: python tests/postgres.py python -m pytest tests/web/survey/test_outbox_race.py -p no:cov -n 0
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from werkzaam.web.survey import actions
from werkzaam.web.survey.models import Message, Submission
from werkzaam.web.survey.outbox import sending

pytestmark = [
    pytest.mark.django_db(databases=["default", "research"], transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'", reason="SQLite in memory has one connection: run on PostgreSQL"
    ),
]
AT_ONCE = 8


def together(act, many=AT_ONCE):
    """Call `act` in as many threads at the same moment; each with connections of its own."""
    start = threading.Barrier(many)

    def one(_number):
        start.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def test_several_workers_send_each_message_once(field, at):
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.amina, field.els])
    sent, lock = Counter(), threading.Lock()

    def deliver(_channel, address, _told):
        with lock:
            sent[address.email] += 1

    total = together(lambda: sending.send_due(at=at, deliver=deliver), many=4)
    assert connection.vendor == "postgresql"
    assert sum(total) == 2
    assert set(sent.values()) == {1}
    assert Message.objects.filter(status="sent", tries=1).count() == 2


def test_two_messages_of_one_person_do_not_leave_together(field, at):
    actions.invite(by=field.dirk, at=at, round=field.round, pseudonyms=[field.els])
    Message.objects.update(
        due_at=at - timedelta(hours=1)
    )  # invitation and both reminders, after a long pause
    sent = []
    together(lambda: sending.send_due(at=at, deliver=lambda *told: sent.append(told)), many=4)
    assert len(sent) == 1


def test_eight_presses_of_send_are_one_answer_and_everyone_is_thanked(field):
    now = timezone.now()
    token = actions.invite(by=field.dirk, at=now, round=field.round, pseudonyms=[field.els])[field.els]
    actions.begin(at=now, token=token)
    actions.save_answer(at=now, token=token, item="life", raw="8")

    def press():
        return Client().post(f"/r/{token}/check/", {"mode": "self"}, follow=True)

    pages = together(press)
    assert [page.status_code for page in pages] == [200] * AT_ONCE
    assert all("Dank u wel!" in page.content.decode() for page in pages)
    assert Submission.objects.get().answers["life"] == 8
