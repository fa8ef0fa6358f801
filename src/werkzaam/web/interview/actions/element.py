"""Judge the evidence of an element in words; sign off quotes that may be published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkzaam.sides import RESEARCH
from werkzaam.web.interview import queries
from werkzaam.web.interview.actions.noted import BadQuote, check_listed, record
from werkzaam.web.interview.models import Code, Coding, Judgement, Quote, Quoting
from werkzaam.web.people.rules import Access


@transaction.atomic(using=RESEARCH)
def judge(*, by: Access, at: datetime, code: Code, answers: Mapping[str, str]) -> int:
    """Answers by question (`Judgement.Question`); an empty one takes the answer away. How many stand."""
    code = queries.code(by, "interview.code", code.pk)
    for question, text in answers.items():
        check_listed(question, Judgement.Question.values)
        if text.strip():
            values = {"text": text.strip(), "judged_at": at, "judged_by": by.account}
            Judgement.objects.update_or_create(code=code, question=question, defaults=values)
        else:
            Judgement.objects.filter(code=code, question=question).delete()
    record(by, at, "judge_element", "", code=code.pk, questions=sorted(answers))
    return code.judgements.count()


@transaction.atomic(using=RESEARCH)
def sign_quote(
    *, by: Access, at: datetime, coding: Coding, wording: str, told: Mapping[str, str], reason: str = ""
) -> Quote:
    """Sign off a quote with what is `told` of its speaker (names of attributes to values).

    Raises BadQuote where the speaker did not agree, where words that may only be told otherwise are used as they are,
    and where `told` fits too few people and no reason is given.
    """
    on = timezone.localdate(at)
    coding = queries.coding(by, "interview.code", coding.pk, on=on)
    _check_scope(coding, wording)
    known = queries.tellable(coding, by.account, on=on)
    chosen = {name: value for name, value in told.items() if known.get(name) == value}
    found = queries.population(coding.source.study, on=on).fits(chosen)
    if found.rare and not reason.strip():
        raise BadQuote(
            _(
                "What is told with this quote fits %(fewest)d people. Tell less, or write why it can be published."
            )
            % {"fewest": min(one.persons for one in found.rare)},
            code="interview-quote-rare",
        )
    values = {
        "wording": wording.strip(), "told": chosen, "fewest": found.study if chosen else None,
        "reason": reason.strip(), "signed_at": at, "signed_by": by.account,
    }  # fmt: skip
    quote, _new = Quote.objects.update_or_create(coding=coding, defaults=values)
    record(by, at, "sign_quote", queries.subject(coding.source), coding=coding.pk, told=sorted(chosen))
    return quote


def _check_scope(coding: Coding, wording: str) -> None:
    source = coding.source
    if coding.set_aside:
        raise BadQuote(_("The coders settled that this code does not hold here."))
    if source.quoting == Quoting.NONE:
        raise BadQuote(_("The speaker agreed to no quotes. Nothing of this passage may be published."))
    if not wording.strip():
        raise BadQuote(_("Write the words that may be published."))
    same = " ".join(wording.split()) in " ".join(source.text[coding.start : coding.end].split())
    if source.quoting == Quoting.PARAPHRASE and same:
        raise BadQuote(
            _("The speaker may only be told in other words: write it differently than it was said.")
        )


@transaction.atomic(using=RESEARCH)
def withdraw_quote(*, by: Access, at: datetime, coding: Coding) -> None:
    """Take a sign-off back."""
    coding = queries.coding(by, "interview.code", coding.pk, on=timezone.localdate(at))
    record(by, at, "withdraw_quote", queries.subject(coding.source), coding=coding.pk)
    Quote.objects.filter(coding=coding).delete()
