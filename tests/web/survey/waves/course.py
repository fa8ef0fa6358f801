"""The study day by day, from the plan to the day after the last wave."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

from django.core.management import call_command
from django.urls import reverse

from werkzaam.web.consent.models import Key
from werkzaam.web.survey.models import Round

from . import leaving, office, sitting
from .office import STUDY
from .run import Run
from .truth import CLOSES, OPENS, WAVES

LETTERS_ON = (0, 7, 14, 21, 28)
FORETOLD = 20  # day of the last wave on which the list of who may be lost is looked at


def walk(run: Run) -> None:
    """From the plan to the day after the last wave."""
    office.set_up(run.desk)
    key_of = {person.pk: key for key, person in run.persons.items()}
    run.pseudonyms = {key_of[one.person_id]: one.pseudonym for one in Key.objects.filter(study=STUDY)}
    for on in _days():
        _day(run, on)


def _days() -> Iterator[date]:
    on = OPENS["t0"]
    while on <= CLOSES["t2"] + timedelta(days=1):
        yield on
        on += timedelta(days=1)


def _day(run: Run, on: date) -> None:
    wave = next((one for one in WAVES if OPENS[one] <= on <= CLOSES[one]), None)
    leaving.leave(run, on)
    if wave is None:
        return
    day = (on - OPENS[wave]).days
    run.clock.set(on, 9)
    if day == 0:
        office.open_round(run.desk("dirk"), wave)
    if (wave, day) == ("t1", 21):
        office.renew(run.desk("dirk"), Round.objects.get(wave__key=wave).pk)
    run.clock.set(on, 10)
    _mail(run, day)
    if (wave, day) == ("t0", 1):
        leaving.opt_out(run)
    if (wave, day) == ("t2", FORETOLD):
        run.foretold = run.desk("dirk").open(reverse("survey:at_risk", args=[STUDY]))
    sitting.answers(run, wave, on)


def _mail(run: Run, day: int) -> None:
    """What is due goes out; Dirk prints the letters that are, and Ilse finds whose they are."""
    call_command("send_messages", stdout=io.StringIO())
    run.post.collect(run.clock.now)
    if day in LETTERS_ON and (content := office.letters_due(run.desk("dirk"))):
        whose = office.envelopes(run.desk("ilse"), run.truth)
        run.post.letters(run.clock.now, content, whose)
