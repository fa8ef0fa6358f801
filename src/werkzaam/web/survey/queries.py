"""Reads on the field: what a link opens, the response per wave and arm, the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.db import connections
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from werkzaam.core import measure
from werkzaam.core.measure.form import Answers
from werkzaam.sides import RESEARCH
from werkzaam.web.consent import queries as consent
from werkzaam.web.people.access import refuse
from werkzaam.web.people.rules import Access
from werkzaam.web.study import queries as studies
from werkzaam.web.survey import rules
from werkzaam.web.survey.models import MODES, Instrument, Invitation, Link, Round, Submission
from werkzaam.web.survey.questionnaire import Questionnaire, ready
from werkzaam.web.survey.questionnaire import defined as defined  # other rooms read a sheet through here
from werkzaam.web.survey.rules import Door

SHIPPED = ("core-battery",)
_KNOWN: dict[tuple[int, str], Questionnaire] = {}


@lru_cache(maxsize=32)
def parsed(definition: str) -> measure.Instrument:
    """An instrument as core reads it; its text never changes, so reading it once will do."""
    return measure.kept(definition)


def shipped_text(key: str) -> str:
    """The text of an instrument that comes with Werkzaam (`key` is one of SHIPPED)."""
    return measure.shipped_text(key)


def instruments() -> QuerySet[Instrument]:
    return Instrument.objects.all()


def instrument(pk: int) -> Instrument:
    found = Instrument.objects.filter(pk=pk).first()
    if found is None:
        raise refuse()
    return found


def invitation(token: str) -> Invitation | None:
    """The invitation behind a link, with its round, study and submission; None for a token nobody got, or whose
    link has ended."""
    hashed = rules.token_hash(token)
    return _asked().filter(token_hash=hashed).first() or _asked().filter(_by_link(hashed)).first()


def opened(by: rules.Opener) -> Invitation | None:
    """The same, also for an interviewer at it."""
    return invitation(by) if isinstance(by, str) else _asked().filter(pk=by.invitation).first()


def held(by: rules.Opener) -> Invitation | None:
    """The same, held until the end of the transaction and only then read: what others wrote meanwhile is seen. A
    writer on SQLite holds all there is already."""
    if connections[RESEARCH].vendor != "sqlite":
        _hold(by)
    return opened(by)


def _hold(by: rules.Opener) -> None:
    rows = Invitation.objects.select_for_update().order_by().values_list("pk", flat=True)
    if not isinstance(by, str):
        rows.filter(pk=by.invitation).first()
        return
    hashed = rules.token_hash(by)
    if rows.filter(token_hash=hashed).first() is None:
        rows.filter(_by_link(hashed)).first()


ON_EVERY_PAGE = (
    *("round__opens_on", "round__closes_on", "round__study__code", "round__study__organisation"),
    *("round__study__title_nl", "round__study__title_en", "round__instrument__sha256", "submission__mode"),
)


def _asked() -> QuerySet[Invitation]:
    """With what every page reads, and no more: the rest is read where it is asked for."""
    own = [field.attname for field in Invitation._meta.concrete_fields]
    found = Invitation.objects.select_related("round__study", "round__instrument", "submission")
    return found.only(*own, *ON_EVERY_PAGE)


def _by_link(hashed: str) -> Q:
    found = Link.objects.filter(token_hash=hashed).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())
    )
    return Q(pk__in=found.values("invitation"))


def submission(asked: Invitation) -> Submission | None:
    return getattr(asked, "submission", None)


def door(asked: Invitation, *, on: date) -> Door:
    """What the link opens today. Consent is asked anew: withdrawal tells nobody."""
    return rules.door(
        submitted=submission(asked) is not None,
        allowed=consent.allows_pseudonym(asked.round.study.code, asked.pseudonym, on),
        opens_on=asked.round.opens_on,
        closes_on=asked.round.closes_on,
        on=on,
    )


def questionnaire(asked: Invitation) -> Questionnaire:
    """What is asked of this person."""
    return asked_in(asked.round)


def asked_in(asked: Round) -> Questionnaire:
    """What a round asks; a version never changes, so its texts are read from the database once."""
    found = asked.instrument
    key = (found.pk, found.sha256)
    if key not in _KNOWN:
        if len(_KNOWN) >= 32:
            _KNOWN.clear()
        _KNOWN[key] = ready(found.xform, found.definition)
    return _KNOWN[key]


def given(asked: Invitation) -> dict[str, str]:
    """What was filled in and not sent yet, as the form keeps it, by address."""
    return dict(asked.drafts.values_list("item", "value"))


def drafts(asked: Invitation) -> dict[str, measure.Answer]:
    """What was filled in and not sent yet, as it will be counted."""
    return questionnaire(asked).values(given(asked))


def resumed(asked: Invitation, kept: Mapping[str, str], at: datetime) -> Answers:
    """The form with what was kept: what is asked now follows from it."""
    return questionnaire(asked).form.resume(kept, clock(at), asked.language)


def clock(at: datetime) -> datetime:
    """The respondent's clock, as a form reads it."""
    return timezone.localtime(at).replace(tzinfo=None)


def round_of(study: studies.Study, pk: int) -> Round:
    """One round of this study. Raises Refused when it is another's."""
    found = Round.objects.filter(study=study, pk=pk).select_related("study", "wave", "instrument").first()
    if found is None:
        raise refuse()
    return found


def study_of(access: Access, permission: str, code: str) -> studies.Study:
    return studies.get(access, permission, code)


def waiting(found: Round, *, on: date) -> list[str]:
    """Pseudonyms in an arm whose consent stands and who were not invited in this round yet, in order."""
    invited = set(found.invitations.values_list("pseudonym", flat=True))
    members = set(studies.arms(found.study)) & consent.allowed_pseudonyms(found.study.code, on)
    return sorted(members - invited)


