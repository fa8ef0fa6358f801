"""The Enschede-like study runs three waves over both arms in seven languages, as one run over HTTP.

Everything goes through the pages: Dirk opens the rounds, the outbox sends, links are read out of what arrived, and
everyone opens, reads, answers and sends by the forms that stand there. At the end the board, the flow figure, the
list of who may be lost and the exported files are held against the simulated truth, person by person.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from . import checks, course
from .drawn import truth
from .people import BEFORE, moment, settle
from .post import Post
from .run import Clock, Run
from .sheet import sheet

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases=["default", "research"])]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Run:
    settings.RESPOND_URL = "http://testserver/r/"
    settings.SMS_SENDER = "tests.web.survey.waves.post.text_message"
    known, clock = truth(), Clock(moment(BEFORE))
    monkeypatch.setattr("django.utils.timezone.now", clock)
    accounts, persons = settle(known)
    return Run(known, sheet(), clock, WSGIHandler(), accounts, persons, Post(known.members))


def test_three_waves_over_http(run: Run) -> None:
    course.walk(run)
    checks.everyone_was_told_once_what_is_kept(run)
    checks.every_stumble_was_met(run)
    checks.messages_went_where_they_should(run)
    checks.the_board_is_the_truth(run)
    checks.the_flow_figure_is_the_truth(run)
    checks.the_list_of_who_may_be_lost_is_the_truth(run)
    checks.thank_yous_are_owed_to_both_arms(run)
    checks.the_files_hold_every_answer(run)
