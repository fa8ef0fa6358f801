"""Who may do what, where: pure decisions over roles. Every permission is `room.verb`; every view names one."""

from werkzaam.web.people.rules.access import NOBODY, Access, Grant, Tree, holds
from werkzaam.web.people.rules.names import fold, folded
from werkzaam.web.people.rules.permissions import PERMISSIONS, RoleKind

__all__ = ["NOBODY", "PERMISSIONS", "Access", "Grant", "RoleKind", "Tree", "fold", "folded", "holds"]
