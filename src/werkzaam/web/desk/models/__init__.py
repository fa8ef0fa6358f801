"""The steps of the desk, what researchers bring to a report, and what leaves the desk."""

from werkzaam.web.desk.models.claim import EvidenceLink, Rival, WrittenClaim
from werkzaam.web.desk.models.element import Element
from werkzaam.web.desk.models.job import STEPS, Freeze, Job, Publication, Report, Run
from werkzaam.web.desk.models.joint import VERDICTS, JointRow, Lowering
from werkzaam.web.desk.models.release import Release, UptakeStep

__all__ = [
    "STEPS",
    "VERDICTS",
    "Element",
    "EvidenceLink",
    "Freeze",
    "Job",
    "JointRow",
    "Lowering",
    "Publication",
    "Release",
    "Report",
    "Rival",
    "Run",
    "UptakeStep",
    "WrittenClaim",
]
