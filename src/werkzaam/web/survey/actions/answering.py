"""What a respondent does by the link, or an interviewer at the telephone or with a paper questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.core import measure
from werkzaam.core.measure.form import Answers, Fault, Screen
from werkzaam.sides import RESEARCH
from werkzaam.web.survey import filling, queries, rules, visits
from werkzaam.web.survey.actions.door import note, open_door
from werkzaam.web.survey.models import DraftAnswer, Invitation, Submission

REQUIRED = "answer-required"


@transaction.atomic(using=RESEARCH)
def begin(*, at: datetime, token: rules.Opener, language: str = "") -> Invitation:
    """The first opening is noted once; `language` (of the instrument) is how the pages speak from now on."""
    asked = open_door(at, token)
    if language in queries.questionnaire(asked).languages:
        asked.language = language
    if asked.mode in rules.ASKED_BY and isinstance(token, str):  # the respondent goes on alone
        asked.mode = rules.Mode.SELF.value
    if open_first(asked, at):
        note(at, "survey.begin", asked, token)
    asked.save(update_fields=["language", "mode"])
    return asked


@transaction.atomic(using=RESEARCH)
def say_who_helps(*, at: datetime, token: str, helper: str, language: str) -> Invitation:
    """Keep that somebody helps (a `rules.Helper`; blank: nobody does any more), and in which language."""
    asked = open_door(at, token)
    helped = helper in tuple(rules.Helper)
    asked.mode = (rules.Mode.HELPED if helped else rules.Mode.SELF).value
    asked.helper, asked.helper_language = (helper, language) if helped else ("", "")
    asked.save(update_fields=["mode", "helper", "helper_language"])
    note(at, "survey.say_who_helps", asked, token, {"mode": asked.mode})
    return asked


def save_answer(*, at: datetime, token: rules.Opener, item: str, raw: str) -> measure.Answer:
    """Keep one answer as typed or ticked, and return it; a blank is None. See `save_answers`."""
    return save_answers(at=at, token=token, raws={item: raw})[item]


def save_answers(*, at: datetime, token: rules.Opener, raws: Mapping[str, str]) -> dict[str, measure.Answer]:
    """Keep what was typed or ticked per address, and return it as it is counted. See `answer_page`."""
    asked, answers = answer_page(at=at, token=token, raws=raws)
    found = queries.questionnaire(asked)
    return {address: found.value(address, answers.given.get(address, "")) for address in raws}


@transaction.atomic(using=RESEARCH)
def answer_page(
    *, at: datetime, token: rules.Opener, raws: Mapping[str, str], page: visits.Shown | None = None
) -> tuple[Invitation, Answers]:
    """Keep what was typed or ticked per address; blank passes a question over and takes an earlier answer back.

    `page`: where and since when it was shown, noted with it. Raises LinkUnknown, DoorClosed, AnswerRefused (in the
    language that is active); then nothing changes.
    """
    asked, kept = _open(at, token)
    answers = queries.resumed(asked, kept, at)
    return asked, _put(asked, kept, answers, raws, page, at=at, by=token)


@transaction.atomic(using=RESEARCH)
def answer_shown(
    *,
    at: datetime,
    token: rules.Opener,
    page: visits.Shown,
    read: Callable[[Screen], Mapping[str, str]],
) -> tuple[Invitation, Answers] | None:
    """The same for a page that was shown, told by its first question; `read` says what was filled in on it.

    None where that page is not asked any more; then nothing changes.
    """
    asked, kept = _open(at, token)
    answers = queries.resumed(asked, kept, at)
    screens = queries.questionnaire(asked).form.visible(answers)
    screen = next((one for one in screens if one.asked[0].address == page.item), None)
    if screen is None:
        return None
    return asked, _put(asked, kept, answers, read(screen), page, at=at, by=token)


def _open(at: datetime, by: rules.Opener) -> tuple[Invitation, dict[str, str]]:
    asked = open_door(at, by)
    open_first(asked, at)
    return asked, queries.given(asked)


def _put(
    asked: Invitation,
    kept: Mapping[str, str],
    answers: Answers,
    raws: Mapping[str, str],
    page: visits.Shown | None,
    *,
    at: datetime,
    by: rules.Opener,
) -> Answers:
    if raws:
        answers = filling.put_all(queries.questionnaire(asked).form, answers, raws)
        keep(asked, kept, answers.given, at)
        note(at, "survey.save_answer", asked, by, {"items": sorted(raws), "round": asked.round_id})
    if page is not None:
        visits.note(asked, page, at=at, answered=bool(raws))
    return answers


@transaction.atomic(using=RESEARCH)
def submit(
    *, at: datetime, token: rules.Opener, mode: rules.Mode | str = "", helper_language: str = ""
) -> Submission:
    """Send what was kept; `mode` where it was not told before. Sending again changes nothing and returns what was sent.

    Raises LinkUnknown, DoorClosed, NothingAnswered, AnswersUnfinished.
    """
    known = queries.opened(token)
    if known is not None and (sent := queries.submission(known)) is not None:
        return sent
    asked = open_door(at, token)
    answers = _complete(asked, at)
    how = rules.Mode(mode or asked.mode)
    alone = how in (rules.Mode.SELF, rules.Mode.PAPER)
    sent = Submission.objects.create(
        invitation=asked,
        answers=answers,
        mode=how.value,
        helper_language="" if alone else helper_language or asked.helper_language,
        submitted_at=at,
        source=_source(asked, token),
        entered_by="" if isinstance(token, str) else token.account,
    )
    asked.drafts.all().delete()
    told: dict[str, object] = {"round": asked.round_id, "answers": len(answers), "mode": how.value}
    note(at, "survey.submit", asked, token, told)
    return sent


def _source(asked: Invitation, by: rules.Opener) -> str:
    """Through which door it came, as `models.SOURCES` names it."""
    if not isinstance(by, str):
        return "entry"
    return "offline" if visits.taken(asked.pseudonym, asked.round_id) else "web"


def _complete(asked: Invitation, at: datetime) -> dict[str, measure.Answer]:
    """What counts: every answer to what is asked, with what the form calculates from them."""
    kept, found = queries.given(asked), queries.questionnaire(asked)
    if not kept:
        raise rules.NothingAnswered(
            _("You have not answered a question yet. Please answer one or more questions.")
        )
    answers = queries.resumed(asked, kept, at)
    faults = [fault for fault in found.form.check(answers) if not _may_stay_open(asked, fault)]
    if faults:
        raise rules.AnswersUnfinished(
            _("Some questions still need an answer. They are marked below. Nothing is lost."),
            [fault.address for fault in faults],
        )
    return found.values(found.form.sent(answers))


def _may_stay_open(asked: Invitation, fault: Fault) -> bool:
    """Nobody has to answer what is for them alone while a helper sits beside them."""
    private = queries.questionnaire(asked).is_private(fault.address)
    return asked.mode == rules.Mode.HELPED.value and private and fault.code == REQUIRED


def open_first(asked: Invitation, at: datetime) -> bool:
    """Whether this is the first time: then what the form fills in by itself is there from the start."""
    if asked.opened_at is not None:
        return False
    asked.opened_at = at
    asked.save(update_fields=["opened_at"])
    started = queries.questionnaire(asked).form.start(queries.clock(at), asked.language)
    keep(asked, {}, started.given, at)
    return True


def keep(asked: Invitation, kept: Mapping[str, str], given: Mapping[str, str], at: datetime) -> None:
    """Only what changed is written: an answer can also take others away."""
    gone = [address for address in kept if address not in given]
    if gone:
        asked.drafts.filter(item__in=gone).delete()
    changed = {address: said for address, said in given.items() if kept.get(address) != said}
    if changed:
        DraftAnswer.objects.bulk_create(
            [
                DraftAnswer(invitation=asked, item=item, value=said, saved_at=at)
                for item, said in changed.items()
            ],
            update_conflicts=True,
            unique_fields=["invitation", "item"],
            update_fields=["value", "saved_at"],
        )


@transaction.atomic(using=RESEARCH)
def note_listening(*, at: datetime, token: rules.Opener, item: str) -> None:
    """A sound on the page of `item` (its address) was asked for. Raises LinkUnknown, DoorClosed."""
    asked = open_door(at, token)
    if queries.questionnaire(asked).form.place(item) is not None:
        visits.listened(asked, item, at=at)