def unopened(found: Round) -> list[str]:
    """Pseudonyms whose link was never used: a letter may have got lost."""
    links = found.invitations.filter(opened_at__isnull=True, submission__isnull=True)
    return list(links.order_by("pseudonym").values_list("pseudonym", flat=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """The response of one arm in one round; `members` is how many the arm has in all."""

    arm: str
    members: int
    invited: int = 0
    opened: int = 0
    answered: int = 0

    @property
    def percent(self) -> int | None:
        """Answered of invited, whole percents; None before anyone is invited."""
        return round(100 * self.answered / self.invited) if self.invited else None


@dataclass(frozen=True, slots=True)
class Line:
    """One round with its cells, in the order of the arms."""

    round: Round
    door: Door
    cells: list[Cell]
    waiting: int = 0
    unopened: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """Response per wave and arm, in the order of the waves."""

    arms: list[str]
    lines: list[Line] = field(default_factory=list)

    @property
    def latest(self) -> Line | None:
        """The last round in which anyone was invited."""
        return next((line for line in reversed(self.lines) if any(cell.invited for cell in line.cells)), None)


def response_board(study: studies.Study, *, on: date) -> Board:
    """Counts per round and arm, by the database; only counts, nobody in particular."""
    arms = studies.arm_list(study)
    rounds = list(_rounds(study))
    counts = _counts(study)
    waiting = _waiting_counts(study, [found for found in rounds if found.closes_on >= on], on)
    lines = []
    for found in rounds:
        cells = [Cell(str(arm), arm.members, *counts.get((found.pk, arm.key), ())) for arm in arms]  # type: ignore[attr-defined]
        unused = sum(cell.invited - cell.opened for cell in cells)
        lines.append(Line(found, _state(found, on), cells, waiting.get(found.pk, 0), unused))
    return Board([str(arm) for arm in arms], lines)


def modes() -> list[tuple[str, str]]:
    """The ways to fill in a questionnaire, with what each is called in the language that is active."""
    return [(key, str(label)) for key, label in MODES]


def rounds(study: studies.Study) -> list[Round]:
    """What is or was in the field, in order of time, each with its wave and instrument."""
    return list(_rounds(study))


def _rounds(study: studies.Study) -> QuerySet[Round]:
    return (
        Round.objects.filter(study=study)
        .select_related("study", "wave", "instrument")
        .order_by("wave__months", "pk")
    )


def _state(found: Round, on: date) -> Door:
    return rules.door(
        submitted=False, allowed=True, opens_on=found.opens_on, closes_on=found.closes_on, on=on
    )


def _waiting_counts(study: studies.Study, rounds: list[Round], on: date) -> dict[int, int]:
    """How many each of these rounds could still invite (three reads, however many rounds)."""
    if not rounds:
        return {}
    members = set(studies.arms(study)) & consent.allowed_pseudonyms(study.code, on)
    invited: dict[int, set[str]] = {found.pk: set() for found in rounds}
    pairs = Invitation.objects.filter(round__in=rounds).values_list("round_id", "pseudonym")
    for number, pseudonym in pairs:
        invited[number].add(pseudonym)
    return {number: len(members - asked) for number, asked in invited.items()}


def _counts(study: studies.Study) -> dict[tuple[int, str], tuple[int, int, int]]:
    """(round, arm key) → invited, opened, answered."""
    rows = (
        Invitation.objects.filter(round__study=study, round__study__allocations__pseudonym=F("pseudonym"))
        .values("round_id", arm=F("round__study__allocations__arm__key"))
        .annotate(invited=Count("pk"), opened=Count("opened_at"), answered=Count("submission"))
        .order_by()
    )
    return {(row["round_id"], row["arm"]): (row["invited"], row["opened"], row["answered"]) for row in rows}


def answered(study: studies.Study) -> dict[str, frozenset[str]]:
    """The waves (keys) at which each pseudonym sent something, without what was sent."""
    rows = Submission.objects.filter(invitation__round__study=study).values_list(
        "invitation__pseudonym", "invitation__round__wave__key"
    )
    found: dict[str, set[str]] = {}
    for pseudonym, wave in rows:
        found.setdefault(pseudonym, set()).add(wave)
    return {pseudonym: frozenset(waves) for pseudonym, waves in found.items()}


@dataclass(frozen=True, slots=True)
class Response:
    """What one pseudonym sent at one wave; `answers` to the items of `instrument`, as asked then; `sent` is all.

    `sent` goes by address: several choices, dates and calculated values are in it too.
    """

    pseudonym: str
    wave: str
    answers: dict[str, measure.Answer]
    mode: str
    submitted_at: datetime
    language: str
    instrument: measure.Instrument
    sent: dict[str, measure.Answer] = field(default_factory=dict)


def responses(study: studies.Study) -> Iterator[Response]:
    """All that was sent in a study, by wave and pseudonym. Who freezes asks consent and notes the look."""
    sent = Submission.objects.filter(invitation__round__study=study).select_related(
        "invitation__round__wave", "invitation__round__instrument"
    )
    for found in sent.order_by("invitation__round__wave__months", "invitation__pseudonym").iterator(2000):
        asked = found.invitation
        instrument = parsed(asked.round.instrument.definition)
        keys = {item.key for item in instrument.items}
        yield Response(
            pseudonym=asked.pseudonym,
            wave=asked.round.wave.key,
            answers={key: answer for key, answer in found.answers.items() if key in keys},
            mode=found.mode,
            submitted_at=found.submitted_at,
            language=asked.language,
            instrument=instrument,
            sent=found.answers,
        )
