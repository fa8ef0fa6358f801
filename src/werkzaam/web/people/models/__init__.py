from werkzaam.web.people.models.account import Account, Role
from werkzaam.web.people.models.objection import Objection
from werkzaam.web.people.models.organisation import Neighbourhood, Organisation, Team
from werkzaam.web.people.models.person import Person

__all__ = ["Account", "Neighbourhood", "Objection", "Organisation", "Person", "Role", "Team"]
