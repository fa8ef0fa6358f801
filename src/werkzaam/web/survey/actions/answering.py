"""What a respondent does by the link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.core import measure
from werkzaam.sides import RESEARCH
from werkzaam.web.ledger import actions as ledger
from werkzaam.web.survey import filling, queries, rules
from werkzaam.web.survey.models import DraftAnswer, Invitation, Submission

RESPONDENT = "respondent"  # who acts by a link; the ledger names the pseudonym as subject


@transaction.atomic(using=RESEARCH)
def begin(*, at: datetime, token: str, language: str = "") -> Invitation:
    """The first opening is noted once; `language` (of the instrument) is how the pages speak from now on."""
    asked = _open_door(at, token)
    if language in queries.questionnaire(asked).languages:
        asked.language = language
    if asked.opened_at is None:
        _open(asked, at)
        _note(at, "survey.begin", asked)
    asked.save(update_fields=["language", "opened_at"])
    return asked


def save_answer(*, at: datetime, token: str, item: str, raw: str) -> measure.Answer:
    """Keep one answer as typed or ticked, and return it; a blank is None. See `save_answers`."""
    return save_answers(at=at, token=token, raws={item: raw})[item]


@transaction.atomic(using=RESEARCH)
def save_answers(*, at: datetime, token: str, raws: Mapping[str, str]) -> dict[str, measure.Answer]:
    """Keep what was typed or ticked per address; blank passes a question over and takes an earlier answer back.

    Raises LinkUnknown, DoorClosed, AnswerRefused (in the language that is active); then nothing changes.
    """
    asked = _open_door(at, token)
    if asked.opened_at is None:
        _open(asked, at)
        asked.save(update_fields=["opened_at"])
    kept = queries.given(asked)
    found = queries.questionnaire(asked)
    answers = filling.put_all(found.form, queries.resumed(asked, kept, at), raws)
    _keep(asked, kept, answers.given, at)
    _note(at, "survey.save_answer", asked, {"items": sorted(raws), "round": asked.round_id})
    return {address: found.value(address, answers.given.get(address, "")) for address in raws}


@transaction.atomic(using=RESEARCH)
def submit(
    *, at: datetime, token: str, mode: rules.Mode | str = rules.Mode.SELF, helper_language: str = ""
) -> Submission:
    """Send what was kept. Sending again changes nothing and returns what was sent.

    Raises LinkUnknown, DoorClosed, NothingAnswered, AnswersUnfinished.
    """
    known = queries.invitation(token)
    if known is not None and (sent := queries.submission(known)) is not None:
        return sent
    asked = _open_door(at, token)
    answers = _complete(asked, at)
    how = rules.Mode(mode)
    sent = Submission.objects.create(
        invitation=asked,
        answers=answers,
        mode=how.value,
        helper_language="" if how in (rules.Mode.SELF, rules.Mode.PAPER) else helper_language,
        submitted_at=at,
    )
    asked.drafts.all().delete()
    _note(at, "survey.submit", asked, {"round": asked.round_id, "answers": len(answers), "mode": how.value})
    return sent


def _complete(asked: Invitation, at: datetime) -> dict[str, measure.Answer]:
    """What counts: every answer to what is asked, with what the form calculates from them."""
    kept, found = queries.given(asked), queries.questionnaire(asked)
    if not kept:
        raise rules.NothingAnswered(
            _("You have not answered a question yet. Please answer one or more questions.")
        )
    answers = queries.resumed(asked, kept, at)
    faults = found.form.check(answers)
    if faults:
        raise rules.AnswersUnfinished(
            _("Some questions still need an answer. They are marked below. Nothing is lost."),
            [fault.address for fault in faults],
        )
    return found.values(found.form.sent(answers))


def _open_door(at: datetime, token: str) -> Invitation:
    """The invitation, held until the end of the transaction, if its link opens the questions now."""
    Invitation.objects.select_for_update().filter(token_hash=rules.token_hash(token)).first()
    asked = queries.invitation(token)
    if asked is None:
        raise rules.LinkUnknown(_("This link does not work."))
    state = queries.door(asked, on=timezone.localdate(at))
    if state is not rules.Door.OPEN:
        raise rules.DoorClosed(
            _("This questionnaire cannot be filled in now. What you filled in is kept."), state
        )
    return asked


def _note(at: datetime, act: str, asked: Invitation, details: dict[str, object] | None = None) -> None:
    ledger.record(by=RESPONDENT, at=at, side=RESEARCH, act=act, subject=asked.pseudonym, details=details)


def _open(asked: Invitation, at: datetime) -> None:
    """The first time: what the form fills in by itself is there from the start."""
    asked.opened_at = at
    started = queries.questionnaire(asked).form.start(queries.clock(at), asked.language)
    _keep(asked, {}, started.given, at)


def _keep(asked: Invitation, kept: Mapping[str, str], given: Mapping[str, str], at: datetime) -> None:
    """Only what changed is written: an answer can also take others away."""
    gone = [address for address in kept if address not in given]
    if gone:
        asked.drafts.filter(item__in=gone).delete()
    changed = {address: said for address, said in given.items() if kept.get(address) != said}
    DraftAnswer.objects.bulk_create(
        [DraftAnswer(invitation=asked, item=item, value=said, saved_at=at) for item, said in changed.items()],
        update_conflicts=True,
        unique_fields=["invitation", "item"],
        update_fields=["value", "saved_at"],
    )
