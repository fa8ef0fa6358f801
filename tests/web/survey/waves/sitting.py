"""Who answers on a day, and how: at the own device, at Nora's telephone or from paper; or not to the end."""

from __future__ import annotations

from datetime import date, timedelta

from werkzaam.web.survey import cases
from werkzaam.web.survey.models import Invitation

from . import leaving, office
from .browser import Browser, Page
from .people import moment
from .respondent import Respondent
from .run import Run
from .truth import Turn

HALF_WAY = {
    "nl": "U begon met de vragen",
    "en": "You began with the questions",
    "ar": "بدأت بالإجابة عن أسئلة",
    "ti": "ጀሚርኩም ነይርኩም",
    "fa": "را شروع کردید",
    "tr": "sorularına başladınız",
    "uk": "Ви почали відповідати",
}


def answers(run: Run, wave: str, on: date) -> None:
    turns = [turn for turn in run.truth.turns.values() if turn.wave == wave]
    run.clock.set(on, 13)
    by_nora = [turn for turn in turns if turn.on == on and turn.mode in ("telephone", "paper")]
    if by_nora:
        nora = run.desk("nora")
        for turn in by_nora:
            _by_nora(run, nora, turn)
    run.clock.set(on, 19)
    for turn in turns:
        if turn.began == on:
            _begin(run, turn)
        elif turn.on == on and turn.mode in ("self", "helped"):
            _alone(run, turn)


def _respondent(run: Run, turn: Turn, browser: Browser) -> Respondent:
    member = run.truth.members[turn.person]
    return Respondent(member, turn, run.sheet, browser, run.device, run.clock.wait)


def _by_nora(run: Run, nora: Browser, turn: Turn) -> None:
    asked = Invitation.objects.get(round__wave__key=turn.wave, pseudonym=run.pseudonyms[turn.person])
    member = run.truth.members[turn.person]
    page = office.case(nora, cases.number(asked), member.phone, turn.mode)
    one = _respondent(run, turn, nora)
    page = one.answers(page, turn.seen)
    if turn.sends:
        _sent(run, turn, one.sends(page))


def _begin(run: Run, turn: Turn) -> None:
    """Five questions on the own telephone, and no more for some days."""
    one = _respondent(run, turn, run.device())
    one.answers(one.open(run.post.newest(turn.person)), 5)


def _alone(run: Run, turn: Turn) -> None:
    """By the own link: to the end, or until something comes between."""
    one = _respondent(run, turn, run.device())
    if turn.stumble == "closes":
        run.clock.set(turn.on, 23, 50)
    page = one.open(_link(run, turn))
    if turn.stumble == "offline":
        page = one.without_network(page)
    page = one.answers(page, turn.seen)
    if turn.stumble in ("closes", "withdraws"):
        _too_late(run, turn, one, page)
    if turn.stumble == "check":
        page = one.check(page)
    if turn.sends:
        _sent(run, turn, one.sends(page))


def _too_late(run: Run, turn: Turn, one: Respondent, page: Page) -> None:
    """Between two questions the window closes, or consent goes: the answer on the page is not taken, and told so."""
    if turn.stumble == "closes":
        run.clock.set(turn.on + timedelta(days=1), 0, 1)
    else:
        leaving.withdraw(run, turn.person)
    page = one.answers(page, 1)
    assert (page.status, page.language) == (410, turn.language)
    run.met[page.headers["X-Respond-Door"]] += 1


def _link(run: Run, turn: Turn) -> str:
    """The newest link; some take the oldest they have, which may be of a wave that is over, or replaced."""
    links = [item.link for item in run.post.boxes[turn.person] if item.link]
    if turn.stumble == "later":
        told = [item for item in run.post.since(turn.person, moment(turn.began or turn.on, 23)) if item.link]
        run.met["half-way"] += any(HALF_WAY[turn.language] in item.words for item in told)
    if turn.stumble != "oldest":
        return links[-1]
    for link in links:
        page = run.device().open(link)
        if page.status == 200 and "X-Respond-Door" not in page.headers:
            return link
        run.met[page.headers.get("X-Respond-Door", str(page.status))] += 1
    raise AssertionError(f"no link opens for {turn}")


def _sent(run: Run, turn: Turn, page: Page) -> None:
    assert page.headers.get("X-Respond-Door") == "done", f"{turn}: {page.words[:500]}"
    run.received[turn.person, turn.wave] += 1
