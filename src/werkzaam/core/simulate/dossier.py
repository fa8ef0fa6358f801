"""What the researchers of the reference study bring to its report: invented, and complete enough to publish."""

from __future__ import annotations

from importlib import resources

from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.dossier_file import parse_dossier
from werkzaam.core.claim.evidence import Evidence
from werkzaam.core.claim.joint import stamped

_FILE = "dossier.toml"


def dossier(evidence: Evidence | None = None) -> Dossier:
    """The dossier; with the `evidence` of findings, the joint display as written on those."""
    text = (resources.files(__package__) / _FILE).read_text(encoding="utf-8")
    found = parse_dossier(text, _FILE)
    return found if evidence is None else stamped(found, evidence)
