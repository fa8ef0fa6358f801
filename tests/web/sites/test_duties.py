"""What a worker looks at without being asked: in time, and never at the cost of its other work."""

import pytest
from django.db import DatabaseError

from werkzaam.web.sites.duties import Duty, look_round, usual_duties
from werkzaam.web.survey.outbox import task


def test_each_look_comes_once_in_its_time():
    seen = []
    duties = [Duty(lambda: seen.append("minute"), every=60), Duty(lambda: seen.append("hour"), every=3600)]
    assert [look_round(duties, now=now) for now in (1000.0, 1030.0, 1059.9, 1060.0, 4700.0)] == [
        2,
        0,
        0,
        1,
        2,
    ]
    assert seen == ["minute", "hour", "minute", "minute", "hour"]


def test_a_look_that_fails_stops_no_other_and_comes_again():
    seen = []

    def fails():
        seen.append("failed")
        raise ValueError

    duties = [Duty(fails, every=60), Duty(lambda: seen.append("looked"), every=60)]
    assert look_round(duties, now=0.0) == 2
    assert look_round(duties, now=60.0) == 2
    assert seen == ["failed", "looked"] * 2


def test_a_database_that_is_away_is_the_workers_own_matter():
    def away():
        raise DatabaseError

    with pytest.raises(DatabaseError):
        look_round([Duty(away, every=60)], now=0.0)


def test_the_outbox_is_looked_at_every_minute():
    assert [(one.look, one.every) for one in usual_duties()] == [(task.look, 60.0)]
