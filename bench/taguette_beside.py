"""Taguette (https://www.taguette.org, BSD-3) beside us: the same texts, codes and passages, asked over HTTP.

It is what a researcher without a licence codes with. It lives in an environment of its own, `var/bench/taguette`, made
on first use, and keeps its projects in a SQLite file of its own. Also here: it really reads our codebook (its 1.5.2
takes in a table and nothing else: `taguette/import_codebook.py`), and we really read the .qdc that it writes.

    python bench/taguette_beside.py --reference tests/reference/taguette/codebook.qdc
"""

from __future__ import annotations

import argparse
import html
import http.client
import json
import os
import re
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var/bench/taguette"
VERSION = "1.5.2"
# an OpenTelemetry of its own age, which asks setuptools for pkg_resources
WANTED = (f"taguette=={VERSION}", "setuptools<81")
CORPUS, CODEBOOK = 1, 2  # projects
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Absent(Exception):
    """Taguette cannot be had on this machine; everything else can still be measured."""


def program() -> Path:
    """Taguette's own command. Raises Absent."""
    found = HOME / "bin/taguette"
    if not found.exists():
        try:
            uv = subprocess.run(
                ["sh", "scripts/uv.sh"], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
            )
            made = [uv.stdout.strip(), "venv", "--quiet", "--clear", "--python", "3.11", str(HOME)]
            subprocess.run(made, check=True)
            python = str(HOME / "bin/python")
            subprocess.run([made[0], "pip", "install", "--quiet", "--python", python, *WANTED], check=True)
        except (OSError, subprocess.CalledProcessError) as why:
            raise Absent(f"Taguette {VERSION} could not be installed: {why}") from why
    return found


@dataclass(slots=True)
class Passage:
    """text[start:end] of a document (both from 0), with a tag."""

    document: int
    start: int
    end: int
    tag: int


