"""Writing an edition: everything is made first, laid beside the target, and put in place in one step."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from werkzaam.core.claim.dossier import Dossier
from werkzaam.core.claim.dossier_file import as_json, published
from werkzaam.core.claim.model import Claim
from werkzaam.core.claim.review import require
from werkzaam.core.effect.result import Findings
from werkzaam.core.panel.model import Panel
from werkzaam.core.plan.model import Plan
from werkzaam.core.report import estimates, letter, lint, manifest, page, sheet, software
from werkzaam.core.report.compose import compose
from werkzaam.core.report.disclosure.account import FILE, Account
from werkzaam.core.report.disclosure.account import as_json as account_json
from werkzaam.core.report.disclosure.earlier import printed
from werkzaam.core.report.disclosure.guard import guarded
from werkzaam.core.report.disclosure.inspected import inspected
from werkzaam.core.report.document import Document
from werkzaam.core.report.edition import MANIFEST, Edition, EditionProblem, digest, read_edition, report_name
from werkzaam.core.report.material import EMPTY, Material
from werkzaam.core.report.teller import vocabulary
from werkzaam.core.report.withheld import noted, placed

Progress = Callable[[str, float], None]


def write_edition(
    plan: Plan,
    panel: Panel,
    findings: Findings,
    claims: Sequence[Claim],
    out: Path,
    *,
    on: date,
    languages: Sequence[str] = ("nl", "en"),
    progress: Progress | None = None,
    draft: bool = False,
    dossier: Dossier = EMPTY,
    earlier: Sequence[Edition] = (),
) -> Edition:
    """Write the edition folder `out`, dated `on`, and return it as read back; a `draft` is marked on every page.

    `dossier` is what researchers bring beside the computed `claims`; what is not ready in it stands in a draft, but
    not in a publication. Raises ClaimsProblem (`claims-not-ready`) with everything that is still open.

    Everything is held against disclosure control, together with `earlier` editions of the same study: what may not
    be known is left out everywhere. Raises DisclosureProblem where that is not enough. A draft holds the account
    (`disclosure.json`) for the second person who releases it.

    Identical input gives identical bytes. An older edition in `out` is replaced only when the new one is whole.
    Raises EditionProblem (`edition-target`) when `out` holds something else than an edition.
    """
    _check_target(out)
    tell = progress or (lambda _step, _part: None)
    material = Material.of(plan, panel, findings, claims, on, published(dossier))
    if not draft:
        require(dossier, material.computed, material.claims, material.evidence)
    shown, account = guarded(material, earlier=[printed(one) for one in earlier])
    files = _files(shown, account, _ordered(plan, languages), tell, draft)
    place(files, out)
    tell("placed", 1.0)
    return read_edition(out)


def _check_target(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        message = f"{out.name} holds other files. Nothing was written; name a new folder or an older edition."
        raise EditionProblem(message, code="edition-target", folder=out.name)
    if out.exists() and not out.is_dir():
        message = f"{out.name} is a file. Nothing was written; name a folder."
        raise EditionProblem(message, code="edition-target", folder=out.name)


def _ordered(plan: Plan, languages: Sequence[str]) -> list[str]:
    """The plan's main language first, where it is among those asked for."""
    return sorted(dict.fromkeys(languages), key=lambda language: language != plan.language)


def _files(
    material: Material, account: Account, languages: list[str], tell: Progress, draft: bool
) -> dict[str, bytes]:
    made_by = f"werkzaam {version('werkzaam')}"
    documents: dict[str, Document] = {}
    for count, language in enumerate(languages):
        tell("compose", 0.5 * count / len(languages))
        composed = noted(compose(material, language, made_by), material.withheld)
        documents[language] = _marked(composed, draft)
        lint.check(documents[language])
    files = _data(material)
    for count, document in enumerate(documents.values()):
        tell("typeset", 0.5 + 0.45 * count / len(documents))
        files |= _reports(material, document, languages[0])
    record = manifest.record(material, documents, languages[0], made_by) | {"draft": draft}
    whole = {**files, MANIFEST: json.dumps(record, ensure_ascii=False).encode()}
    account = inspected(whole, material, placed(account, documents.values()))
    files |= {FILE: account_json(account)} if draft else {}
    return {**files, MANIFEST: sealed(record, files)}


def _marked(document: Document, draft: bool) -> Document:
    """With the word that stands across a draft."""
    word = vocabulary(document.language)["page"]["draft"]
    return replace(document, labels=(*document.labels, ("draft", word))) if draft else document


def _data(material: Material) -> dict[str, bytes]:
    return {
        "plan.toml": material.plan.text.encode(),
        "estimates.json": estimates.as_json(material),
        "estimates.parquet": estimates.as_parquet(material),
        "reproduction.json": software.as_json(material),
        **({"dossier.json": as_json(material.dossier)} if material.dossier != EMPTY else {}),
    }


def _reports(material: Material, document: Document, main: str) -> dict[str, bytes]:
    language, authors = document.language, material.plan.researchers
    drawn = {}
    for figure in manifest.figures(document):
        drawn[f"figures/{figure.key}.{language}.svg"] = described(figure.svg, figure.alt)
        drawn[f"figures/{figure.key}.{language}.narrow.svg"] = described(figure.narrow, figure.alt)
    return {
        **drawn,
        report_name("html", language, main): page.html(document).encode(),
        report_name("pdf", language, main): sheet.pdf(document, on=material.on, authors=authors),
        report_name("docx", language, main): letter.word(document, on=material.on, authors=authors),
    }


def described(svg: str, alt: str) -> bytes:
    """A drawing that stands alone says what it shows."""
    text = alt.replace("&", "&amp;").replace("<", "&lt;")
    at = svg.index(">") + 1
    head = svg[:at].replace("<svg ", '<svg role="img" ', 1)
    return f"{head}<title>{text}</title>{svg[at:]}".encode()


def sealed(record: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in sorted(files.items())
    ]
    # Through JSON once, so that the digest is over what a reader will parse.
    whole = json.loads(json.dumps({**record, "files": listed}, ensure_ascii=False, allow_nan=False))
    return json.dumps({**whole, "digest": digest(whole)}, ensure_ascii=False, indent=1).encode() + b"\n"


def place(files: Mapping[str, bytes], out: Path) -> None:
    """Write beside `out`, then swap: `out` is either the old edition or the new one, never half of each."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, content in files.items():
            path = beside / "new" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _swap(beside / "new", out, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, out: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
