"""Who may do what, where: pure decisions over roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from werkzaam.web.people.rules.permissions import PERMISSIONS, RoleKind


@dataclass(frozen=True, slots=True)
class Grant:
    """One role as it holds today: `organisations` is the role's organisation with all below it."""

    kind: RoleKind
    organisations: frozenset[int]
    team: int | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Parent per organisation id."""

    parents: dict[int, int | None] = field(default_factory=dict)

    def below(self, root: int) -> frozenset[int]:
        """`root` and every organisation under it."""
        return frozenset(node for node in self.parents if root in self.line(node))

    def line(self, node: int | None) -> list[int]:
        """`node` and every organisation above it, the nearest first."""
        line: list[int] = []
        while node is not None and node not in line:
            line.append(node)
            node = self.parents.get(node)
        return line

    def above(self, nodes: Iterable[int]) -> frozenset[int]:
        """`nodes` and every organisation above one of them."""
        return frozenset().union(*(self.line(node) for node in nodes))


@dataclass(frozen=True, slots=True)
class Access:
    """All that one signed-in account may do. `account` and `person` are opaque ids as strings; `tree` is that of
    all organisations, read once with the roles."""

    account: str
    person: str | None = None
    grants: tuple[Grant, ...] = ()
    tree: Tree = field(default_factory=Tree, compare=False, repr=False)

    def may(self, permission: str) -> bool:
        return any(permission in PERMISSIONS[grant.kind] for grant in self.grants)

    def organisations(self, permission: str) -> frozenset[int]:
        """Organisations (ids) where `permission` is held, in any team."""
        return frozenset().union(*(g.organisations for g in self.granting(permission)))

    def reaches(self, permission: str, organisation: int, team: int | None = None) -> bool:
        """Whether `permission` holds at this organisation, and at this team where the role is bound to one."""
        return any(
            organisation in grant.organisations and (grant.team is None or grant.team == team)
            for grant in self.granting(permission)
        )

    def kinds(self) -> frozenset[RoleKind]:
        return frozenset(grant.kind for grant in self.grants)

    def granting(self, permission: str) -> list[Grant]:
        """The roles that carry `permission`."""
        return [grant for grant in self.grants if permission in PERMISSIONS[grant.kind]]


NOBODY = Access(account="")


def holds(*, since: date, until: date | None, on: date) -> bool:
    """Whether a role is in force on a day; the last day counts."""
    return since <= on and (until is None or on <= until)
