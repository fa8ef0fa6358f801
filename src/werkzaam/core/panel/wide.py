"""The panel laid wide, as arrays: one place per person, in the order of the panel.

What is asked often (an outcome at a wave) is looked up once and kept: an analysis asks some hundreds of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Outcome
from werkzaam.problem import Problem

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Texts = NDArray[np.str_]


class Wide:
    """`arm` (n,) keys of arms, `cluster` (n,) a number per cluster, `names` (n,) cluster names, empty if alone.

    Its arrays are read only: everybody shares them.
    """

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.arm: Texts = _kept(texts(panel.persons["arm"]))
        self.names: Texts = _kept(texts(panel.persons["cluster"]))
        self.cluster: Integers = _kept(_cluster_codes(self.names))
        self._place = _places(panel)
        self._code = {name: _codes(panel.values[name]) for name in ("outcome", "wave", "rater", "source")}
        self._answers: dict[tuple[str, str, str], Floats] = {}
        self._covariates: dict[str, Floats] = {}

    def answers(self, outcome: Outcome, wave: str) -> Floats:
        """The outcome at a wave by its registered rater (n,), NaN where unanswered.

        Raises Problem `unknown-rater`, `duplicate-value`, `infinite-value`.
        """
        key = (outcome.key, wave, outcome.rater)
        if key not in self._answers:
            self._answers[key] = _kept(self._found(outcome, wave))
        return self._answers[key]

    def _found(self, outcome: Outcome, wave: str) -> Floats:
        rows = self._rows(outcome, wave)
        place = self._place[rows]
        if len(np.unique(place)) < len(place):
            message = f'Some persons have two values of "{outcome.key}" at wave "{wave}"; keep one each.'
            raise Problem(message, code="duplicate-value", outcome=outcome.key, wave=wave)
        values = np.full(len(self.arm), np.nan)
        found = numbers(self.panel.values["value"].take(pa.array(rows)), outcome.key)
        values[place[place >= 0]] = found[place >= 0]
        return values

    def _rows(self, outcome: Outcome, wave: str) -> Integers:
        """Coach-rated and self-rated values are never mixed: only the registered rater's count."""
        rows = np.flatnonzero(self._are("outcome", outcome.key) & self._are("wave", wave))
        kept = rows[self._are("rater", outcome.rater)[rows]]
        if len(rows) and not len(kept):
            labels, codes = self._code["rater"]
            others = sorted({labels[code] for code in codes[rows]})
            message = (
                f'Outcome "{outcome.key}" is registered as rated by "{outcome.rater}", but at wave "{wave}" '
                f"the panel holds only values rated by {', '.join(others)}. Correct the plan or the data."
            )
            raise Problem(message, code="unknown-rater", outcome=outcome.key, wave=wave, raters=others)
        return kept

    def _are(self, column: str, value: str) -> NDArray[np.bool_]:
        labels, codes = self._code[column]
        are: NDArray[np.bool_] = codes == (labels.index(value) if value in labels else -1)
        return are

    def sources(self, outcome: Outcome, waves: Iterable[str], arm: str) -> tuple[str, ...]:
        """Where the arm's answers at these waves came from, in order of the alphabet."""
        rows = np.concatenate([self._rows(outcome, wave) for wave in dict.fromkeys(waves)])
        of_arm = rows[self.arm[self._place[rows]] == arm]
        labels, codes = self._code["source"]
        return tuple(sorted({labels[code] for code in np.unique(codes[of_arm])}))

    def covariate(self, name: str) -> Floats:
        """A covariate (n,), NaN where missing. Raises Problem `missing-covariate`, `infinite-value`."""
        if name not in self._covariates:
            if name not in self.panel.persons.column_names:
                message = f'The panel holds no covariate "{name}".'
                raise Problem(message, code="missing-covariate", covariate=name)
            self._covariates[name] = _kept(numbers(self.panel.persons[name], name))
        return self._covariates[name]


def numbers(column: pa.ChunkedArray, name: str) -> Floats:
    """A numeric column as floats, NaN where null. Raises Problem `infinite-value`."""
    values = np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    if np.isinf(values).any():
        raise Problem(f'"{name}" has infinite values; make them missing.', code="infinite-value", column=name)
    return values


def texts(column: pa.ChunkedArray) -> Texts:
    """A text column, empty where null."""
    return np.asarray(column.fill_null("").to_pylist(), dtype=np.str_)


def _kept(array: Any) -> Any:
    array.flags.writeable = False
    return array


def _places(panel: Panel) -> Integers:
    """Which person each value is of; -1 for one who is not in the panel."""
    found = pc.index_in(panel.values["person"], value_set=panel.persons["person"].combine_chunks())
    return np.asarray(found.fill_null(-1).to_numpy(), dtype=np.int64)


def _codes(column: pa.ChunkedArray) -> tuple[list[str], Integers]:
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return encoded.dictionary.to_pylist(), np.asarray(encoded.indices.to_numpy(), dtype=np.int64)


def _cluster_codes(names: Texts) -> Integers:
    """A number per cluster; who has none gets a number of their own."""
    alone = names == ""
    _, found = np.unique(names, return_inverse=True)
    codes: Integers = found.astype(np.int64)
    codes[alone] = codes.max(initial=0) + 1 + np.arange(int(alone.sum()))
    return codes
