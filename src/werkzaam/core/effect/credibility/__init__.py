"""How far an answer leans on what cannot be checked: who was lost, trends, hidden causes."""

from werkzaam.core.effect.credibility.credibility import credibility
from werkzaam.core.effect.credibility.imputed import imputed
from werkzaam.core.effect.credibility.negative import disturbed, is_disturbed

__all__ = ["credibility", "disturbed", "imputed", "is_disturbed"]
