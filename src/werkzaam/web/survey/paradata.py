"""How a questionnaire was walked through: time, breaks, sound, help, and where people stopped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from werkzaam.web.survey.models import Invitation, Round, Visit
from werkzaam.web.survey.rules import Mode

LONGEST = timedelta(minutes=5)  # on one page; beyond it someone did something else
BREAK = timedelta(minutes=30)  # between two pages: another sitting


@dataclass(frozen=True, slots=True)
class ItemTime:
    """One page: seen by so many, half of them answered within so many seconds."""

    item: str
    seen: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Paradata:
    """Of one round. `minutes` and `breaks` of those who sent; `stopped` is (item, how many) of those who did not."""

    walked: int
    sent: int
    minutes: float | None
    with_break: int
    listened: int
    helped: int
    languages: list[tuple[str, int]]
    items: list[ItemTime]
    stopped: list[tuple[str, int]]


def paradata(found: Round) -> Paradata:
    """From the pages that were shown; people who answered elsewhere (paper, an app) left none."""
    walks: dict[int, list[Visit]] = defaultdict(list)
    for visit in Visit.objects.filter(invitation__round=found).order_by("shown_at", "pk").iterator(2000):
        walks[visit.invitation_id].append(visit)
    sent = set(Invitation.objects.filter(round=found, submission__isnull=False).values_list("pk", flat=True))
    done = [walk for number, walk in walks.items() if number in sent]
    ended = Counter(walk[-1].item for number, walk in walks.items() if number not in sent)
    return Paradata(
        walked=len(walks),
        sent=len(done),
        minutes=median(minutes(walk) for walk in done) if done else None,
        with_break=sum(1 for walk in done if breaks(walk)),
        listened=sum(1 for walk in walks.values() if any(visit.listened for visit in walk)),
        helped=sum(1 for walk in walks.values() if any(visit.mode != Mode.SELF.value for visit in walk)),
        languages=Counter(walk[-1].language for walk in walks.values()).most_common(),
        items=_items(walks.values()),
        stopped=ended.most_common(5),
    )


def minutes(walk: Sequence[Visit]) -> float:
    """Time on all pages together; a page left open counts for no more than five minutes."""
    return sum((_spent(visit) for visit in walk), timedelta()) / timedelta(minutes=1)


def breaks(walk: Sequence[Visit]) -> int:
    """How many times the person came back after half an hour or more."""
    ends = [visit.answered_at or visit.shown_at for visit in walk]
    return sum(1 for end, later in zip(ends, walk[1:], strict=False) if later.shown_at - end >= BREAK)


def _spent(visit: Visit) -> timedelta:
    return min(visit.answered_at - visit.shown_at, LONGEST) if visit.answered_at else timedelta()


def _items(walks: Iterable[Sequence[Visit]]) -> list[ItemTime]:
    """In the order in which the pages were first met."""
    seen: dict[str, set[int]] = defaultdict(set)
    spent: dict[str, list[float]] = defaultdict(list)
    for walk in walks:
        for visit in walk:
            seen[visit.item].add(visit.invitation_id)
            if visit.answered_at:
                spent[visit.item].append(_spent(visit).total_seconds())
    return [
        ItemTime(item, len(people), round(median(spent[item])) if spent[item] else 0)
        for item, people in seen.items()
    ]
