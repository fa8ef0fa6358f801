"""What disclosure control did to a draft, for the second person who releases it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from werkzaam.core.report import Edition
from werkzaam.core.report.disclosure.account import FILE, Account, Why, read_account

WHY = {
    Why.FEW: _("fewer persons than the threshold"),
    Why.HIDING: _("large enough, but with it a small group could be worked out"),
    Why.FOLLOWS: _("a share, mean or estimate that rests on such a group"),
    Why.DOMINATED: _("one or two persons hold nearly all of it"),
    Why.EARLIER: _("beside an earlier edition it would give a small group away"),
}
CHECKS = {"quotes": _("quotes"), "files": _("files"), "metadata": _("what is told about files")}
MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """Counts by reason, each withheld number with its reason and places, and remarks to look at."""

    account: Account
    reasons: list[tuple[str, int]]
    withheld: list[tuple[str, str, str]]
    remarks: list[tuple[str, str, str]]

    @property
    def left_off(self) -> int:
        return len(self.account.withheld) - len(self.withheld)


def told(draft: Edition) -> Told | None:
    """None where the draft carries no account of disclosure control."""
    path = draft.directory / FILE
    return shaped(read_account(path.read_bytes())) if path.is_file() else None


def shaped(account: Account) -> Told:
    return Told(
        account,
        [(str(WHY[why]), times) for why, times in account.by_reason.items()],
        [(one.path, str(WHY[one.why]), ", ".join(one.places)) for one in account.withheld[:MOST]],
        [(str(CHECKS.get(one.check, one.check)), one.where, one.kind) for one in account.remarks],
    )
