"""The claims room of one study on one day: what was brought, what was found, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from werkzaam.core.claim import joint as joints
from werkzaam.core.claim.dossier import Dossier, Joint, Written
from werkzaam.core.claim.evidence import Evidence, Number
from werkzaam.core.claim.fault import Fault
from werkzaam.core.claim.kinds import faults
from werkzaam.core.claim.model import Claim, Gate, Kind, Verdict
from werkzaam.core.claim.rules import is_lower
from werkzaam.core.claim.stale import paths
from werkzaam.core.report import Edition, EditionClaim, read_edition
from werkzaam.web.desk import numbers, queries
from werkzaam.web.desk.dossier import gather, seal
from werkzaam.web.desk.models import JointRow, Release, Run


@dataclass(frozen=True)
class Room:
    """`draft` is the last draft of the last run (None: nothing was run yet); `written` and `rows` are
    what stands behind the claims and the joint display."""

    study: Any
    run: Run | None
    draft: Edition | None
    drafted_seal: str
    dossier: Dossier
    evidence: Evidence
    written: Mapping[str, Any]
    rows: tuple[JointRow, ...]

    @cached_property
    def seal(self) -> str:
        """Of what researchers brought, as it stands today."""
        return seal(self.dossier)

    @cached_property
    def computed(self) -> tuple[Claim, ...]:
        """The claims that the analysis made itself, with the verdict it computed."""
        own = {claim.key for claim in self.dossier.claims}
        told = self.draft.claims if self.draft else ()
        return tuple(_computed(claim) for claim in told if claim.key not in own)

    @cached_property
    def judged(self) -> tuple[Claim, ...]:
        """The same after lowering."""
        lower = {one.claim: one.verdict for one in self.dossier.lowered}
        return tuple(replace(claim, verdict=lower.get(claim.key, claim.verdict)) for claim in self.computed)

    @property
    def rewritten(self) -> bool:
        """Whether something was brought or changed since the draft was written."""
        return self.run is not None and self.drafted_seal != self.seal

    def effects(self) -> list[Claim]:
        return [claim for claim in self.computed if claim.kind is Kind.EFFECT and claim.verdict]

    def lower_than(self, key: str) -> list[Verdict]:
        """The verdicts to which this computed claim may be lowered."""
        found = next((claim.verdict for claim in self.effects() if claim.key == key), None)
        return [one for one in Verdict if found is not None and is_lower(one, found)]

    def changed(self, claim: Written) -> dict[str, tuple[Number, Number]]:
        """The numbers of a claim that differ from when it was last looked at: then and now, by path."""
        row = self.written.get(claim.key)
        now = numbers.present(paths(claim), self.evidence)
        then: Mapping[str, Any] = row.seen if row else now
        return {
            path: (then.get(path), value)
            for path, value in now.items()
            if path not in then or numbers.differ(then[path], value)
        }

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What core finds wrong with anything that was brought."""
        return tuple(faults(self.dossier, self.computed, self.evidence))

    def sides(self, row: Joint) -> dict[str, Any]:
        """What stands on both sides of a row of the joint display, as it is kept with the reading."""
        now = joints.sides(row, self.dossier.elements, self.evidence)
        voices = now.element.voices if now.element else ()
        return {
            "voices": {one.perspective: [one.asked, one.persons, one.against] for one in voices},
            "dose": now.dose,
            "estimate": [now.value, now.low, now.high],
        }

    def release(self) -> Release | None:
        """The last release that was asked for this draft."""
        if self.run is None or self.draft is None:
            return None
        return Release.objects.filter(run=self.run, digest=self.draft.digest).first()


def room(study: Any, *, on: date) -> Room:
    """Everything of the claims room, gathered as it stands on this day."""
    rows, laid = list(queries.claims(study)), tuple(queries.joint_rows(study))
    dossier, run = gather(study, on=on, claims=rows, rows=laid), queries.latest_run(study)
    drafted = queries.drafted(run) if run else None
    folder = queries.drafts(study.code) / drafted.folder if drafted else None
    return Room(
        study=study,
        run=run,
        draft=read_edition(folder) if folder else None,
        drafted_seal=drafted.dossier_hash if drafted else "",
        dossier=dossier,
        evidence=numbers.table(folder, dossier),
        written={row.key: row for row in rows},
        rows=laid,
    )


def _computed(claim: EditionClaim) -> Claim:
    """As core judged it: what a reviewer lowered stands at its own verdict again."""
    lowered = claim.lowered or {}
    verdict = lowered.get("from", claim.verdict)
    gates = tuple(
        Gate(one["key"], one["passed"], one["value"], one["threshold"], one["reason"], one["decisive"])
        for one in claim.gates
    )
    kind, evidence = Kind(claim.kind), tuple(claim.evidence)
    said = Verdict(verdict) if verdict else None
    return Claim(claim.key, kind, claim.text, evidence, said, gates, claim.exploratory)
