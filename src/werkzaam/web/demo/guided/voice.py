"""Experiences of discrimination, told by those who had them; a service that gives advice; a question about a look."""

from __future__ import annotations

from datetime import timedelta

from werkzaam.sides import GUIDANCE
from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import voice, voice_advice
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.ledger import queries as ledger_queries
from werkzaam.web.people import actions as people

OF_AMINA = (
    "Bij het uitzendbureau zeiden ze dat klanten liever iemand zonder hoofddoek hebben. Ik ben weggegaan."
)
SHORT = (
    ("job-search", "origin", "Nooit antwoord op mijn brieven. Met een andere naam wel."),
    ("work", "skin-colour", "Een klant wilde door een ander geholpen worden."),
    ("municipality", "nationality", "Aan de balie praatten ze met mijn zoon en niet met mij."),
)
QUESTION = "Ik ken Mila niet. Waarom keek zij in mijn dossier?"
ANSWER = "Mila leidt het team en neemt waar als Bram vrij is. Zij keek om een afspraak te verzetten."


def speak(stage: Stage) -> None:
    on = stage.today - timedelta(days=12)
    service = voice_advice.save_advice_service(
        by=stage.access("hana", on),
        at=moment(on),
        organisation=stage.organisations["voorbeeldstad"],
        name="Meldpunt Gelijk Behandeld",
        phone="0800 000 00 00",
        website="https://meldpunt.example",
    )
    told = voice.tell_experience(
        by=stage.access("amina", on),
        at=moment(on, 20),
        id=id_of("p01", "experience"),
        words=OF_AMINA,
        trajectory=stage.trajectories["p01"],
        setting="job-search",
        ground="religion",
        wanted="advice",
        readers=["coach"],
        happened_on=on - timedelta(days=2),
    )
    voice_advice.ask_advice(by=stage.access("amina", on), at=moment(on, 21), experience=told, service=service)
    _others(stage)
    _look_explained(stage)


def _others(stage: Stage) -> None:
    """Eleven more, whom nobody reads: they only count, so that the programme knows that it happens."""
    for n in range(2, 13):
        key, on = f"p{n:02}", stage.today - timedelta(days=15 * n)
        setting, ground, words = SHORT[n % len(SHORT)]
        voice.tell_experience(
            by=stage.access(key, on),
            at=moment(on, 20),
            id=id_of(key, "experience"),
            words=words,
            setting=setting,
            trajectory=stage.trajectories[key],
            ground=ground,
            wanted="only-told",
        )


def _look_explained(stage: Stage) -> None:
    """Mila looked, Amina asked why, Hana answered; a second question still waits."""
    amina, person = stage.access("amina", stage.today), stage.persons["p01"]
    for days in (30, 2):
        on = stage.today - timedelta(days=days)
        mila = stage.access("mila", on)
        ledger.looked(
            by=mila.account, at=moment(on), side=GUIDANCE, act="journey.see_trajectory", subjects=[person.pk]
        )
        event = ledger_queries.looks_at(person.pk, side=GUIDANCE).first()
        assert event is not None
        asked = people.object_to_look(by=amina, at=moment(on, 20), event=event.pk, words=QUESTION)
        if days > 2:
            later = on + timedelta(days=3)
            people.answer_objection(
                by=stage.access("hana", later), at=moment(later), objection=asked, answer=ANSWER
            )
