"""What disclosure control did to an edition, for the second person who releases it: never the numbers themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from werkzaam.core.report.disclosure.rules import Rules

SCHEMA = "werkzaam-disclosure/1"
FILE = "disclosure.json"
"""Stands in a draft only: what is published tells by itself what it withholds."""


class Why(StrEnum):
    """Why a number is withheld."""

    FEW = "few"  # fewer persons than the threshold; a reader is told so
    HIDING = "hiding"  # large enough, but with it a small group could be worked out
    FOLLOWS = "follows"  # a share, mean or estimate that rests on, or gives away, such a group
    DOMINATED = "dominated"  # one or two persons hold nearly all of it, or could work out each other's part
    EARLIER = "earlier"  # beside an earlier edition it would give a small group away


@dataclass(frozen=True, slots=True)
class Withheld:
    """One number: its evidence path, why it is withheld and the tables and sentences it would have stood in."""

    path: str
    why: Why
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader of the draft must look at: of which check, in which file or quote, and of what kind."""

    check: str  # "quotes", "files" or "metadata"
    where: str
    kind: str


@dataclass(frozen=True, slots=True)
class Account:
    """`numbers` were held against the rules, of which `withheld` do not leave; `earlier` editions by their digest."""

    rules: Rules
    numbers: int
    withheld: tuple[Withheld, ...] = ()
    earlier: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def by_reason(self) -> Mapping[Why, int]:
        """How many numbers are withheld for each reason, the reasons in their own order."""
        found = Counter(one.why for one in self.withheld)
        return {why: found[why] for why in Why if found[why]}


def as_json(account: Account) -> bytes:
    record = {"schema": SCHEMA, **asdict(account)}
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def read_account(content: bytes) -> Account:
    """The account as written by `as_json`. Raises ValueError where it is something else."""
    record = json.loads(content)
    if record.get("schema") != SCHEMA:
        raise ValueError(f"no account of schema {SCHEMA}")
    return Account(
        Rules(**record["rules"]),
        record["numbers"],
        tuple(_withheld(one) for one in record["withheld"]),
        tuple(record["earlier"]),
        tuple(Remark(**one) for one in record["remarks"]),
    )


def _withheld(record: Mapping[str, Any]) -> Withheld:
    return Withheld(record["path"], Why(record["why"]), tuple(record["places"]))
