"""Everything that stands between a dossier and publication, in one list: needs, words, rows that went stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from werkzaam.core.claim.dossier import Dossier, Joint
from werkzaam.core.claim.evidence import Evidence
from werkzaam.core.claim.fault import Fault, fault
from werkzaam.core.claim.guard import findings, is_open
from werkzaam.core.claim.joint import is_stale, may_confirm
from werkzaam.core.claim.kinds import faults, is_number, of_sentence
from werkzaam.core.claim.model import Claim
from werkzaam.problem import Problem


def review(
    dossier: Dossier, computed: Iterable[Claim], judged: Iterable[Claim], evidence: Evidence
) -> tuple[Fault, ...]:
    """Empty where everything may be published.

    `computed` are the claims as the rules made them, `judged` the same after lowering.
    """
    known = tuple(judged)
    rows = (
        found
        for at, row in enumerate(dossier.joint, 1)
        for found in of_row(f"joint-{at}", row, dossier, known, evidence)
    )
    return (*faults(dossier, computed, evidence), *_open(dossier), *rows)


class ClaimsProblem(Problem):
    """A dossier that is not ready to be published. Nothing was written."""

    code = "claims-not-ready"
    status = 409


def require(dossier: Dossier, computed: Iterable[Claim], judged: Iterable[Claim], evidence: Evidence) -> None:
    """Raise ClaimsProblem with everything that `review` found; `details` hold code, key and text of each."""
    found = review(dossier, tuple(computed), judged, evidence)
    if found:
        told = "; ".join(f"{one.about}: {one.text['en']}" for one in found[:3])
        more = f" And {len(found) - 3} more." if len(found) > 3 else ""
        message = (
            f"Not everything may be published yet. {told}{more} Nothing was written; a draft shows it all."
        )
        faults = [{"code": one.code, "about": one.about, "text": dict(one.text)} for one in found]
        raise ClaimsProblem(message, faults=faults)


def _open(dossier: Dossier) -> Iterator[Fault]:
    """Words the guard asked about, until somebody answered."""
    for claim in dossier.claims:
        for found in findings(claim) if is_open(claim) else ():
            yield fault("guard-open", claim.key, found=found.words, instead=found.instead)


def of_row(
    about: str, row: Joint, dossier: Dossier, claims: Iterable[Claim], evidence: Evidence
) -> Iterator[Fault]:
    """What is wrong with one row of the joint display; a row that names what is gone is not called stale too."""
    gone = list(_gone(row, dossier, evidence))
    yield from (fault("joint-unknown", about, found=name) for name in gone)
    if not any(words.strip() for words in row.reading.values()):
        yield fault("joint-no-reading", about)
    yield from of_sentence(about, row.reading, evidence)
    if not may_confirm(row, claims):
        yield fault("joint-beyond-design", about)
    if not gone and is_stale(row, dossier.elements, evidence):
        yield fault("joint-stale", about)


def _gone(row: Joint, dossier: Dossier, evidence: Evidence) -> Iterator[str]:
    if not any(one.key == row.element for one in dossier.elements):
        yield row.element
    if row.dose is not None and not is_number(evidence, row.dose):
        yield row.dose
    if row.estimand is not None and not is_number(evidence, f"estimate.{row.estimand}.points.value"):
        yield row.estimand
