"""Short lines and commitments: what the municipality agreed to, questions with their clock, and a warm hand-over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import hand_over, lines, lines_question

COMMITMENTS = (
    ("Een vaste contactpersoon bij Werk en Inkomen.", "Femke Lettergreep", 480, 450, "kept", ""),
    ("Reiskosten naar training en stage vergoeden.", "Afdeling Werk en Inkomen", 470, 400, "kept", ""),
    (
        "Twee werkplekken in het gemeentehuis.",
        "Afdeling Personeel",
        400,
        200,
        "not-kept",
        "Er was geen begeleider beschikbaar.",
    ),
    ("Kinderopvang tijdens de taalles.", "Team Jeugd", 300, 12, "open", ""),
    ("Elke maand nieuwe aanmeldingen uit de wijk.", "Wijkteams", 200, -45, "open", ""),
    ("Een oplossing voor mensen die wachten op schuldhulp.", "Schulddienstverlening", 90, -10, "open", ""),
)
QUESTIONS = (
    (
        "p01",
        "benefit",
        "Mag iemand twee maanden onbetaald leren in een bakkerij en de uitkering houden?",
        20,
        2,
        "Ja. Meld het vooraf, dan zet ik het in de brief.",
    ),
    (
        "p05",
        "debt",
        "Hoe lang is de wachttijd voor schuldhulp nu?",
        45,
        4,
        "Vier weken. Bij spoed bel je mij.",
    ),
    (
        "p09",
        "childcare",
        "Is er nog een plek op de opvang bij de taalles?",
        30,
        1,
        "Ja, op maandag en woensdag.",
    ),
    ("p13", "health", "Bij wie kan iemand terecht voor slaapklachten door de oude baan?", 6, None, ""),
    ("p01", "civic-integration", "Telt onze training mee voor de module arbeidsmarkt?", 1, None, ""),
)
PAGE = (
    "Ik wil graag:\nBuschauffeur worden.\n\nIk ben goed in:\nGoed organiseren en koken voor veel mensen.\n\n"
    "Nu bezig met:\nMijn theorie leren. Bram belt elke week om te oefenen."
)


def keep_lines(stage: Stage) -> None:
    _commitments(stage)
    _questions(stage)
    _hand_overs(stage)


def _commitments(stage: Stage) -> None:
    for what, who, agreed, due, status, why in COMMITMENTS:
        on, until = stage.today - timedelta(days=agreed), stage.today - timedelta(days=due)
        made = lines.agree_commitment(
            by=stage.access("hana", on),
            at=moment(on),
            programme=stage.programme,
            what=what,
            who=who,
            agreed_on=on,
            organisation=stage.organisations["voorbeeldstad"],
            due_on=until,
        )
        if status != "open":
            femke = stage.access("femke", until)
            lines.settle_commitment(
                by=femke, at=moment(until), commitment=made, status=status, settled_on=until, explanation=why
            )


def _questions(stage: Stage) -> None:
    town = stage.organisations["voorbeeldstad"].pk
    for number, (key, topic, words, days, after, answer) in enumerate(QUESTIONS):
        asked, who = (
            moment(stage.today - timedelta(days=days), 9),
            "lotte" if topic in ("debt", "health") else "femke",
        )
        line = lines_question.ask_short_line(
            by=stage.access("bram", asked.date()),
            at=asked,
            id=id_of(key, "question", number),
            topic=topic,
            trajectory=stage.trajectories[key],
            whom=f"{town}:{stage.accounts[who].pk}",
            question=words,
            working_days=3,
            shares=["phase"],
        )
        if after is not None:
            lines_question.answer_short_line(
                by=stage.access(who, stage.today),
                at=asked + timedelta(days=after, hours=2),
                line=line,
                answer=answer,
            )


def _hand_overs(stage: Stage) -> None:
    """Amina reads a page that would go to Nadia when Bram has other work; another one waits for Bram's own answer."""
    team = stage.teams["north"].pk
    asked = moment(stage.today - timedelta(days=1), 11)
    hand_over.ask_hand_over(
        by=stage.access("bram", asked.date()),
        at=asked,
        trajectory=stage.trajectories["p01"],
        page=PAGE,
        working_days=5,
        receiver=f"{stage.accounts['nadia'].pk}:{team}",
    )
    given = hand_over.ask_hand_over(
        by=stage.access("nadia", asked.date()),
        at=asked,
        trajectory=stage.trajectories["p23"],
        page=PAGE,
        working_days=5,
        receiver=f"{stage.accounts['bram'].pk}:{team}",
    )
    # Who cannot sign in hears the page read aloud by the coach.
    hand_over.approve_page(
        by=stage.access("nadia", asked.date()), at=timezone.now(), hand_over=given, approved=True
    )
