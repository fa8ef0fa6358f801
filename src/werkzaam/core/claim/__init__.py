"""From findings to sentences: verdicts by versioned rules, and words whose every number is a reference."""

from werkzaam.core.claim.evidence import evidence
from werkzaam.core.claim.judge import judge
from werkzaam.core.claim.model import Claim, Gate, Kind, Verdict
from werkzaam.core.claim.render import references, render

__all__ = ["Claim", "Gate", "Kind", "Verdict", "evidence", "judge", "references", "render"]
