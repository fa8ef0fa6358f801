"""What works: editions of several pilots side by side, pooled where they asked the same."""

from werkzaam.core.report.synthesis.model import Finding, Pilot, Question, Spec, SynthesisProblem
from werkzaam.core.report.synthesis.pilot import read_pilot
from werkzaam.core.report.synthesis.questions import ask
from werkzaam.core.report.synthesis.read import Synthesis, read_synthesis
from werkzaam.core.report.synthesis.spec import read_spec

__all__ = [
    "Finding",
    "Pilot",
    "Question",
    "Spec",
    "Synthesis",
    "SynthesisProblem",
    "ask",
    "read_pilot",
    "read_spec",
    "read_synthesis",
]
