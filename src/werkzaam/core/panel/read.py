"""A panel from data files under a plan, or from the sources the plan itself names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from werkzaam.core.panel.build import assemble, persons_schema
from werkzaam.core.panel.files import RawData, read_file
from werkzaam.core.panel.freeze import MANIFEST, thaw
from werkzaam.core.panel.model import DOSE, Panel
from werkzaam.core.panel.problem import PanelProblem
from werkzaam.core.panel.shape import Shaped, shape, shape_dose
from werkzaam.core.plan.model import DataSource, Layout, Plan

PACKAGED = "causaldata:"


def read_panel(plan: Plan, paths: Sequence[Path] = ()) -> Panel:
    """The panel in `paths` (Parquet, CSV, .sav, .dta, or a frozen panel's folder), else in `[[data]]`.

    As many paths as the plan has `[[data]]` take over their `where` and `arm` in that order.
    Raises PanelProblem; nothing is written.
    """
    if len(paths) == 1 and (paths[0] / MANIFEST).is_file():
        return assemble_again(plan, thaw(paths[0]))
    wanted = _sources(plan, paths)
    raws = [read_file(locate(source.location, plan.folder)) for source in wanted]
    shaped = [shape(plan, raw, source) for raw, source in zip(raws, wanted, strict=True)]
    dose = _dose(plan)
    used = [*raws, *([dose] if dose else [])]
    return assemble(
        plan,
        one_row_each(plan, shaped),
        pa.concat_tables(part.values for part in shaped),
        shape_dose(dose, plan.dose.columns) if dose and plan.dose else DOSE.empty_table(),
        sources={raw.file: raw.sha256 for raw in used},
    )


def assemble_again(plan: Plan, panel: Panel) -> Panel:
    """A frozen panel checked against this plan. Raises PanelProblem (`missing-column`, `unknown-arm`, …)."""
    lacking = [key for key in plan.covariates if key not in panel.persons.column_names]
    if lacking:
        message = f'The frozen panel has no covariate "{lacking[0]}", which the plan names.'
        raise PanelProblem(message, code="missing-column", column=lacking[0])
    persons = panel.persons.select(persons_schema(plan).names)
    return assemble(plan, persons, panel.values, panel.dose, sources=panel.sources)


def _sources(plan: Plan, paths: Sequence[Path]) -> list[DataSource]:
    if not paths and not plan.data:
        message = "No data: name data files after the plan, or a source in the plan's [[data]]."
        raise PanelProblem(message, code="data-none")
    if not paths:
        return list(plan.data)
    if len(paths) == len(plan.data):
        pairs = zip(plan.data, paths, strict=True)
        return [replace(source, location=str(path.absolute())) for source, path in pairs]
    return [DataSource(str(path.absolute())) for path in paths]


def locate(location: str, folder: Path | None) -> Path:
    """The file a plan's source stands for: beside the plan, or inside the `causaldata` package."""
    if not location.startswith(PACKAGED):
        return (folder or Path()) / location
    package = find_spec("causaldata")
    if package is None or not package.submodule_search_locations:
        message = (
            'The data are in the package "causaldata", which is not installed: install werkzaam[examples].'
        )
        raise PanelProblem(message, code="data-package-missing", source=location)
    name = location.removeprefix(PACKAGED)
    return Path(package.submodule_search_locations[0]) / name / f"{name}.dta"


def _dose(plan: Plan) -> RawData | None:
    return read_file(locate(plan.dose.location, plan.folder)) if plan.dose else None


def one_row_each(plan: Plan, shaped: Sequence[Shaped]) -> pa.Table:
    """One row per person. Wide rows are that already; long rows are folded over the waves."""
    persons = pa.concat_tables(part.persons for part in shaped)
    if plan.columns.layout is Layout.LONG:
        _refuse_repeated_rows(persons)
        persons = _folded(plan, persons)
    return persons.select(persons_schema(plan).names).cast(persons_schema(plan))


def _refuse_repeated_rows(persons: pa.Table) -> None:
    repeated = persons.num_rows - persons.group_by(["person", "wave"]).aggregate([]).num_rows
    if repeated:
        message = (
            f"The same person and wave stand in more than one row: {repeated} too many. Nothing was kept."
        )
        raise PanelProblem(message, code="duplicate-person-wave", count=repeated)


def _folded(plan: Plan, persons: pa.Table) -> pa.Table:
    """The cluster is the first one known; covariates are those of the baseline, never of a later wave."""
    order = pa.array([wave.key for wave in plan.waves], pa.string())
    placed = persons.append_column("place", pc.index_in(persons["wave"], order))
    _refuse_two_arms(placed)
    first = placed.sort_by([("person", "ascending"), ("place", "ascending")])
    folded = first.group_by("person", use_threads=False).aggregate([("arm", "first"), ("cluster", "first")])
    folded = folded.rename_columns(["person", "arm", "cluster"])
    baseline = placed.filter(pc.equal(placed["place"], 0)).select(["person", *plan.covariates])
    return folded.join(baseline, "person") if plan.covariates else folded


def _refuse_two_arms(persons: pa.Table) -> None:
    arms = persons.group_by("person").aggregate([("arm", "count_distinct")])
    switched = pc.sum(pc.greater(arms["arm_count_distinct"], 1)).as_py() or 0
    if switched:
        raise PanelProblem(
            f"The number of persons who stand in more than one arm is {switched}. Nothing was kept; give each "
            "person the arm of the allocation in every row.",
            code="conflicting-arm",
            count=switched,
        )
