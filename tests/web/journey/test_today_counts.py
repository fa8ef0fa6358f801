"""Today says how much falls due: exactly as much as the pages behind it tell."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from werkzaam.web.journey.queries import topics

PAGES = runpy.run_path(str(Path(__file__).parents[2] / "pages.py"))
pytestmark = pytest.mark.django_db(databases=["default", "research"])


@pytest.mark.parametrize("person", ["bram", "mila", "chaima"])
def test_the_counts_are_those_of_the_pages(person, cast, at):
    PAGES["things"](cast, at)
    access, on = cast.access(person), at.date() + timedelta(days=60)
    told = {about: len(topics.due(access, about, on=on)) for about in topics.DUE}
    counts = topics.counts(access, on=on)
    assert {about: counts.get(about, 0) for about in topics.DUE} == told
    assert person != "bram" or any(told.values())


def test_counting_takes_two_questions(cast, at, django_assert_num_queries):
    PAGES["things"](cast, at)
    access = cast.access("bram")
    topics.counts(access, on=at.date())
    with django_assert_num_queries(2):
        topics.counts(access, on=at.date())


def test_what_waits_stands_on_my_plan(cast, at, sign_in):
    from django.urls import reverse

    made = PAGES["things"](cast, at)
    page = sign_in("amina").get(reverse("journey:own")).content.decode()
    assert reverse("journey:own_offer", kwargs=made["journey:own_offer"]) in page
    assert reverse("journey:proposal", kwargs=made["journey:proposal"]) in page
