"""What was proposed: for the plan and from the catalogue, with the answers people gave."""

from __future__ import annotations

from datetime import date, timedelta

from werkzaam.web.demo.cast import Stage, id_of, moment
from werkzaam.web.journey.actions import offer_proposal, offer_unmet, plan_proposal

NO = "De les valt samen met de tijd dat ik mijn zoon ophaal."
LACKS = ("full",) * 12 + ("childcare", "level", "no-offer", "distance", "full")


def propose(stage: Stage) -> None:
    _proposals(stage)
    _offers(stage)


def _proposals(stage: Stage) -> None:
    """Bram proposed three things: one was accepted, one was not, one waits for Amina's answer."""
    amina = stage.trajectories["p01"]
    told = (
        (200, "goal", "Leren fietsen, zodat u verder weg kunt werken.", "U zei dat de bus te duur is.", True),
        (120, "goal", "Elke dag een sollicitatiebrief schrijven.", "Oefening helpt.", False),
        (
            3,
            "step",
            "Bij Bakkerij Bloem langsgaan om kennis te maken.",
            "Gert zoekt iemand voor drie ochtenden.",
            None,
        ),
    )
    goal = amina.goals.get(pk=id_of("p01", "goal", 1))
    for days, kind, words, why, yes in told:
        on = stage.today - timedelta(days=days)
        made = plan_proposal.propose(
            by=stage.access("bram", on),
            at=moment(on),
            id=id_of("p01", "proposal", days),
            trajectory=amina,
            kind=kind,
            goal=goal if kind == "step" else None,
            words=words,
            why=why,
        )
        if yes is not None:
            plan_proposal.answer_proposal(
                by=stage.access("amina", on),
                at=moment(on + timedelta(days=1)),
                proposal=made,
                accepted=yes,
                answer="" if yes else "Dat is te veel. Een per week vind ik genoeg.",
            )


def _offers(stage: Stage) -> None:
    """Proposals with every answer there is, and needs that nothing answers."""
    told = (
        ("p01", "Rust in je geld", 400, "yes", ("started", "completed")),
        ("p01", "Taalles voor beginners", 300, "no", ()),
        ("p01", "Taal op de werkvloer", 4, "", ()),
        ("p05", "Digitaal op weg", 90, "yes", ("started",)),
        ("p09", "Digitaal op weg", 80, "yes", ("started",)),
        ("p02", "Digitaal op weg", 40, "yes", ()),
        ("p04", "Samen wandelen", 60, "yes", ("started",)),
        ("p13", "Werkplaats hout en textiel", 50, "yes", ("started",)),
        ("p06", "Taalmaatje aan huis", 30, "yes", ("started",)),
    )
    for key, name, days, answer, moves in told:
        _propose(stage, key, name, stage.today - timedelta(days=days), answer, moves)
    for number, lack in enumerate(LACKS):
        _lack(stage, f"p{number + 1:02}", lack)


def _lack(stage: Stage, key: str, lack: str) -> None:
    """Nothing answers what this person asked for: the municipality sees how often that happens."""
    on, trajectory = stage.today - timedelta(days=205), stage.trajectories[key]
    coach, need = stage.access(stage.coach(key), on), trajectory.needs.order_by("pk").last()
    offer_unmet.record_unmet(by=coach, at=moment(on), trajectory=trajectory, need=need, lack=lack)


def _propose(stage: Stage, key: str, name: str, on: date, answer: str, moves: tuple[str, ...]) -> None:
    coach, trajectory = stage.access(stage.coach(key), on), stage.trajectories[key]
    made = offer_proposal.propose_offer(
        by=coach,
        at=moment(on),
        id=id_of(key, "offer", name),
        trajectory=trajectory,
        offer=stage.offers[name],
        need=trajectory.needs.order_by("pk").first(),
    )
    if answer:
        yes = answer == "yes"
        made = offer_proposal.answer_offer(
            by=stage.access(stage.own(key), on),
            at=moment(on + timedelta(days=2)),
            proposal=made,
            accepted=yes,
            answer="" if yes else NO,
        )
    for number, status in enumerate(moves):
        at = moment(on + timedelta(days=5 + 60 * number))
        made = offer_proposal.move_proposal(by=coach, at=at, proposal=made, status=status)
