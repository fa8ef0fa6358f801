"""The interviews of the demo: written down, without names, coded, with a round in which a little is left to settle."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from werkzaam.core.simulate import enschede

pytestmark = pytest.mark.django_db(databases=["default", "research"])


def test_the_interviews_are_loaded_through_the_rooms_own_actions():
    from werkzaam.web.demo import field, settle, talk
    from werkzaam.web.demo.cast import DAYS_IN, SEED, Stage
    from werkzaam.web.interview.models import Code, Coding, Pending, Round, Source, Talk
    from werkzaam.web.interview.queries import rounds

    today = timezone.localdate()
    whole = enschede(np.random.default_rng(SEED), today - timedelta(days=DAYS_IN))
    spoken_to = {one.person for one in whole.talks.interviews}
    stage = Stage(replace(whole, persons=tuple(one for one in whole.persons if one.key in spoken_to)), today)
    settle.settle(stage)
    field.register(stage)
    talk.talk(stage)

    assert (Source.objects.count(), Pending.objects.count(), Code.objects.count()) == (35, 0, 40)
    together = [one for one in whole.talks.markings if one.interview in talk.TOGETHER]
    alone = [one for one in whole.talks.interviews if one.key not in talk.TOGETHER]
    assert Coding.objects.count() == len(together) + sum(len(one.passages) for one in alone)
    names = {name for one in whole.talks.interviews for name in one.names}
    texts = "\n".join(Source.objects.values_list("text", flat=True))
    assert not [name for name in names if name in texts]
    found = Round.objects.get()
    compared = rounds.compared(found, on=today)
    questions = rounds.questions(found, compared, rounds.names(found))
    assert sum(one.decision is None for one in questions) == talk.LEFT_OPEN
    held = Talk.objects.filter(status="held")
    assert (held.count(), held.filter(source=None).count()) == (12, 0)
