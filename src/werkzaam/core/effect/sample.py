"""From the panel's long tables to arrays: one place per person, in the order of the panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from werkzaam.core.effect.regression import Floats, Integers
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Estimand, Method, Outcome, Plan, Role
from werkzaam.problem import Problem

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """Persons of the two arms who are compared. `later` and `baseline` are NaN where unanswered."""

    programme: str
    comparison: str
    treated: Flags
    baseline: Floats
    later: Floats
    cluster: Integers
    covariates: Mapping[str, Floats]

    def only(self, keep: Flags) -> Sample:
        """The sample restricted to the persons in `keep` (n,)."""
        return replace(
            self,
            treated=self.treated[keep],
            baseline=self.baseline[keep],
            later=self.later[keep],
            cluster=self.cluster[keep],
            covariates={name: values[keep] for name, values in self.covariates.items()},
        )

    def counts(self) -> dict[str, int]:
        """Persons per arm."""
        return {self.programme: int(self.treated.sum()), self.comparison: int((~self.treated).sum())}

    def clusters(self) -> dict[str, int]:
        """Clusters per arm; who stands alone counts as one."""
        return {
            self.programme: len(np.unique(self.cluster[self.treated])),
            self.comparison: len(np.unique(self.cluster[~self.treated])),
        }


def draw_sample(panel: Panel, plan: Plan, estimand: Estimand) -> Sample:
    """Everybody in the two arms at the start, whether or not they answered later.

    Raises Problem `no-comparison`, `unknown-rater`, `duplicate-value`, `infinite-value`, `missing-covariate`.
    """
    programme, comparison = plan.arm(Role.PROGRAMME), plan.arm(Role.COMPARISON)
    if programme is None or comparison is None:
        raise Problem("The plan names no comparison group, so nothing can be compared.", code="no-comparison")
    outcome = plan.outcome(estimand.outcome)
    arm = texts(panel.persons["arm"])
    whole = Sample(
        programme=programme.key,
        comparison=comparison.key,
        treated=arm == programme.key,
        baseline=answers(panel, outcome, plan.baseline.key),
        later=answers(panel, outcome, estimand.wave),
        cluster=cluster_codes(panel),
        covariates={name: covariate(panel, name) for name in plan.covariates},
    )
    return whole.only((arm == programme.key) | (arm == comparison.key))


def analysed(sample: Sample, method: Method) -> Flags:
    """Who enters the estimate: an answer at the later wave and, where the method uses it, at baseline."""
    answered = ~np.isnan(sample.later)
    return answered if method is Method.DIFFERENCE else answered & ~np.isnan(sample.baseline)


def answers(panel: Panel, outcome: Outcome, wave: str) -> Floats:
    """The outcome at a wave by its registered rater (n,): one place per person of the panel, or NaN."""
    rows = _rows(panel, outcome, wave)
    places = pc.index_in(rows["person"], value_set=panel.persons["person"].combine_chunks())
    found = numbers(rows["value"], outcome.key)
    values = np.full(panel.persons.num_rows, np.nan)
    index = np.asarray(places.fill_null(-1).to_numpy(), dtype=np.int64)
    if len(np.unique(index)) < len(index):
        message = f'Some persons have two values of "{outcome.key}" at wave "{wave}"; keep one each.'
        raise Problem(message, code="duplicate-value", outcome=outcome.key, wave=wave)
    values[index[index >= 0]] = found[index >= 0]
    return values


def sources(panel: Panel, outcome: Outcome, waves: Iterable[str], arm: str) -> tuple[str, ...]:
    """Where the arm's answers at these waves came from, in order of the alphabet."""
    rows = pa.concat_tables(_rows(panel, outcome, wave) for wave in dict.fromkeys(waves))
    persons = panel.persons.filter(pc.equal(panel.persons["arm"], arm))["person"].combine_chunks()
    of_arm = rows.filter(pc.is_in(rows["person"], value_set=persons))
    return tuple(sorted(pc.unique(of_arm["source"]).to_pylist()))


def _rows(panel: Panel, outcome: Outcome, wave: str) -> pa.Table:
    """Coach-rated and self-rated values are never mixed: only the registered rater's count."""
    of_outcome = panel.values.filter(pc.equal(panel.values["outcome"], outcome.key))
    rows = of_outcome.filter(pc.equal(of_outcome["wave"], wave))
    kept = rows.filter(pc.equal(rows["rater"], outcome.rater))
    if rows.num_rows and not kept.num_rows:
        others = sorted(set(rows["rater"].to_pylist()))
        message = (
            f'Outcome "{outcome.key}" is registered as rated by "{outcome.rater}", but at wave "{wave}" '
            f"the panel holds only values rated by {', '.join(others)}. Correct the plan or the data."
        )
        raise Problem(message, code="unknown-rater", outcome=outcome.key, wave=wave, raters=others)
    return kept


def covariate(panel: Panel, name: str) -> Floats:
    """A covariate, NaN where missing (n,)."""
    if name not in panel.persons.column_names:
        raise Problem(f'The panel holds no covariate "{name}".', code="missing-covariate", covariate=name)
    return numbers(panel.persons[name], name)


def cluster_codes(panel: Panel) -> Integers:
    """A number per cluster (n,); who has none gets a number of their own."""
    names = texts(panel.persons["cluster"])
    alone = names == ""
    _, codes = np.unique(names, return_inverse=True)
    codes = codes.astype(np.int64)
    codes[alone] = codes.max(initial=0) + 1 + np.arange(int(alone.sum()))
    return codes


def numbers(column: pa.ChunkedArray, name: str) -> Floats:
    """A numeric column as floats, NaN where null. Raises Problem `infinite-value`."""
    values = np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    if np.isinf(values).any():
        raise Problem(f'"{name}" has infinite values; make them missing.', code="infinite-value", column=name)
    return values


def texts(column: pa.ChunkedArray) -> NDArray[np.str_]:
    """A text column, empty where null."""
    return np.asarray(column.fill_null("").to_pylist(), dtype=np.str_)
