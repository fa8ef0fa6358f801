"""The pages and files at the end, held against the truth."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pyarrow.parquet as pq
import pyreadstat
from django.urls import reverse

from werkzaam.web.survey.models import Submission

from . import expected, office
from .browser import Page
from .forms import plain
from .office import STUDY
from .run import Run
from .sheet import LANGUAGES
from .truth import CLOSES, OPENS, STUMBLES, WAVES


def page(run: Run, name: str, query: str = "") -> Page:
    return office.done(run.desk("dirk").open(reverse(name, args=[STUDY]) + query))


def everyone_was_told_once_what_is_kept(run: Run) -> None:
    """As many are stored as were told "received": those of the truth, and nobody else."""
    sent = expected.sent(run.truth)
    assert set(run.received) == set(sent)
    assert Submission.objects.count() == len(sent) == run.received.total()
    for arm in "pc":
        assert {turn.language for turn in sent.values() if turn.person[0] == arm} == set(LANGUAGES)


def every_stumble_was_met(run: Run) -> None:
    """A run in which nothing goes wrong would prove little."""
    met = Counter(turn.stumble for turn in run.truth.turns.values())
    assert not {one for each in STUMBLES.values() for one in each} - set(met), met
    assert min(met[one] for one in ("closes", "withdraws", "nora", "stops")) >= 1
    assert not {"closed", "withdrawn", "done", "404", "half-way"} - set(+run.met), run.met


def messages_went_where_they_should(run: Run) -> None:
    """One invitation at least for everyone who wants messages; none after an answer, a "no more", or a withdrawal."""
    truth = run.truth
    for wave in WAVES:
        for key in truth.members:
            turn = truth.turns.get((key, wave))
            got = [item for item in run.post.boxes[key] if OPENS[wave] <= item.at.date() <= CLOSES[wave]]
            opted = key in truth.opted_out
            wanted = key in expected.asked(truth, wave) and not (opted and wave != "t0")
            assert bool(got) is wanted, (key, wave, got)
            assert not opted or len(got) <= 1
            for item in got:
                assert truth.stands(key, item.at.date()), (key, wave, item)
                assert not (turn and turn.sends and item.at.date() > turn.on), (key, wave, item)
                assert 9 <= item.at.hour < 20
                assert item.at.isoweekday() != 7
    for box in run.post.boxes.values():
        times = [item.at for item in box if item.channel != "letter"]
        assert all(later - one >= timedelta(hours=48) for one, later in pairwise(times))


def the_board_is_the_truth(run: Run) -> None:
    told, wanted = page(run, "survey:response", "?by=language&by=mode").rows(1), expected.board(run.truth)
    assert not [row for row in told if row not in wanted], [row for row in wanted if row not in told]
    assert told == wanted
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for wave, arm, _language, _mode, invited, opened, _half, sent, _share in expected.board(run.truth):
        cells[wave, arm].update(invited=int(invited), opened=int(opened), sent=int(sent))
    rows = [row[-6:-1] for row in page(run, "survey:field").rows(0)]
    assert rows == [
        [arm, "60", *(str(cell[one]) for one in ("invited", "opened", "sent"))]
        for (_wave, arm), cell in cells.items()
    ]


def the_flow_figure_is_the_truth(run: Run) -> None:
    """The table, and the words in the drawing."""
    told, rows = page(run, "survey:response"), expected.flow(run.truth)
    assert told.rows(0) == rows
    drawn = [plain("".join(one.itertext())) for one in told.tree.iter("text")]
    numbers = Counter(int(one.rpartition(":")[2]) for one in drawn if ":" in one)
    boxes = [120, 0]
    for number, row in enumerate(rows):
        boxes += [60] if number % len(WAVES) == 0 else []
        boxes += [int(cell) for cell in row[3:]]
    assert Counter(boxes) <= numbers


def the_list_of_who_may_be_lost_is_the_truth(run: Run) -> None:
    """As it stood half-way the last wave: who, for how many signs, with which odds; and what that was counted from."""
    assert run.foretold is not None
    on = OPENS["t2"] + timedelta(days=20)
    listed, seen = expected.losing(run.truth, on, run.pseudonyms)
    assert run.foretold.rows(1) == seen
    rows = [[number, len(signs.split("; ")), odds] for number, signs, odds in run.foretold.rows(0)]
    assert rows == listed[: expected.SHOWN]
    assert len(rows) > 20


def thank_yous_are_owed_to_both_arms(run: Run) -> None:
    """Ten euros a questionnaire, the same in either arm."""
    sent = Counter(key[0] for key, _wave in expected.sent(run.truth))
    rows = page(run, "survey:incentives").rows(0)
    owed = {arm: f"{sent[one]} (€ {10 * sent[one]}.00)" for one, arm in expected.ARMS.items()}
    assert rows == [[arm, told, "0 (€ 0.00)"] for arm, told in owed.items()]


def the_files_hold_every_answer(run: Run) -> None:
    """Parquet and SPSS, person by person and wave by wave; of those whose consent stands."""
    dirk = run.desk("dirk")
    form = dirk.open(reverse("desk:data", args=[STUDY]))
    content = office.done(dirk.press(form, office.main_button(form), open_answers="on")).body
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    standing = [key for key in run.truth.members if run.truth.stands(key, CLOSES["t2"])]
    assert json.loads(files["manifest.json"])["persons"]["all"] == len(standing) < len(run.truth.members)
    rows = {
        (run.pseudonyms[key], wave): expected.row(run.truth, key, wave) for key in standing for wave in WAVES
    }
    for table in (pq.read_table(io.BytesIO(files["long.parquet"])).to_pylist(), _spss(files["long.sav"])):
        told = _told(table, rows)
        assert set(told) == set(rows)
        wrong = [(key, *_apart(told[key], wanted)) for key, wanted in rows.items() if told[key] != wanted]
        assert not wrong, wrong[:5]


def _told(
    table: list[dict[str, Any]], rows: dict[tuple[str, str], dict[str, Any]]
) -> dict[tuple[str, str], Any]:
    """The columns of the truth, by person and wave."""
    columns = next(iter(rows.values()))
    return {(row["person"], row["wave"]): {name: row[name] for name in columns} for row in table}


def _apart(told: dict[str, Any], wanted: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(name, told[name], value) for name, value in wanted.items() if told[name] != value]


def _spss(content: bytes) -> list[dict[str, Any]]:
    """As a statistician has it: what stands for missing is missing, arms, waves and ways by their labels."""
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        table, about = pyreadstat.read_sav(file.name)
    keys = {"arm": expected.ARM_KEYS, "wave": expected.WAVE_KEYS, "mode": expected.MODE_KEYS}
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    for row in rows:
        for name, of in keys.items():
            label = about.variable_value_labels[name].get(row[name])
            row[name] = of.get(label)
        row["language"], row["helped"] = row["language"] or None, row["helped"] or None
    return rows