@dataclass(slots=True)
class Taguette:
    """A running Taguette, signed in as its only user."""

    process: subprocess.Popen[str]
    port: int
    file: Path
    cookies: dict[str, str] = field(default_factory=dict)
    texts: Sequence[str] = ()
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port)

    def ask(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Cookie": cookie, "X-XSRFToken": self.cookies.get("_xsrf", ""), **(headers or {})}
        self.line.request("GET" if body is None else "POST", path, body, told)
        answer = self.line.getresponse()
        data = answer.read()
        if answer.status not in (200, 204, 302, 303):
            raise SystemExit(f"Taguette, {path}: {answer.status} {data[:200]!r}")
        for name, value in re.findall(r"(?:^|\n)Set-Cookie: (\w+)=([^;\n]*)", str(answer.msg)):
            self.cookies[name] = value
        return data

    def stop(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    # What is measured

    def document(self, number: int) -> None:
        """What its page asks to show a document: the page, about it, its words."""
        of = f"/api/project/{CORPUS}/document/{number + 1}"
        for path in (f"/project/{CORPUS}/document/{number + 1}", of, f"{of}/contents"):
            self.ask(path)

    def passages(self, tag: str) -> int:
        """All passages of a tag; it gives them fifty at a time. How many there are."""
        count, page, pages = 0, 1, 1
        while page <= pages:
            told = json.loads(self.ask(f"/api/project/{CORPUS}/highlights/{quote(tag)}?page={page}"))
            count, page, pages = count + len(told["highlights"]), page + 1, told["pages"]
        return count

    def add(self, passage: Passage) -> None:
        start, end = (self.offset(passage.document, at) for at in (passage.start, passage.end))
        told = {"start_offset": start, "end_offset": end, "tags": [passage.tag + 1]}
        to = f"/api/project/{CORPUS}/document/{passage.document + 1}/highlight/new"
        self.ask(to, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def csv(self) -> bytes:
        return self.ask(f"/project/{CORPUS}/export/highlights/.csv")

    def offset(self, document: int, at: int) -> int:
        """It counts bytes of UTF-8, and no line ends."""
        return len(self.texts[document][:at].replace("\n", "").encode())

    # Filling

    def load(self, texts: Sequence[str], tags: Sequence[str], passages: Sequence[Passage]) -> None:
        """The corpus, straight into its tables: a paragraph a line."""
        self.texts = texts
        with sqlite3.connect(self.file) as db:
            for pk, name in ((CORPUS, "corpus"), (CODEBOOK, "codebook")):
                db.execute("INSERT INTO projects VALUES (?, ?, '', '2026-03-02 09:00:00.000000')", (pk, name))
                db.execute("INSERT INTO project_members VALUES (?, 'admin', 'ADMIN')", (pk,))
            put(db, "tags", [{"project_id": CORPUS, "path": tag, "description": ""} for tag in tags])
            put(db, "documents", [document(number, text) for number, text in enumerate(texts)])
            put(db, "highlights", [self.highlight(one) for one in passages])
            both = [{"highlight_id": n, "tag_id": one.tag + 1} for n, one in enumerate(passages, 1)]
            put(db, "highlight_tags", both)
        self.ask(f"/project/{CORPUS}")

    def highlight(self, one: Passage) -> dict[str, Any]:
        start, end = self.offset(one.document, one.start), self.offset(one.document, one.end)
        words = self.texts[one.document][one.start : one.end]
        return {"document_id": one.document + 1, "start_offset": start, "end_offset": end, "snippet": words}

    def codebook(self, table: bytes) -> bytes:
        """Its import of a codebook as a person does it (choose, confirm), then its export of that codebook: .qdc."""
        page = f"/project/{CODEBOOK}/import_codebook"
        mark = "----werkzaam"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="codebook.csv"\r\n\r\n'
        body = head.encode() + table + f"\r\n--{mark}--\r\n".encode()
        shown = self.ask(page, body, {"Content-Type": f"multipart/form-data; boundary={mark}"}).decode()
        self.ask(page, urlencode(confirmed(shown)).encode(), FORM)
        return self.ask(f"/project/{CODEBOOK}/export/codebook.qdc")


def put(db: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    names = list(rows[0])
    marks = ", ".join(f":{name}" for name in names)
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def document(number: int, text: str) -> dict[str, Any]:
    contents = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return {
        "name": f"Gesprek {number}", "description": "", "filename": "", "created": "2026-03-02 09:00:00.000000",
        "project_id": CORPUS, "contents": contents, "text_direction": "LEFT_TO_RIGHT",
    }  # fmt: skip


def confirmed(page: str) -> dict[str, str]:
    """The form that asks which tags to take in, sent back as it stands."""
    told: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", page):
        about = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if about.get("name") and (about.get("type") != "checkbox" or " checked" in tag):
            told[about["name"]] = html.unescape(about.get("value", "on"))
    return told


def start(folder: Path) -> Taguette:
    """A Taguette on a file of its own in `folder`, on a port that is free. Raises Absent."""
    command, file, port = program(), folder / "taguette.sqlite3", free_port()
    told = [command, "--no-browser", "--bind", "127.0.0.1", "--port", str(port), "--database", str(file)]
    environment = os.environ | {"HOME": str(folder), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        told, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"\?token=\S+", line):
            running = Taguette(process, port, file)
            running.ask(f"/{found.group()}")
            return running
    raise Absent(f"Taguette {VERSION} did not start: it ended with code {process.wait()}.")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def exchanged(running: Taguette) -> tuple[bytes, list[str]]:
    """Taguette takes in our codebook, and we its own: the .qdc between, and the names that came back."""
    from werkzaam.core.coding import Code, Codebook, Kind, codebook_csv, read_qdc

    book = Codebook(
        (
            Code("a", "Vertrouwen", Kind.WORKING_ELEMENT, "Eén coach, “altijd” bereikbaar; ook ’s avonds"),
            Code("b", "Vaste coach", Kind.WORKING_ELEMENT, parent="a"),
            Code("c", "الانتظار", Kind.IMPROVEMENT_POINT, "Wachten, in het Arabisch"),
        )
    )
    data = running.codebook(codebook_csv(book))
    came, losses = read_qdc(data)
    names = sorted(one.name for one in came.codes)
    wanted = sorted(" / ".join(book.path(one.key)) for one in book.codes)
    if names != wanted or losses:
        raise SystemExit(f"The codebook came back from Taguette as {names}, not {wanted}; lost: {losses}")
    return data, names


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reference", type=Path, help="where to keep the .qdc that Taguette wrote")
    kept = options.parse_args().reference
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        running = start(Path(folder))
        try:
            running.load(["Een zin."], ["tag"], [Passage(0, 0, 8, 0)])
            data, names = exchanged(running)
        finally:
            running.stop()
    print(f"{len(names)} codes there and back in {time.perf_counter() - began:.1f} s: {', '.join(names)}")
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(data)


if __name__ == "__main__":
    main()
