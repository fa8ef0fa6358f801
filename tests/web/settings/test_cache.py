"""The brakes on guessing count over processes: nobody gets twice as many tries because two processes serve."""

import subprocess
import sys
import time

import pytest
from django.test import RequestFactory

from werkzaam.web.settings.cache import Shared
from werkzaam.web.survey.respond import limit

COUNT = """
import sys
from django.conf import settings
settings.configure()
from werkzaam.web.settings.cache import Shared
here = Shared(sys.argv[1], {})
for _ in range(150):
    here.add("tries", 0, 600)
    here.incr("tries")
"""


@pytest.fixture
def shared(tmp_path):
    return Shared(tmp_path / "cache", {})


def test_four_processes_that_count_at_once_miss_nothing(tmp_path, shared):
    command = [sys.executable, "-c", COUNT, str(tmp_path / "cache")]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [one.wait(timeout=120) for one in running] == [0] * 4
    assert shared.get("tries") == 600


def test_counting_does_not_lengthen_the_wait(shared):
    shared.add("tries", 0, 0.4)
    assert shared.incr("tries") == 1
    time.sleep(0.2)
    assert shared.incr("tries") == 2
    time.sleep(0.3)
    assert shared.get("tries") is None
    with pytest.raises(ValueError, match="tries"):
        shared.incr("tries")


def test_what_never_ends_is_counted_too(shared):
    shared.set("all", 4, None)
    assert shared.incr("all", 3) == 7
    assert shared.get("all") == 7


def test_a_full_cache_lets_go_of_what_ended_before_what_counts(tmp_path):
    here = Shared(tmp_path / "cache", {"max_entries": 10})
    here.set("brake", 5, 600)
    for number in range(9):
        here.set(f"old-{number}", 1, 0.001)
    time.sleep(0.05)
    here.set("new", 1, 600)
    assert here.get("brake") == 5
    assert here.get("new") == 1


def test_a_code_guessed_at_one_process_is_braked_at_the_other(tmp_path, monkeypatch):
    """Every try comes to another handle on the folder, as web processes have them."""
    request = RequestFactory().post("/r/", REMOTE_ADDR="192.0.2.7")
    for _ in range(limit.CODES.most):
        monkeypatch.setattr(limit, "cache", Shared(tmp_path / "cache", {}))
        assert not limit.is_over(request, limit.CODES)
        limit.count_wrong(request, limit.CODES)
    monkeypatch.setattr(limit, "cache", Shared(tmp_path / "cache", {}))
    assert limit.is_over(request, limit.CODES)
    assert not limit.is_over(RequestFactory().post("/r/", REMOTE_ADDR="192.0.2.8"), limit.CODES)


def test_served_processes_share_it_by_default():
    from werkzaam.web import settings as ours

    assert ours.CACHES["default"]["BACKEND"] == "werkzaam.web.settings.cache.Shared"
    assert ours.CACHES["default"]["LOCATION"] == ours.DATA / "cache"
