"""What the pages should tell at the end, from the truth alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from .truth import CLOSES, OPENS, WAVES, Truth, Turn

ARMS = {"p": "Deelnemers", "c": "Vergelijkingsgroep"}
LABELS = {"t0": "Start", "t1": "6 maanden", "t2": "15 maanden"}
TONGUES = {
    **{"nl": "Nederlands", "en": "Engels", "ar": "Arabisch", "ti": "Tigrinya"},
    **{"fa": "Perzisch", "tr": "Turks", "uk": "Oekraïens"},
}
SPOKEN = {"self": "alleen", "helped": "met hulp", "telephone": "per telefoon", "paper": "op papier"}
ARM_KEYS = {"Deelnemers": "participants", "Vergelijkingsgroep": "controls"}
WAVE_KEYS = {label: key for key, label in LABELS.items()}
MODE_KEYS = {label: key for key, label in SPOKEN.items()}
PLACES = ("search", "work", "office", "street", "elsewhere", "unsaid")
ITEMS = (
    *("ladder", "paid_work", "job_search", "language_course", "dutch", "solve", "go_on", "leave_it"),
    *("know_jobs", "know_apply", "know_help", "contact", "treated_worse", "health", "life", "helped"),
)
COLUMNS = (*ITEMS, *(f"treated_where_{name}" for name in PLACES))
SIGNS = ("missed", "half-way", "late", "letter")
LATE, ALIKE, SHOWN = timedelta(days=14), 10, 50


def asked(truth: Truth, wave: str) -> list[str]:
    """Who was asked: everyone whose consent stood as the wave opened."""
    return [key for key in truth.members if truth.stands(key, OPENS[wave])]


def board(truth: Truth) -> list[list[str]]:
    """Rows of the board split by language and mode: wave, arm, language, mode, and the counts."""
    cells: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for wave in WAVES:
        for key in asked(truth, wave):
            turn = truth.turns.get((key, wave))
            language = turn.language if turn else truth.members[key].language
            mode = turn.mode if turn else "self"
            cell = cells[wave, key[0], language, mode]
            cell.update(invited=1, opened=int(turn is not None), sent=int(turn is not None and turn.sends))
    order = sorted(cells, key=lambda one: (one[0], "pc".index(one[1]), *one[2:]))
    return [_row(one, cells[one]) for one in order]


def _row(one: tuple[str, ...], cell: Mapping[str, int]) -> list[str]:
    wave, arm, language, mode = one
    invited, opened, sent = cell["invited"], cell["opened"], cell["sent"]
    counts = [invited, opened, opened - sent, sent]
    return [
        LABELS[wave],
        ARMS[arm],
        TONGUES[language],
        SPOKEN[mode],
        *map(str, counts),
        f"{round(100 * sent / invited)} %",
    ]


def flow(truth: Truth) -> list[list[str]]:
    """Rows of the table under the flow figure: arm, wave, allocated, invited, answered, silent, withdrew, uninvited."""
    return [_step(truth, arm, wave) for arm in "pc" for wave in WAVES]


def _step(truth: Truth, arm: str, wave: str) -> list[str]:
    members = [key for key in truth.members if key[0] == arm]
    sent = {key for key in members if (turn := truth.turns.get((key, wave))) and turn.sends}
    gone = {key for key in members if not truth.stands(key, CLOSES[wave])} - sent
    invited = set(asked(truth, wave))
    late = {key for key in members if key not in invited} - gone - sent
    silent = set(members) - sent - gone - late
    counts = [len(members), len(sent) + len(silent), *map(len, (sent, silent, gone, late))]
    return [ARMS[arm], LABELS[wave], *map(str, counts)]


Case = tuple[int, bool]
"""Number of signs before a wave, and whether the person was lost at it."""


def losing(truth: Truth, on: date, pseudonyms: Mapping[str, str]) -> tuple[list[list[str]], list[list[str]]]:
    """The list of who may be lost at the last wave, and what was seen before, as the page shows them on day `on`."""
    seen: dict[int, list[bool]] = defaultdict(list)
    for key in asked(truth, "t1"):
        if truth.stands(key, OPENS["t0"]):
            turn = truth.turns.get((key, "t1"))
            seen[len(signs(truth, key, ["t0"]))].append(turn is None or not turn.sends)
    odds = {count: (sum(lost), len(lost)) for count, lost in sorted(seen.items())}
    rows = []
    for key in truth.members:
        turn = truth.turns.get((key, "t2"))
        if not truth.stands(key, on) or (turn and turn.sends and turn.on < on):
            continue
        shown = signs(truth, key, ["t0", "t1"])
        lost, total = odds.get(len(shown), (0, 0))
        if shown and total >= ALIKE:
            rows.append(
                (
                    -_percent(lost, total),
                    pseudonyms[key],
                    shown,
                    f"{lost} van {total} ({_percent(lost, total)} %)",
                )
            )
    listed = [[f"{who[:5]}-{who[5:10]}", len(shown), told] for _least, who, shown, told in sorted(rows)]
    table = [
        [str(count), str(total), f"{lost} ({_percent(lost, total)} %)"]
        for count, (lost, total) in odds.items()
    ]
    return listed, table  # type: ignore[return-value]


def signs(truth: Truth, key: str, waves: Sequence[str]) -> list[str]:
    """As losing.py promises them: of the last time, and ever half-way."""
    known = [(wave, truth.turns.get((key, wave))) for wave in waves if truth.stands(key, OPENS[wave])]
    if not known:
        return []
    wave, last = known[-1]
    stands = {
        "missed": last is None or not last.sends,
        "half-way": any(turn and not turn.sends for _wave, turn in known),
        "late": last is not None and last.sends and last.on - OPENS[wave] >= LATE,
        "letter": truth.members[key].reach == "letter",
    }
    return [sign for sign in SIGNS if stands[sign]]


def _percent(lost: int, total: int) -> int:
    return round(100 * lost / total)


def sent(truth: Truth) -> dict[tuple[str, str], Turn]:
    """Everything that was sent, by person and wave."""
    return {key: turn for key, turn in truth.turns.items() if turn.sends}


def row(truth: Truth, key: str, wave: str) -> dict[str, object]:
    """One row of the long file by the names of its columns; empty where nothing was sent."""
    turn = truth.turns.get((key, wave))
    told = _answers(turn) if turn and turn.sends else dict.fromkeys(COLUMNS)
    told |= {
        "arm": {"p": "participants", "c": "controls"}[key[0]],
        "mode": None,
        "language": None,
        "sent_on": None,
    }
    if turn and turn.sends:
        told |= {"mode": turn.mode, "language": turn.language, "sent_on": turn.on}
    return told


def _answers(turn: Turn) -> dict[str, object]:
    told = dict.fromkeys(COLUMNS) | {key.replace("-", "_"): value for key, value in turn.answers.items()}
    places = told.pop("treated_where", None)
    for name in PLACES:
        told[f"treated_where_{name}"] = None if places is None else float(name in places)  # type: ignore[operator]
    return told
